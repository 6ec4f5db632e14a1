import type { Ports } from '../../ports.ts'

const PERSON = /<@([UW][A-Z0-9]+)>/g

/**
 * Writes people's handles into their tokens, as Slack does in commands (`<@U1|ana>`): whoever reads the text later, reads
 * a name. People whom Slack does not know here keep their token as it is.
 */
export async function namePeople(
  { directory }: Pick<Ports, 'directory'>,
  workspaceId: string,
  text: string,
): Promise<string> {
  const ids = [...new Set([...text.matchAll(PERSON)].map(([, id]) => id).filter((id) => id !== undefined))]
  if (ids.length === 0) return text
  const people = await directory.members(workspaceId, ids)
  const names = new Map(people.map(({ id, name }) => [id, name.replaceAll(/[<>|&]/g, '')]))
  return text.replaceAll(PERSON, (token, id: string) => (names.has(id) ? `<@${id}|${names.get(id)}>` : token))
}

import { namedInPassing } from '../../domain/named-tasks.ts'
import { keyOf } from '../../domain/references.ts'
import type { Ports } from '../../ports.ts'

/** The references that a message names in passing, of projects that there are. */
export async function namedReferences(
  { projects }: Pick<Ports, 'projects'>,
  workspaceId: string,
  text: string,
): Promise<readonly string[]> {
  const named = namedInPassing(text)
  if (named.length === 0) return []
  const keys = new Set((await projects.active(workspaceId)).map(({ key }) => key))
  return named.filter((reference) => keys.has(keyOf(reference)))
}

import { isSurelyCommand, parseCommand } from '../../domain/command.ts'
import type { Command } from '../../domain/command.ts'
import { namesLists } from '../../domain/list-words.ts'
import type { Member } from '../../domain/member.ts'
import { lineAbout } from '../../domain/thread-line.ts'
import { UserError } from '../../errors.ts'
import type { Ports, Reply, Speech } from '../../ports.ts'

/** What each kind of command does; `app.ts` joins the features' parts, and the type makes sure that none is missing. */
export type Routes = {
  readonly [K in Command['kind']]: (speech: Speech, command: Extract<Command, { kind: K }>) => Promise<Reply>
}

export interface SpeechInput extends Omit<Speech, 'speaker' | 'sight' | 'via'> {
  readonly actorId: string
  /** By default it is a slash command. */
  readonly via?: Speech['via']
}

/** One call for all kinds: the compiler cannot see that the route and the command are of the same kind. */
const take = (routes: Routes, speech: Speech, command: Command): Promise<Reply> =>
  (routes[command.kind] as (speech: Speech, command: Command) => Promise<Reply>)(speech, command)

/**
 * Reads what somebody said and does it.
 *
 * @throws UserError with the whole text as its draft, so that nothing typed is lost; without one where the line lacks
 *   what its verb needs and can be no task, for a form with `due WEB-12` as its title would help nobody
 */
export async function answerSpeech(ports: Ports, routes: Routes, { actorId, ...input }: SpeechInput): Promise<Reply> {
  const speaker = await ports.directory.member(input.workspaceId, actorId)
  const sight = await ports.sights.of(speaker)
  const projects = await ports.sights.projects(sight)
  const listNames = namesLists(input.said) ? await namesOfLists(ports, speaker) : []
  const context = { ...speaker, now: ports.clock.now(), projectKeys: projects.map(({ key }) => key), listNames }
  const { said, aboutReference } = input
  const about = aboutReference === undefined ? null : lineAbout(said, aboutReference, context)
  const command = about ?? parseCommand(said, context)
  try {
    return await take(routes, { via: 'command', ...input, speaker, sight }, command)
  } catch (error) {
    if (!(error instanceof UserError) || error.draft !== null || isSurelyCommand(command)) throw error
    throw new UserError(error.code, error.userText, said)
  }
}

async function namesOfLists(
  { savedLists }: Pick<Ports, 'savedLists'>,
  { workspaceId, id }: Member,
): Promise<readonly string[]> {
  return (await savedLists.ofMember(workspaceId, id)).map(({ name }) => name)
}

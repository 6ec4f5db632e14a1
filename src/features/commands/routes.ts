import type { Command, Verb } from '../../domain/command.ts'
import type { Ports, Reply, Speech } from '../../ports.ts'
import { refuseIncomplete } from './refuse-command.ts'
import { suggestLine } from './suggest-line.ts'
import { helpReply, notYetReply } from './views.ts'

const notYet = (verb: Verb) => async (): Promise<Reply> => notYetReply(verb)

/** The kinds of command that are about commands themselves, and those that come later. */
export const commandRoutes = (ports: Ports) => ({
  help: async (_speech: unknown, { verb }: Extract<Command, { kind: 'help' }>): Promise<Reply> => helpReply(verb),
  'near-miss': (speech: Speech, command: Extract<Command, { kind: 'near-miss' }>): Promise<Reply> =>
    suggestLine(ports, speech, command),
  incomplete: refuseIncomplete,
  export: notYet('export'),
})

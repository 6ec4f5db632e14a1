import type { Command } from '../../domain/command.ts'
import type { Ports, Reply, Speech } from '../../ports.ts'
import { refuseIncomplete } from './refuse-command.ts'
import { suggestLine } from './suggest-line.ts'
import { helpReply } from './views.ts'

/** The kinds of command that are about commands themselves. */
export const commandRoutes = (ports: Ports) => ({
  help: async (_speech: unknown, { verb }: Extract<Command, { kind: 'help' }>): Promise<Reply> => helpReply(verb),
  'near-miss': (speech: Speech, command: Extract<Command, { kind: 'near-miss' }>): Promise<Reply> =>
    suggestLine(ports, speech, command),
  incomplete: refuseIncomplete,
})

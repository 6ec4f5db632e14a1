import type { Command, Verb } from '../../domain/command.ts'
import type { Reply } from '../../ports.ts'
import { refuseIncomplete } from './refuse-command.ts'
import { helpReply, nearMissReply, notYetReply } from './views.ts'

const notYet = (verb: Verb) => async (): Promise<Reply> => notYetReply(verb)

/** The kinds of command that are about commands themselves, and those that come later. */
export const commandRoutes = {
  help: async (_speech: unknown, { verb }: Extract<Command, { kind: 'help' }>): Promise<Reply> => helpReply(verb),
  'near-miss': async (_speech: unknown, command: Extract<Command, { kind: 'near-miss' }>): Promise<Reply> =>
    nearMissReply(command),
  incomplete: refuseIncomplete,
  check: notYet('check'),
  link: notYet('link'),
  raci: notYet('raci'),
  snooze: notYet('snooze'),
  history: notYet('history'),
  export: notYet('export'),
  search: notYet('search'),
} as const

import { refuseQuestion } from './refuse-question.ts'
import type { Command } from '../../domain/command.ts'
import type { Reply, Speech } from '../../ports.ts'

type Create = (speech: Speech, command: Extract<Command, { kind: 'create' }>) => Promise<Reply>

/** What is different where people speak to Runsheet in messages: they ask it things, as they ask people. */
export const spokenRoutes = (create: Create) => ({
  create: async (speech: Speech, command: Extract<Command, { kind: 'create' }>): Promise<Reply> => {
    refuseQuestion(speech)
    return create(speech, command)
  },
})

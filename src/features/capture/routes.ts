import type { Command } from '../../domain/command.ts'
import type { Ports, Reply, Speech, TaskForms } from '../../ports.ts'
import { captureLine } from './capture-line.ts'
import { openForm } from './open-form.ts'
import { capturedReply, formOffer } from './views.ts'

/** What `/task` alone and a new task in one line do. */
export const captureRoutes = (ports: Ports, forms: TaskForms) => ({
  form: async ({ workspaceId, speaker, triggerId, channelId, responseUrl }: Speech): Promise<Reply> => {
    if (triggerId === null) return formOffer()
    const origin = { channelId, responseUrl, source: null, kept: {} }
    await openForm(ports, forms, { workspaceId, actorId: speaker.id, triggerId, origin, written: null })
    return null
  },
  create: async (speech: Speech, { capture }: Extract<Command, { kind: 'create' }>): Promise<Reply> => {
    const created = await captureLine(ports, speech, capture)
    return capturedReply({ ...created, capture, author: speech.speaker })
  },
})

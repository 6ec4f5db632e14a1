import type { App, BlockButtonAction } from '@slack/bolt'
import { CONVERSATION } from '../../block-kit/action-ids.ts'
import type { Ports, TurnContext } from '../../ports.ts'
import { answerReaction } from './answer-reaction.ts'
import { answerSpoken } from './answer-spoken.ts'
import { attachFiles, forgetFile } from './attach-files.ts'
import type { Deeds } from './deeds.ts'
import { hear } from './hear.ts'
import { FileEvent, MakeTaskPress, MessageEvent, ReactionEvent } from './inputs.ts'
import { makeTask } from './make-task.ts'
import { noteReply } from './note-reply.ts'
import { readReaction } from './read-reaction.ts'

type Context = TurnContext & { readonly botUserId?: string }

/** What people say to Runsheet in messages, what they say about tasks in threads, and how they react. */
export function registerConversation(app: App<TurnContext>, ports: Ports, deeds: Deeds): void {
  const listen = async (context: Context, { eventId, direct, happened }: MessageEvent): Promise<void> => {
    if (happened.kind !== 'said') return
    const { workspaceId, botUserId = '', attend, answer } = context
    const spoken = await hear(ports, { workspaceId, botUserId, eventId, direct, message: happened.message })
    if (!spoken) return
    attend(spoken.to, spoken.draftId)
    const reply = await answerSpoken(ports, deeds, spoken)
    if (reply) await answer(reply)
  }

  app.event('app_mention', ({ body, context }) => listen(context, MessageEvent.parse(body)))

  app.event('message', async ({ body, context }) => {
    const event = MessageEvent.parse(body)
    if (event.direct) return listen(context, event)
    const { workspaceId, botUserId = '' } = context
    if (event.happened.kind === 'withdrawn') return deeds.forget(workspaceId, event.happened.message)
    await noteReply(ports, { workspaceId, botUserId, happened: event.happened })
    await attachFiles(ports, deeds, { workspaceId, happened: event.happened })
  })

  app.event('file_deleted', ({ body, context: { workspaceId } }) =>
    forgetFile(ports, deeds, workspaceId, FileEvent.parse(body).fileId),
  )

  app.event('reaction_added', async ({ body, context: { workspaceId, botUserId = '', attend, answer } }) => {
    const meant = await readReaction(ports, { ...ReactionEvent.parse(body), workspaceId, botUserId })
    if (!meant) return
    attend(meant.to, null)
    const reply = await answerReaction(ports, deeds, workspaceId, meant)
    if (reply) await answer(reply)
  })

  app.action<BlockButtonAction>(CONVERSATION.makeTask, async ({ ack, body, context: { workspaceId, answer } }) => {
    const reply = await makeTask(ports, deeds, { ...MakeTaskPress.parse(body), workspaceId })
    await (reply ? answer(reply) : ack())
  })
}

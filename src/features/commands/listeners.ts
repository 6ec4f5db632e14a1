import type { App, BlockButtonAction } from '@slack/bolt'
import { COMMANDS, TASK } from '../../block-kit/action-ids.ts'
import type { Ports, TurnContext } from '../../ports.ts'
import { answerSpeech } from './answer-speech.ts'
import type { Routes } from './answer-speech.ts'
import { Actor, SayButton, TaskCommand } from './inputs.ts'
import { refuseOutsider } from './refuse-outsider.ts'

/** Before all listeners: whoever acts must belong to the workspace. */
export function registerGate(app: App<TurnContext>, ports: Ports): void {
  app.use(async ({ body, context: { workspaceId }, next }) => {
    const actorId = Actor.parse(body)
    if (actorId !== null && workspaceId !== undefined) await refuseOutsider(ports, workspaceId, actorId)
    await next()
  })
}

/** `/task`, and the buttons that say it again with other words. */
export function registerCommands(app: App<TurnContext>, ports: Ports, routes: Routes): void {
  app.command(COMMANDS.task, async ({ ack, body, context: { workspaceId, answer } }) => {
    const reply = await answerSpeech(ports, routes, { ...TaskCommand.parse(body), workspaceId })
    await (reply ? answer(reply) : ack())
  })

  for (const id of [TASK.say, TASK.sayOther])
    app.action<BlockButtonAction>(id, async ({ ack, body, context: { workspaceId, replace } }) => {
      const reply = await answerSpeech(ports, routes, { ...SayButton.parse(body), workspaceId })
      await (reply ? replace(reply) : ack())
    })
}

import type { App } from '@slack/bolt'
import { COMMANDS } from '../../block-kit/action-ids.ts'
import type { Ports, TurnContext } from '../../ports.ts'
import { answerWord } from './answer-word.ts'
import type { Words } from './answer-word.ts'
import { RunsheetCommandInput } from './inputs.ts'

/** `/runsheet`: what Runsheet is, how it is used, and what concerns the whole workspace. */
export function registerHelp(app: App<TurnContext>, ports: Ports, words: Words): void {
  app.command(COMMANDS.runsheet, async ({ ack, command, context: { workspaceId, answer } }) => {
    const reply = await answerWord(ports, words, { ...RunsheetCommandInput.parse(command), workspaceId })
    await (reply ? answer(reply) : ack())
  })
}

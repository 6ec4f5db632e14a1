import type { App } from '@slack/bolt'
import { COMMANDS } from '../../block-kit/action-ids.ts'
import type { TurnContext } from '../../ports.ts'
import { RunsheetCommand } from './inputs.ts'
import { answerWord } from './views.ts'

/** `/runsheet`: what Runsheet is and how it is used. */
export function registerHelp(app: App<TurnContext>): void {
  app.command(COMMANDS.runsheet, async ({ command, context: { answer } }) => {
    await answer(answerWord(RunsheetCommand.parse(command).said))
  })
}

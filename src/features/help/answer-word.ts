import type { RunsheetCommandInput } from './inputs.ts'
import { helpMessage, unknownWord } from './views.ts'
import { parseRunsheetCommand } from '../../domain/runsheet-command.ts'
import type { RunsheetWord } from '../../domain/runsheet-command.ts'
import { DEFAULT_SETTINGS } from '../../domain/workspace.ts'
import type { Ports, Reply } from '../../ports.ts'

/** Somebody who typed `/runsheet`. */
export type Asked = RunsheetCommandInput & { readonly workspaceId: string }

/** What other features do for a word behind `/runsheet`; `features.ts` joins them, for no feature knows another. */
export type Words = Readonly<Record<Exclude<RunsheetWord, 'help'>, (asked: Asked) => Promise<Reply>>>

/** Answers what stands behind `/runsheet`; a word that is nothing here is answered with what there is. */
export async function answerWord(ports: Pick<Ports, 'workspaces'>, words: Words, asked: Asked): Promise<Reply> {
  const command = parseRunsheetCommand(asked.said)
  switch (command.word) {
    case 'help':
      return helpMessage((await ports.workspaces.get(asked.workspaceId))?.settings ?? DEFAULT_SETTINGS)
    case 'unknown':
      return unknownWord(command)
    case 'settings':
      return words[command.word](asked)
  }
}

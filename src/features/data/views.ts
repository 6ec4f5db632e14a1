import { context, section } from '../../block-kit/blocks.ts'
import { bold, code } from '../../block-kit/mrkdwn.ts'
import { whichWords } from '../../cards/list-words.ts'
import { counted } from '../../cards/words.ts'
import type { FileFormat } from '../../domain/export-words.ts'
import type { ListFilter } from '../../domain/list-view.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'

export const fileName = (day: string, format: FileFormat): string => `runsheet-tasks-${day}.${format}`

interface Said {
  readonly filters: readonly ListFilter[]
  /** Those whom filters name. */
  readonly people: ReadonlyMap<string, Member>
}

const which = ({ filters, people }: Said): string =>
  filters.length > 0 ? `tasks ${whichWords({ filters }, people)}` : 'all tasks that you may see'

export const exportTitle = (said: Said): string => `Runsheet: ${which(said)}`

/** Stands above the file in the direct message. */
export const exportComment = (said: Said): string =>
  `Here is your export: ${which(said)}, as they were when you asked. Only you see this file.`

/** Says that a large file is on its way, before it is there. */
export const exportBegun = (): MessageContent => {
  const said = 'Your file is being made. It comes into your direct message with Runsheet when it is ready.'
  return { text: said, blocks: [section(said)] }
}

/** Says what became of an export. */
export function exportedReply({
  count,
  name,
}: {
  readonly count: number
  readonly name: string | null
}): MessageContent {
  if (name === null) {
    const none = 'No task fits that, so there is no file.'
    return { text: none, blocks: [section(`${none} ${code('/task export')} alone has all that you may see.`)] }
  }
  const said = `${counted(count, 'task')} in ${bold(name)}, in your direct message with Runsheet.`
  return {
    text: `${counted(count, 'task')} in ${name}, in your direct message with Runsheet.`,
    blocks: [
      section(said),
      context(
        `Filters narrow it as they narrow a list: ${code('/task export csv WEB overdue')}. ${code('/task export json')} leaves nothing out.`,
      ),
    ],
  }
}

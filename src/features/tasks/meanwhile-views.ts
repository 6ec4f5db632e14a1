import { divider, remember, section } from '../../block-kit/blocks.ts'
import type { KnownBlock, Origin } from '../../block-kit/blocks.ts'
import { bold, escape } from '../../block-kit/mrkdwn.ts'
import { renewed } from '../../block-kit/renewal.ts'
import type { ShownModal } from '../../block-kit/state.ts'
import { changeLine } from '../../cards/fact-words.ts'
import type { FactNames } from '../../cards/fact-words.ts'
import { actorOf, counted, localWords } from '../../cards/words.ts'
import type { LogNames } from '../../domain/history.ts'
import type { Meanwhile } from '../../domain/meanwhile.ts'
import type { Member } from '../../domain/member.ts'
import type { Task, TaskFact } from '../../domain/task.ts'

export interface MeanwhileTold {
  readonly task: Task
  readonly changes: readonly Meanwhile[]
  readonly names: LogNames
  /** Facts that whoever has the form changed in it as well. */
  readonly mine: readonly TaskFact[]
  readonly reader: Member
}

const BLOCK_IDS = ['meanwhile', 'meanwhile-changes', 'meanwhile-end'] as const
const [HEAD, CHANGES, END] = BLOCK_IDS
const isBanner = (blockId: string | undefined): boolean => BLOCK_IDS.some((id) => id === blockId)

/** As many as fit into a section with names and values at their longest. */
const SHOWN = 10

function changeText({ actorId, at, ...change }: Meanwhile, { mine, names, reader }: MeanwhileTold): string {
  const said: FactNames = { ...names, instants: (instant) => localWords(instant, reader.zone, reader.locale) }
  const who = actorOf(names.people, actorId)
  const both = mine.includes(change.fact) ? `. ${bold('You changed it too.')}` : ''
  return `• ${changeLine(change, said) ?? ''} (${who}, ${localWords(at, reader.zone, reader.locale)})${both}`
}

function banner(told: MeanwhileTold): readonly KnownBlock[] {
  const { task, changes, mine } = told
  const lines = changes.slice(0, SHOWN).map((change) => changeText(change, told))
  const hidden = changes.length - lines.length
  const rest = hidden > 0 ? [`• ${counted(hidden, 'more change')}`] : []
  const overwritten = changes.some(({ fact }) => mine.includes(fact))
  const hint = overwritten
    ? 'Save anyway puts what you have here in the place of theirs; what you did not change stays as they set it.'
    : 'Save anyway saves what you changed; the rest stays as they set it.'
  return [
    {
      ...section(`:warning: ${bold(`${escape(task.reference)} was changed while you had this open.`)} ${hint}`),
      block_id: HEAD,
    },
    { ...section([...lines, ...rest].join('\n')), block_id: CHANGES },
    { ...divider(), block_id: END },
  ]
}

/**
 * The form as it was sent off, all that was typed in it, with what others changed meanwhile on top; `origin` says that it
 * has been seen.
 */
export const meanwhileView = (shown: ShownModal, told: MeanwhileTold, origin: Origin) =>
  renewed(shown, {
    blocks: [...banner(told), ...shown.blocks.filter(({ block_id: blockId }) => !isBanner(blockId))],
    metadata: remember(origin),
    submit: 'Save anyway',
  })

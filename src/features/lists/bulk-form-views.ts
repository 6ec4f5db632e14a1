import { VIEWS } from '../../block-kit/action-ids.ts'
import { modal, option, remember, section } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { choiceInput, personInput, textInput } from '../../block-kit/inputs.ts'
import { clip, LIMITS } from '../../block-kit/limits.ts'
import { bold } from '../../block-kit/mrkdwn.ts'
import { dateFault } from '../../cards/faults.ts'
import { counted, PRIORITY_WORDS } from '../../cards/words.ts'
import { BULK_MOVES } from '../../domain/bulk-change.ts'
import type { BulkMove } from '../../domain/bulk-change.ts'
import type { BulkFault, BulkWords } from '../../domain/bulk-form.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import { PRIORITIES } from '../../domain/task.ts'

/** What a move makes of a task's status. */
export const MOVE_CHOICES: Readonly<Record<BulkMove, string>> = {
  start: 'Doing',
  review: 'Review',
  done: 'Done',
  block: 'Blocked',
  unblock: 'Not blocked any more',
  drop: 'Dropped',
  reopen: 'Open again',
}

const REASON_LIMIT = 1000

export interface BulkFormOptions {
  readonly words: BulkWords
  /** How many tasks the list has. */
  readonly count: number
  readonly projects: readonly Project[]
  readonly origin: Origin & { readonly line: string }
}

/** The form in which all tasks of a list are changed; what is left empty stays as it is. */
export function bulkForm({ words, count, projects, origin }: BulkFormOptions): View {
  return modal({
    callbackId: VIEWS.bulkForm,
    title: 'Change tasks',
    submit: 'Preview',
    metadata: remember(origin),
    blocks: [
      section(
        `${bold(`${counted(count, 'task')} of your list.`)} Say what is to change; what you leave empty stays as it is. Nothing is done before you have seen a preview.`,
      ),
      choiceInput({
        blockId: 'move',
        label: 'Status',
        value: words.move,
        choices: BULK_MOVES.map((move) => option(MOVE_CHOICES[move], move)),
        placeholder: 'As it is',
      }),
      textInput({
        blockId: 'reason',
        label: 'Reason',
        value: words.reason ?? '',
        maxLength: REASON_LIMIT,
        hint: 'Needed for Blocked and Dropped. It stands on every task.',
      }),
      personInput({ blockId: 'owner', label: 'Owner', memberId: words.ownerId, placeholder: 'As it is' }),
      textInput({
        blockId: 'due',
        label: 'Due',
        value: words.due,
        placeholder: '+1 week, +3 working days, fri 5pm, none',
        hint: 'A date in your time zone, or how far each date moves: +2 days, -1 week, 3 working days later, counted in its owner’s calendar.',
      }),
      choiceInput({
        blockId: 'priority',
        label: 'Priority',
        value: words.priority,
        choices: PRIORITIES.map((priority) => option(PRIORITY_WORDS[priority], priority)),
        placeholder: 'As it is',
      }),
      textInput({ blockId: 'addLabels', label: 'Add labels', value: words.addLabels, placeholder: 'launch, hero' }),
      textInput({ blockId: 'removeLabels', label: 'Remove labels', value: words.removeLabels, placeholder: 'draft' }),
      ...(projects.length > 1
        ? [
            choiceInput({
              blockId: 'project',
              label: 'Project',
              value: words.projectId,
              choices: projects.slice(0, LIMITS.options).map(({ id, key, name }) => option(`${key} · ${name}`, id)),
              placeholder: 'As it is',
            }),
          ]
        : []),
    ],
  })
}

type Reader = Pick<Member, 'zone' | 'locale'>

function faultText(fault: BulkFault, { zone, locale }: Reader): string {
  switch (fault.why) {
    case 'nothing':
      return 'Choose or type at least one thing that is to change.'
    case 'missing':
      return 'Say why: people read it on every task.'
    case 'both':
      return 'A label cannot be added and removed at once.'
    default:
      return `${dateFault(fault.why, zone, locale) ?? ''} To move each date, write for example +1 week.`
  }
}

/** What stands below each input that keeps the form from being read, by block id. */
export const bulkErrors = (faults: readonly BulkFault[], reader: Reader): Readonly<Record<string, string>> =>
  Object.fromEntries(faults.map((fault) => [fault.input, clip(faultText(fault, reader), 300)]))

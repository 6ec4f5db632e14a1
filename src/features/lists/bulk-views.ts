import { LIST, TASK, VIEWS } from '../../block-kit/action-ids.ts'
import { actions, button, context, lineSections, modal, section } from '../../block-kit/blocks.ts'
import type { KnownBlock, View } from '../../block-kit/blocks.ts'
import { LIMITS } from '../../block-kit/limits.ts'
import { bold, escape } from '../../block-kit/mrkdwn.ts'
import { taskName } from '../../cards/change-words.ts'
import { changeLine } from '../../cards/fact-words.ts'
import { counted, labelled, listed, localWords, nameOf, PRIORITY_WORDS } from '../../cards/words.ts'
import type { Change } from '../../domain/activity.ts'
import type { BulkChange } from '../../domain/bulk-change.ts'
import type { BulkDeed, LeftTask } from '../../domain/bulk-deed.ts'
import type { BulkDue } from '../../domain/bulk-due.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { Project } from '../../domain/project.ts'
import type { TaskFact } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { MOVE_CHOICES } from './bulk-form-views.ts'

export { bundlePost } from '../../cards/bundles.ts'

/** What a change names, and whose zone and language it is told in. */
export interface BulkNames {
  readonly reader: Member
  readonly people: ReadonlyMap<string, Member>
  readonly projects: readonly Project[]
}

const UNITS = {
  days: ['day', 'days'],
  weeks: ['week', 'weeks'],
  'working-days': ['working day', 'working days'],
} as const

function dueWords(due: BulkDue, { reader }: BulkNames): string {
  switch (due.kind) {
    case 'none':
      return 'no due date'
    case 'at':
      return `due ${localWords(due.at, reader.zone, reader.locale)}`
    case 'shift': {
      const size = Math.abs(due.count)
      return `due ${size} ${UNITS[due.unit][size === 1 ? 0 : 1]} ${due.count < 0 ? 'earlier' : 'later'}`
    }
  }
}

const projectName = (id: string | null, { projects }: BulkNames): string =>
  escape(projects.find((project) => project.id === id)?.key ?? 'another project')

/** What a change does, in a few words: `Done · owner ana · due 1 week later`. */
function bulkWords(change: BulkChange, names: BulkNames): string {
  return [
    ...(change.move ? [MOVE_CHOICES[change.move]] : []),
    ...(change.ownerId ? [`owner ${nameOf(names.people, change.ownerId)}`] : []),
    ...(change.due ? [dueWords(change.due, names)] : []),
    ...(change.priority ? [`priority ${PRIORITY_WORDS[change.priority]}`] : []),
    ...(change.addLabels.length > 0 ? [`with ${labelled(change.addLabels)}`] : []),
    ...(change.removeLabels.length > 0 ? [`without ${labelled(change.removeLabels)}`] : []),
    ...(change.projectId ? [`in ${projectName(change.projectId, names)}`] : []),
  ].join(' · ')
}

/** What follows by itself is not what anybody asked for: a rule goes on to the next task. */
const UNTOLD: ReadonlySet<TaskFact> = new Set(['recurrence', 'snoozedUntil'])

function changeWords({ sheet, changes }: PreviewRow, { reader, people, projects }: BulkNames): string {
  const names = {
    people,
    references: sheet.references,
    projects: new Map([...projects, sheet.project].map((project) => [project.id, project])),
    project: sheet.project,
    instants: (at: Date) => localWords(at, reader.zone, reader.locale),
  }
  const told = changes.filter(({ fact }) => !UNTOLD.has(fact)).map((change) => changeLine(change, names))
  return told.filter((words) => words !== null).join(' · ')
}

const WHY_LEFT: Readonly<Record<LeftTask['why'], string>> = {
  closed: 'closed: reopen them first',
  open: 'open, so there is nothing to reopen',
  'not-blocked': 'not blocked',
  'needs-reason': 'without a reason',
  'no-date': 'without a due date that could be moved',
  'past-date': 'then due in the past',
  gone: 'taken away meanwhile',
}

/** Tasks that stay as they are, a line for each reason. */
function leftLines(left: readonly LeftTask[]): readonly string[] {
  const reasons = [...new Set(left.map(({ why }) => why))]
  return reasons.map((reason) => {
    const references = left.filter(({ why }) => why === reason).map(({ reference }) => escape(reference))
    return `${listed(references)}: ${WHY_LEFT[reason]}`
  })
}

const more = (hidden: number): string => `and ${hidden} more`

/** A task that would change. */
export interface PreviewRow {
  readonly sheet: TaskSheet
  readonly changes: readonly Change[]
}

export interface Preview {
  readonly deed: Pick<BulkDeed, 'id' | 'change'>
  readonly rows: readonly PreviewRow[]
  readonly left: readonly LeftTask[]
  /** How many are so already. */
  readonly same: number
  /** References of those that others have changed since an earlier preview. */
  readonly meanwhile: readonly string[]
  readonly names: BulkNames
}

/** The first of the tasks that change, as many as a person looks through. */
const ROWS_SHOWN = 15

function previewBlocks({ deed, rows, left, same, meanwhile, names }: Preview): readonly KnownBlock[] {
  const shown = rows.slice(0, ROWS_SHOWN)
  const lines = shown.map((row) => `${taskName(row.sheet)}\n${changeWords(row, names)}`)
  const hidden = rows.length - shown.length
  return [
    ...(meanwhile.length > 0
      ? [section(`Somebody has changed ${listed(meanwhile.map(escape))} meanwhile. This is what would change now.`)]
      : []),
    section(`${bold(`${counted(rows.length, 'task')} will change:`)} ${bulkWords(deed.change, names)}`),
    ...lineSections([...lines, ...(hidden > 0 ? [more(hidden)] : [])], more),
    ...(left.length > 0
      ? [
          section(bold(`${counted(left.length, 'task stays as it is', 'tasks stay as they are')}:`)),
          ...lineSections(leftLines(left), more),
        ]
      : []),
    ...(same > 0 ? [context(`${counted(same, 'task is', 'tasks are')} so already.`)] : []),
  ]
}

/** What a change would do, before it is done. Without a task that would change there is nothing to agree to. */
export const bulkPreview = (preview: Preview): View =>
  modal({
    callbackId: VIEWS.bulkPreview,
    title: 'Change tasks',
    ...(preview.rows.length > 0 ? { submit: `Change ${counted(preview.rows.length, 'task')}` } : {}),
    metadata: JSON.stringify({ deedId: preview.deed.id }),
    blocks: [
      ...previewBlocks(preview),
      actions(button('Back', LIST.back, preview.deed.id)),
      context('Times are in your time zone. What others change here before you agree is shown to you first.'),
    ],
  })

/** Stands in the modal while the preview is made. */
export const bulkWorking = (): View =>
  modal({
    callbackId: VIEWS.bulkPreview,
    title: 'Change tasks',
    blocks: [section('Looking at what would change…')],
  })

/** Stands in the modal where no preview could be made. */
export const bulkRefused = (text: string): View =>
  modal({ callbackId: VIEWS.bulkPreview, title: 'Change tasks', close: 'Close', blocks: [section(escape(text))] })

/** What came of a change of many tasks, with one Undo for all of it. */
export function bulkReply(deed: BulkDeed, names: BulkNames): MessageContent {
  const { changedIds, left, movedOn, activityId, change, stopped, targets, cursor } = deed
  const said =
    changedIds.length > 0
      ? `${bold(`Changed ${counted(changedIds.length, 'task')}:`)} ${bulkWords(change, names)}.`
      : 'Nothing was changed.'
  const told = change.ownerId !== null && change.ownerId !== deed.actorId && changedIds.length > 0
  const buttons = [
    ...(activityId ? [button('Undo', TASK.undo, activityId)] : []),
    ...(deed.line.length <= LIMITS.buttonValue ? [button('Show list', TASK.say, deed.line)] : []),
  ]
  const notes = [
    ...(movedOn.length > 0
      ? [`Somebody had changed ${listed(movedOn.map(escape))} since the preview: decided on as they are now.`]
      : []),
    ...(told && change.ownerId ? [`${nameOf(names.people, change.ownerId)} is told once, of all of them.`] : []),
  ]
  return {
    text: changedIds.length > 0 ? `Changed ${counted(changedIds.length, 'task')}.` : said,
    blocks: [
      section(said),
      ...(stopped === null
        ? []
        : [section(`${escape(stopped)} ${counted(targets.length - cursor, 'task was', 'tasks were')} not looked at.`)]),
      ...lineSections(
        leftLines(left).map((words) => `Not changed: ${words}.`),
        more,
      ),
      ...(notes.length > 0 ? [context(...notes)] : []),
      ...(buttons.length > 0 ? [actions(...buttons)] : []),
    ],
  }
}

import { TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, lineSections, summary } from '../../block-kit/blocks.ts'
import { clip } from '../../block-kit/limits.ts'
import { code, escape } from '../../block-kit/mrkdwn.ts'
import { taskName } from '../../cards/change-words.ts'
import { CHECKLIST_FAULTS, fieldFault } from '../../cards/faults.ts'
import { checklistLines, progress } from '../../cards/detail-words.ts'
import { counted, STATUS_WORDS } from '../../cards/words.ts'
import type { ChecklistFault } from '../../domain/checklist.ts'
import type { FieldDefinition, FieldFault } from '../../domain/custom-fields.ts'
import { LINK_LIMITS } from '../../domain/links.ts'
import type { LinkFault } from '../../domain/links.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { CannotOwn } from '../../domain/permission.ts'
import { SNOOZE_DAYS } from '../../domain/snooze.ts'
import type { Project } from '../../domain/project.ts'
import type { Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'

export { dateFault } from '../../cards/faults.ts'

/** Why nothing about a closed task is changed, after its reference. */
export const closedText = (task: Task): string =>
  `is ${STATUS_WORDS[task.status]}, so it was not changed. Reopen it first: /task reopen ${task.reference}.`

export const checklistFaultText = (fault: ChecklistFault): string => CHECKLIST_FAULTS[fault]

/** Why an item was not ticked, after the task's reference. */
export const missingItemText = ({ checklist, reference }: Task, number: number): string =>
  checklist.length === 0
    ? `has no checklist, so nothing was ticked. Add an item with /task check ${reference} + text, or several by Edit on its card.`
    : `has ${counted(checklist.length, 'item')} on its checklist and no number ${number}, so nothing was ticked. /task check ${reference} shows them.`

const more = (hidden: number): string => `${counted(hidden, 'more line')}, not shown here.`

const listed = (sheet: TaskSheet): readonly string[] =>
  sheet.task.checklist.length > 0
    ? [`${taskName(sheet)}: ${progress(sheet.task.checklist)} done`, ...checklistLines(sheet)]
    : [`${taskName(sheet)} has no checklist yet.`]

/** The checklists of tasks, every item with its number. */
export function checklistReply(sheets: readonly TaskSheet[]): MessageContent {
  const reference = sheets[0]?.task.reference ?? 'WEB-12'
  return {
    text: sheets.map(({ task }) => `${escape(task.reference)}: ${progress(task.checklist)} done`).join('; '),
    blocks: [
      ...lineSections(sheets.flatMap(listed), more),
      context(
        `${code(`/task check ${reference} 2`)} ticks the second item or unticks it, ${code(`/task check ${reference} + text`)} adds one; Edit on the card changes them all.`,
      ),
    ],
  }
}

/** The answer to a change with the checklist below it, where it is that of one task. */
export function withChecklist(reply: MessageContent, sheets: readonly TaskSheet[]): MessageContent {
  const [only, ...others] = sheets
  if (!only || others.length > 0) return reply
  const [first, ...rest] = reply.blocks
  return { ...reply, blocks: [...(first ? [first] : []), ...lineSections(checklistLines(only), more), ...rest] }
}

/** Why a link was not added, after the task's reference. */
export const linkFaultText = (fault: LinkFault): string =>
  ({
    'not-an-address':
      'was not changed: a link is an address that begins with https:// or http://, without a user name in it.',
    'address-too-long': `was not changed: an address has at most ${LINK_LIMITS.url} characters. A shorter one may lead to the same page.`,
    'text-too-long': `was not changed: the text of a link has at most ${LINK_LIMITS.text} characters. What is longer fits into a note.`,
    'too-many': `was not changed: a task has at most ${LINK_LIMITS.links} links. Add a page that leads to the others, or undo one.`,
  })[fault]

/** Why a task was not moved into a phase, after its reference. */
export const unknownPhaseText = ({ key, name, phases }: Project, typed: string): string =>
  phases.length === 0
    ? `was not changed: ${name} has no phases yet. Name them with /project phases ${key} Design, Build, Launch.`
    : `was not changed: ${name} has no phase “${clip(typed, 60)}”. Its phases are ${phases.map((phase) => phase.name).join(', ')}.`

/** Why a field was not filled in, after the task's reference. */
export const unknownFieldText = ({ key, name, fields }: Project, typed: string): string =>
  fields.length === 0
    ? `was not changed: ${name} has no fields of its own yet. Add one with /project field ${key} Budget number.`
    : `was not changed: ${name} has no field that “${clip(typed, 60)}” begins with. Its fields are ${fields.map((field) => field.name).join(', ')}.`

/** The same where nothing was said of it. */
export const valuelessFieldText = ({ name }: FieldDefinition, reference: string): string =>
  `was not changed. Say what ${name} is to be after its name, or none to empty it: /task set ${reference} ${name} none.`

export const unreadFieldText = (fault: FieldFault, field: FieldDefinition, words: string): string =>
  `was not changed: ${fieldFault(fault, field, words)}`

/** Why words are no rule for repeating, after the task's reference. */
export const ruleText = (words: string): string =>
  `was not changed: “${clip(words, 80)}” could not be read as how often. Try every friday, every other week, first monday of the month, or never.`

/** What somebody is told from now on, or no more. */
export function watchReply(sheets: readonly TaskSheet[], watching: boolean): MessageContent {
  const sentences = sheets.map((sheet) =>
    watching
      ? `You watch ${taskName(sheet)} now: you are told when its status, owner or date changes, and what is noted.`
      : `You do not watch ${taskName(sheet)} any more.`,
  )
  const [only, ...others] = sheets
  const press =
    only && others.length === 0
      ? [
          actions(
            watching ? button('Stop watching', TASK.unwatch, only.task.id) : button('Watch', TASK.watch, only.task.id),
          ),
        ]
      : []
  return { text: summary(...sentences), blocks: [...lineSections(sentences, more), ...press] }
}

export const severalText = (role: 'R' | 'A'): string =>
  role === 'R'
    ? 'A task has exactly one owner, the Responsible: name one person for R. Nothing was changed.'
    : 'Exactly one person is Accountable for a task: name one person for A. Nothing was changed.'

export const cannotTakePartText = (name: string, why: CannotOwn): string =>
  ({
    unknown: 'Slack does not know one of these people in this workspace. Name members of it.',
    bot: `${name} is an app and cannot have a part in a task. Name a person.`,
    outsider: `${name} is from another workspace, so Runsheet could neither ask nor tell them. Name somebody of this workspace.`,
    deactivated: `${name}’s Slack account is deactivated. Name somebody else.`,
  })[why]

export const TOO_LONG = `A snooze lasts ${SNOOZE_DAYS} days at most, so nothing was changed. If the work can wait longer, give it a later date with /task due.`

/** After the task's reference. */
export const NOT_ON_TASK =
  'was not snoozed: only its owner and those who have a part in it or run its project can do that.'

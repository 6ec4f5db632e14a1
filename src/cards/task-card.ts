import { TASK } from '../block-kit/action-ids.ts'
import { actions, button, context, fields, section } from '../block-kit/blocks.ts'
import type { Button, KnownBlock } from '../block-kit/blocks.ts'
import { bold, date, escape, line, link, paragraphs, plainDate } from '../block-kit/mrkdwn.ts'
import { detailFacts, linkBlocks, snoozeNote } from './detail-words.ts'
import type { MessageContent } from '../domain/notice.ts'
import type { Task, TaskStatus } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { effort, labelled, listed, nameOf, PRIORITY_WORDS, STATUS_WORDS } from './words.ts'

const fact = (label: string, value: string): string => `${bold(`${label}:`)} ${value}`

function facts(sheet: TaskSheet): string[] {
  const { task, project, people } = sheet
  const accountable = task.accountableId ?? project.accountableId
  return [
    fact('Status', STATUS_WORDS[task.status]),
    fact('Owner', task.ownerId ? nameOf(people, task.ownerId) : 'nobody yet'),
    fact('Due', task.dueAt ? date(task.dueAt, 'dateTime') : 'no due date'),
    fact('Priority', PRIORITY_WORDS[task.priority]),
    ...(task.estimateMinutes === null ? [] : [fact('Estimate', effort(task.estimateMinutes))]),
    fact('Project', `${line(project.name, 80)} (${escape(project.key)})`),
    ...(accountable ? [fact('Accountable', nameOf(people, accountable))] : []),
    ...detailFacts(sheet).map(([label, value]) => fact(label, value)),
  ]
}

function troubles({ task, people, references }: TaskSheet): KnownBlock[] {
  const into = task.mergedIntoId ? references.get(task.mergedIntoId) : undefined
  if (into !== undefined) return [section(`${fact('Merged', `into ${bold(into)}`)}, which has all that this task had`)]
  if (task.droppedReason) return [section(fact('Dropped', line(task.droppedReason, 1000)))]
  if (!task.block) return []
  const { reason, waitsOnMemberIds, waitsOnTaskIds } = task.block
  const waitsOn = [
    ...waitsOnMemberIds.map((id) => nameOf(people, id)),
    ...waitsOnTaskIds.map((id) => references.get(id)).filter((reference) => reference !== undefined),
  ]
  const tail = waitsOn.length > 0 ? ` (waits on ${listed(waitsOn)})` : ''
  return [section(`${fact('Blocked', line(reason, 1000))}${tail}`)]
}

function footnote({ task, people, references, address }: TaskSheet): string {
  const after = task.dependsOnIds.map((id) => references.get(id)).filter((reference) => reference !== undefined)
  return [
    ...(task.labels.length > 0 ? [labelled(task.labels)] : []),
    ...(after.length > 0 ? [`after ${listed(after)}`] : []),
    `made by ${nameOf(people, task.createdBy)} ${date(task.createdAt)}`,
    ...(task.source ? [link(task.source.permalink, 'from this message')] : []),
    ...(address === undefined ? [] : [link(address, 'Link')]),
  ].join(' · ')
}

/** A card shows how a long description begins; the Edit form has all of it. */
const DESCRIPTION_SHOWN = 1000

type CardButton =
  | 'done'
  | 'start'
  | 'resume'
  | 'review'
  | 'unblock'
  | 'take'
  | 'needUntil'
  | 'blocked'
  | 'handOff'
  | 'edit'
  | 'reopen'

/** What fits a task's status, most likely first. */
const BUTTONS: Readonly<Record<TaskStatus, readonly CardButton[]>> = {
  todo: ['done', 'start', 'take', 'needUntil', 'blocked', 'handOff', 'edit'],
  doing: ['done', 'review', 'take', 'needUntil', 'blocked', 'handOff', 'edit'],
  review: ['done', 'resume', 'take', 'needUntil', 'blocked', 'handOff', 'edit'],
  blocked: ['unblock', 'done', 'take', 'needUntil', 'handOff', 'edit'],
  done: ['reopen'],
  dropped: ['reopen'],
}

const PRESS: Readonly<Record<CardButton, (task: Task) => Button | null>> = {
  done: ({ id }) => button('Done', TASK.done, id, { style: 'primary' }),
  start: ({ id }) => button('Start', TASK.start, id),
  resume: ({ id }) => button('Back to work', TASK.start, id),
  review: ({ id }) => button('Review', TASK.review, id),
  unblock: ({ id }) => button('Unblock', TASK.unblock, id),
  take: ({ id, ownerId }) => (ownerId ? null : button('Take', TASK.take, id)),
  needUntil: ({ id }) => button('Need until…', TASK.needUntil, id),
  blocked: ({ id }) => button('Blocked…', TASK.blocked, id),
  handOff: ({ id, ownerId }) => button(ownerId ? 'Hand off…' : 'Assign…', TASK.handOff, id),
  edit: ({ id }) => button('Edit', TASK.edit, id),
  reopen: ({ id }) => button('Reopen', TASK.reopen, id),
}

/** The buttons that fit a task's status; the value of each is the task's id. */
export const taskButtons = (task: Task): KnownBlock =>
  actions(...BUTTONS[task.status].map((name) => PRESS[name](task)).filter((press) => press !== null))

/** Everything about a task, with the buttons that fit its status. Names are text, so a card pings nobody. */
export function taskCard(sheet: TaskSheet): MessageContent {
  const { task, people } = sheet
  const title = `${bold(escape(task.reference))}  ${line(task.title, 150)}`
  const owner = task.ownerId ? nameOf(people, task.ownerId) : 'nobody yet'
  const due = task.dueAt ? `due ${plainDate(task.dueAt)}` : 'no due date'
  return {
    text: `${escape(task.reference)} ${line(task.title, 150)}: ${STATUS_WORDS[task.status]}, owner ${owner}, ${due}`,
    blocks: [
      section(title),
      ...(task.description ? [section(paragraphs(task.description, DESCRIPTION_SHOWN))] : []),
      ...fields(facts(sheet)),
      ...troubles(sheet),
      ...linkBlocks(task),
      taskButtons(task),
      context([...snoozeNote(task), footnote(sheet)].join(' · ')),
    ],
  }
}

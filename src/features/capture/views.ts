import { CAPTURE, TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, section } from '../../block-kit/blocks.ts'
import type { KnownBlock } from '../../block-kit/blocks.ts'
import { bold, code, date, escape, line } from '../../block-kit/mrkdwn.ts'
import { taskName } from '../../cards/change-words.ts'
import { detailFacts } from '../../cards/detail-words.ts'
import { dueForOwner } from '../../cards/due-words.ts'
import { effort, labelled, listed, nameOf, PRIORITY_WORDS } from '../../cards/words.ts'
import type { Capture } from '../../domain/capture.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { problemSentence } from './problem-views.ts'

export { assignedPost, firstCardPosts, unpostedPost } from '../../cards/posts.ts'
export { problemsText } from './problem-views.ts'

/** The words that a part was read from, where a line was typed. */
function wordsOf(capture: Capture | null, part: Capture['parts'][number]['part']): string {
  const words = capture?.parts.filter((each) => each.part === part).map((each) => each.words) ?? []
  return words.length > 0 ? ` (from “${line(words.join(' '), 150)}”)` : ''
}

/** The due date as its owner sees it, where their clock differs from the author's or they do not work then. */
function ownersView({ task, people }: TaskSheet, author: Member): string {
  const owner = task.ownerId ? people.get(task.ownerId) : undefined
  return owner && task.dueAt ? dueForOwner(task.dueAt, owner, author) : ''
}

function facts(sheet: TaskSheet, capture: Capture | null, author: Member): string[] {
  const { task, project, people, references } = sheet
  const after = task.dependsOnIds.map((id) => references.get(id)).filter((reference) => reference !== undefined)
  return [
    task.dueAt
      ? `${bold('Due:')} ${date(task.dueAt, 'dateTime')}${wordsOf(capture, 'due')}${ownersView(sheet, author)}`
      : `${bold('Due:')} no due date`,
    task.ownerId ? `${bold('Owner:')} ${nameOf(people, task.ownerId)}` : `${bold('Owner:')} nobody yet`,
    `${bold('Project:')} ${line(project.name, 80)} (${escape(project.key)})`,
    ...(task.priority === 'normal'
      ? []
      : [`${bold('Priority:')} ${PRIORITY_WORDS[task.priority]}${wordsOf(capture, 'priority')}`]),
    ...(task.estimateMinutes === null
      ? []
      : [`${bold('Estimate:')} ${effort(task.estimateMinutes)}${wordsOf(capture, 'estimate')}`]),
    ...(task.labels.length > 0 ? [`${bold('Labels:')} ${labelled(task.labels)}`] : []),
    ...(after.length > 0 ? [`${bold('After:')} ${listed(after)}`] : []),
  ]
}

/** What a form said besides; of one line there is nothing. */
function details(sheet: TaskSheet): readonly KnownBlock[] {
  const { task, people } = sheet
  const said = [
    ...(task.accountableId ? [['Accountable', nameOf(people, task.accountableId)] as const] : []),
    ...detailFacts(sheet),
    ...(task.links.length > 0 ? [['Links', String(task.links.length)] as const] : []),
    ...(task.attachments.length > 0 ? [['Files', String(task.attachments.length)] as const] : []),
  ]
  return said.length > 0 ? [section(said.map(([label, value]) => `${bold(`${label}:`)} ${value}`).join('\n'))] : []
}

export interface CapturedTold {
  readonly sheet: TaskSheet
  readonly activityId: string
  /** The line that it was read from; null for a form. */
  readonly capture: Capture | null
  readonly author: Member
}

/** The echo: what was created and how each part was read, with Edit and Undo. */
export function capturedReply({ sheet, activityId, capture, author }: CapturedTold): MessageContent {
  const notes = (capture?.problems ?? []).map((problem) => escape(problemSentence(problem, author)))
  return {
    text: `Created ${escape(sheet.task.reference)} ${line(sheet.task.title, 150)}`,
    blocks: [
      section(`Created ${taskName(sheet)}`),
      section(facts(sheet, capture, author).join('\n')),
      ...details(sheet),
      ...(notes.length > 0 ? [context(...notes)] : []),
      actions(
        button('Edit', TASK.edit, sheet.task.id),
        button('Undo', TASK.undo, activityId),
        button('Show task', TASK.show, sheet.task.id),
      ),
    ],
  }
}

/** Answers somebody who makes a task from a message that has become one before. */
export function alreadyTracked(sheet: TaskSheet): MessageContent {
  return {
    text: `That message is already tracked as ${escape(sheet.task.reference)} ${line(sheet.task.title, 150)}`,
    blocks: [
      section(`That message is already tracked as ${taskName(sheet)}.`),
      actions(button('Show task', TASK.show, sheet.task.id)),
    ],
  }
}

/** Answers somebody who said nothing more than Runsheet's name: a message opens no form, a button does. */
export const formOffer = (): MessageContent => ({
  text: 'Say what is to be done, or open the form for a new task.',
  blocks: [
    section(
      `Say what is to be done, such as ${code('Fix hero copy @ana due fri 5pm')}, or a verb and a task, such as ${code('done WEB-12')}. ${code('help')} shows all of them.`,
    ),
    actions(button('New task', CAPTURE.openForm, 'new')),
  ],
})

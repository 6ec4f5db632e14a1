import { TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, divider, section } from '../../block-kit/blocks.ts'
import { bold, date, escape, line } from '../../block-kit/mrkdwn.ts'
import { changeSentence, taskName } from '../../cards/change-words.ts'
import { assignedPost, cardEdits, editPost } from '../../cards/posts.ts'
import { taskCard } from '../../cards/task-card.ts'
import { nameOf, STATUS_WORDS } from '../../cards/words.ts'
import type { Activity, Change } from '../../domain/activity.ts'
import type { MessageContent, Post } from '../../domain/notice.ts'
import type { MessagePosition, Task } from '../../domain/task.ts'
import type { Move, Refusal } from '../../domain/task-change.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'

export { dateFault } from '../../cards/faults.ts'
export { taskCard }

/** Everything that a change makes Runsheet post: the cards in place, the new owner's notice, the nudge that it answers. */
export function changePosts(sheet: TaskSheet, activity: Activity, nudge?: MessagePosition): readonly Post[] {
  const handedOver = activity.changes.some(({ fact }) => fact === 'ownerId')
  const notice = handedOver ? assignedPost(sheet, activity.actorId ?? '', activity.id, activity.at) : null
  return [
    ...cardEdits(sheet, activity.at),
    ...answeredNudgePosts(sheet, activity.changes, activity.at, nudge),
    ...(notice ? [notice] : []),
  ]
}

/** The edit by which a nudge says that it was answered. */
export function answeredNudgePosts(
  sheet: TaskSheet,
  changes: readonly Change[],
  now: Date,
  nudge?: MessagePosition,
): readonly Post[] {
  if (!nudge) return []
  const content = answeredNudge(sheet, changes)
  return [editPost({ task: sheet.task, on: nudge, cause: `answer:${sheet.task.version}`, content, now })]
}

const MOVE_WORDS: Readonly<Record<Move, string>> = {
  start: 'be started',
  review: 'go into review',
  done: 'be done',
  drop: 'be dropped',
  reopen: 'be reopened',
  block: 'be blocked',
  unblock: 'be unblocked',
  take: 'be taken',
}

/** Why nothing about a closed task is changed, after its reference. */
export const closedText = (task: Task): string =>
  `is ${STATUS_WORDS[task.status]}, so it was not changed. Reopen it first: /task reopen ${task.reference}.`

/** Why a move is refused, after the task's reference: `WEB-12 …`. */
export function refusalText(refused: Refusal, task: Task, move: Move): string {
  switch (refused) {
    case 'already':
      return `is ${STATUS_WORDS[task.status]} already.`
    case 'closed':
      return `is ${STATUS_WORDS[task.status]}, so it cannot ${MOVE_WORDS[move]}. Reopen it first: /task reopen ${task.reference}.`
    case 'open':
      return `is ${STATUS_WORDS[task.status]}, so there is nothing to reopen.`
    case 'not-blocked':
      return `is ${STATUS_WORDS[task.status]}, not blocked, so there is nothing to unblock.`
    case 'needs-reason':
      return move === 'drop'
        ? `was not dropped: say why, for example /task drop ${task.reference} client cancelled the page.`
        : `was not blocked: say what or whom it waits on, for example /task block ${task.reference} waiting on the client’s logo.`
  }
}

/** A task and the latest notes about it, newest first. */
export interface Shown {
  readonly sheet: TaskSheet
  readonly notes: readonly Activity[]
}

export interface ChangeTold {
  readonly sheet: TaskSheet
  readonly changes: readonly Change[]
  readonly activityId: string | null
}

/** Answers a change that a person made by command: what changed in each task, with Undo where there is something to undo. */
export function changedReply(told: readonly ChangeTold[], refusals: readonly string[] = []): MessageContent {
  const sentences = told.map(({ sheet, changes }) => changeSentence(sheet, changes))
  const [only] = told
  const undo = told.length === 1 && only?.activityId ? [button('Undo', TASK.undo, only.activityId)] : []
  const show = told.length === 1 && only ? [button('Show task', TASK.show, only.sheet.task.id)] : []
  return {
    text: [
      ...told.map(({ sheet }) => `${sheet.task.reference} is ${STATUS_WORDS[sheet.task.status]}`),
      ...refusals.map(escape),
    ].join('; '),
    blocks: [
      ...sentences.map((sentence) => section(sentence)),
      ...refusals.map((refusal) => section(escape(refusal))),
      ...(undo.length + show.length > 0 ? [actions(...undo, ...show)] : []),
    ],
  }
}

/** Takes the place of a nudge once its owner has answered it. */
export function answeredNudge(sheet: TaskSheet, changes: readonly Change[]): MessageContent {
  const sentence = changeSentence(sheet, changes)
  return {
    text: `Thank you. ${escape(sheet.task.reference)} is ${STATUS_WORDS[sheet.task.status]}.`,
    blocks: [section(sentence), context('Thank you. Everyone who looks at the task sees it now.')],
  }
}

const NOTE_SHOWN = 300
/** A card has up to nine blocks, a message fifty. */
const CARDS_SHOWN = 5

/** A task's card with the latest that was said about it, for the one who asked. */
export function shownReply({ sheet, notes }: Shown): MessageContent {
  const card = taskCard(sheet)
  const said = notes.map(
    ({ actorId, note, at }) =>
      `${actorId ? nameOf(sheet.people, actorId) : 'Runsheet'} ${date(at)}: ${line(note ?? '', NOTE_SHOWN)}`,
  )
  return said.length > 0 ? { ...card, blocks: [...card.blocks, context(...said)] } : card
}

/** The cards of several tasks, one below the other, as far as a message holds them. */
export function shownReplies(shown: readonly Shown[]): MessageContent {
  const replies = shown.slice(0, CARDS_SHOWN).map(shownReply)
  const hidden = shown.length - replies.length
  return {
    text: replies.map(({ text }) => text).join('\n'),
    blocks: [
      ...replies.flatMap(({ blocks }, index) => (index > 0 ? [divider(), ...blocks] : blocks)),
      ...(hidden > 0 ? [context(`${hidden} more, not shown: name fewer at once.`)] : []),
    ],
  }
}

export const notedReply = (sheets: readonly TaskSheet[]): MessageContent => ({
  text: `Your note was added to ${sheets.map(({ task }) => escape(task.reference)).join(', ')}.`,
  blocks: [section(`Your note was added to ${sheets.map(taskName).join(', ')}.`)],
})

/** What an undo brought back. */
export function undoneReply(reference: string, title: string, created: boolean): MessageContent {
  const task = `${bold(escape(reference))} ${line(title, 150)}`
  const sentence = created ? `Undone: ${task} was taken away again.` : `Undone: ${task} is as it was before.`
  return {
    text: created
      ? `Undone: ${escape(reference)} was taken away again`
      : `Undone: ${escape(reference)} is as it was before`,
    blocks: [section(sentence)],
  }
}

/** Takes the place of the cards of a task whose creation was undone. */
export const undoneCardPosts = (task: Task, now: Date): readonly Post[] =>
  task.cards.map((on) =>
    editPost({ task, on, cause: 'undone', content: undoneReply(task.reference, task.title, true), now }),
  )

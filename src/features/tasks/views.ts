import { TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, divider, lineSections, section, summary } from '../../block-kit/blocks.ts'
import { LIMITS } from '../../block-kit/limits.ts'
import { bold, date, escape, line } from '../../block-kit/mrkdwn.ts'
import { changeSentence, taskName } from '../../cards/change-words.ts'
import { filePosts } from '../../cards/file-posts.ts'
import { newsPosts } from '../../cards/news-posts.ts'
import { cardEdits, editPost, ownershipPosts, stepPosts } from '../../cards/posts.ts'
import { dueForOwner } from '../../cards/due-words.ts'
import { factLabel, factValue } from '../../cards/fact-words.ts'
import { recurrenceThere } from '../../cards/recurrence-words.ts'
import { taskCard } from '../../cards/task-card.ts'
import { nameOf, STATUS_WORDS } from '../../cards/words.ts'
import type { Activity, Change } from '../../domain/activity.ts'
import type { CannotAnswer } from '../../domain/handoff.ts'
import type { LogNames } from '../../domain/history.ts'
import type { Meanwhile } from '../../domain/meanwhile.ts'
import type { CannotMerge } from '../../domain/merge.ts'
import type { MessageContent, Post } from '../../domain/notice.ts'
import { isOpen } from '../../domain/task.ts'
import type { MessagePosition, Task } from '../../domain/task.ts'
import type { Move, Refusal } from '../../domain/task-change.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { MINUTE } from '../../domain/time.ts'

export { dateFault } from '../../cards/faults.ts'
export { followingCardPosts } from '../../cards/posts.ts'
export { factLabels } from '../../cards/fact-words.ts'
export { newsPosts } from '../../cards/news-posts.ts'
export { takenAwayUnfurls, unfurlEdits } from '../../cards/unfurl-posts.ts'
export { taskCard }

/**
 * Everything that a change makes Runsheet post: the cards in place, the new owner's notice, the nudge that it answers.
 * Whoever owns a task again by an undo was never told that they did not.
 */
export function changePosts(
  sheet: TaskSheet,
  activity: Activity,
  { nudge, thread, bundled = false }: Happening = {},
): readonly Post[] {
  const { changes, id: activityId, at } = activity
  return [
    ...cardEdits(sheet, at),
    ...newsPosts(sheet, activity),
    ...answeredNudgePosts({ sheet, changes, activityId, noted: false }, at, nudge),
    ...(activity.undoes === null
      ? [
          ...(bundled ? [] : ownershipPosts(sheet, activity)),
          ...stepPosts(sheet, activity),
          ...filePosts(sheet, activity, thread),
        ]
      : []),
  ]
}

/** Where a change happened, as far as those who were there need not be told. */
interface Happening {
  readonly nudge?: MessagePosition | undefined
  readonly thread?: MessagePosition | undefined
  /** Owners are told of many tasks at once, by whoever changes them. */
  readonly bundled?: boolean
}

/** The edit by which a nudge says that it was answered. */
export function answeredNudgePosts(told: ChangeTold, now: Date, nudge?: MessagePosition): readonly Post[] {
  if (!nudge) return []
  const { task } = told.sheet
  return [editPost({ task, on: nudge, cause: `answer:${task.version}`, content: answeredNudge(told), now })]
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

/** Why an answer to an offer is refused, after the task's reference. */
export function cannotAnswerText(why: CannotAnswer, answer: 'accept' | 'decline'): string {
  const verb = answer === 'accept' ? 'accepted' : 'declined'
  return why === 'nothing-offered'
    ? `is offered to nobody any more, so nothing was ${verb}. Its card says who owns it now.`
    : `is offered to somebody else, so it was not ${verb}. To own it yourself, take it: /task take and its reference.`
}

/** Why a task does not go into another, after its reference. */
export const cannotMergeText = (why: CannotMerge, target: Task): string =>
  ({
    itself: 'cannot be a duplicate of itself, so nothing was merged. Name another task behind “into”.',
    'into-closed': `was not merged: ${target.reference} is ${STATUS_WORDS[target.status]}. Reopen it first: /task reopen ${target.reference}.`,
    'merged-already':
      'is a duplicate of another task already, so nothing was merged. Reopen it first to merge it elsewhere.',
  })[why]

/** What came of a merge: the duplicates, and the task that has all of it now, with one Undo for everything. */
export function mergedReply(merged: readonly ChangeTold[], target: TaskSheet): MessageContent {
  const names = merged.map(({ sheet }) => taskName(sheet))
  const sentences = [
    ...names.map((name) => `${name} is dropped as a duplicate.`),
    `${taskName(target)} now has their people, labels, links, files and open steps. Nothing was overwritten there.`,
  ]
  const buttons = [...merged.flatMap(undoButton).slice(0, 1), button('Show task', TASK.show, target.task.id)]
  return { text: summary(...sentences), blocks: [...lineSections(sentences, more), actions(...buttons)] }
}

/** A task and the latest notes about it, newest first. */
export interface Shown {
  readonly sheet: TaskSheet
  readonly notes: readonly Activity[]
}

export interface ChangeTold {
  readonly sheet: TaskSheet
  readonly changes: readonly Change[]
  /** The entry that an undo names; null when nothing changed. */
  readonly activityId: string | null
  /** Nothing changed, but what was said with it was kept as a note. */
  readonly noted: boolean
  /** What was said with it and kept: shown, so that nobody takes for done what became a note. */
  readonly note?: string | null
  /** The task that follows a recurring one that was completed. */
  readonly next?: TaskSheet
  readonly overrode?: Overrode
  /** Who changed it, and reads of it. */
  readonly by?: string | null
}

/** What others had set moments before somebody set it otherwise. */
export interface Overrode {
  readonly changes: readonly Meanwhile[]
  readonly names: LogNames
  readonly now: Date
}

/** `ben had set it to Fri 6 Mar a minute ago.`; of several facts each by its name. */
function overrodeSentences({ changes, names, now }: Overrode): readonly string[] {
  return changes.map(({ fact, before, actorId, at }) => {
    const what = changes.length > 1 ? `${factLabel(fact)} to` : 'it to'
    const when = now.getTime() - at.getTime() < MINUTE ? 'moments ago' : 'a minute ago'
    return `${nameOf(names.people, actorId ?? '')} had set ${what} ${bold(factValue(fact, before, names))} ${when}.`
  })
}

/** What a date, or a task with a date, is to its owner, behind the sentence about it; nothing where there is nothing to say. */
function forOwner({ sheet: { task, people }, changes, by }: ChangeTold): string {
  const isTold = changes.some(({ fact }) => fact === 'dueAt' || fact === 'ownerId')
  const [owner, reader] = [people.get(task.ownerId ?? ''), people.get(by ?? '')]
  return isTold && isOpen(task) && task.dueAt && owner && reader ? dueForOwner(task.dueAt, owner, reader) : ''
}

/** So much of a note, in a sentence about it. */
export const NOTE_SHOWN = 300

/** A note in the answer to whoever made it. */
const noteShown = (note: string): string => `“${line(note, NOTE_SHOWN)}”`

function noteSentences({ noted, note, sheet: { task } }: ChangeTold): readonly string[] {
  if (!note) return []
  if (noted) return [`Your note was added to it: ${noteShown(note)}.`]
  const isReason = task.block?.reason === note || task.droppedReason === note
  return [`${isReason ? 'Why' : 'Your note'}: ${noteShown(note)}.`]
}

function told(changed: ChangeTold): string {
  const { sheet, changes, next, overrode } = changed
  // The rule has gone on to the next task: nothing has stopped.
  const said = next ? changes.filter(({ fact }) => fact !== 'recurrence') : changes
  return [
    changeSentence(sheet, said).replace(/\.$/, () => `${forOwner(changed)}.`),
    ...noteSentences(changed),
    ...(next ? [nextSentence(next)] : []),
    ...(overrode ? overrodeSentences(overrode) : []),
  ].join(' ')
}

const nextSentence = ({ task }: TaskSheet): string => {
  const repeats = task.recurrence ? ` (it repeats ${recurrenceThere(task.recurrence)})` : ''
  return `The next one is ${bold(escape(task.reference))}, due ${task.dueAt ? date(task.dueAt) : 'on no date'}${repeats}.`
}

const undoButton = ({ activityId }: ChangeTold) => (activityId ? [button('Undo', TASK.undo, activityId)] : [])
/** Behind as many lines as a message shows. */
export const more = (hidden: number): string => `${hidden} more, not shown here.`

/** Answers a change that a person made by command: what changed in each task, with Undo where there is something to undo. */
export function changedReply(changed: readonly ChangeTold[], refusals: readonly string[] = []): MessageContent {
  const sentences = [...refusals.map(escape), ...changed.map(told)]
  const [first, ...others] = changed
  // Several are taken back together, by the entry of any of them.
  const undo = changed.flatMap(undoButton).slice(0, 1)
  const show = first && others.length === 0 ? [button('Show task', TASK.show, first.sheet.task.id)] : []
  const buttons = [...undo, ...show]
  return {
    text: summary(...sentences),
    blocks: [...lineSections(sentences, more), ...(buttons.length > 0 ? [actions(...buttons)] : [])],
  }
}

/** Takes the place of a nudge once its owner has answered it. */
export function answeredNudge(changed: ChangeTold): MessageContent {
  const { task } = changed.sheet
  const undo = undoButton(changed)
  return {
    text: `Thank you. ${escape(task.reference)} is ${STATUS_WORDS[task.status]}.`,
    blocks: [
      section(told(changed)),
      ...(undo.length > 0 ? [actions(...undo)] : []),
      context('Thank you. Everyone who looks at the task sees it now.'),
    ],
  }
}

/** What one message holds of cards, one below the other: what stands below them included. */
const CARDS_SHOWN = 5

/** A task's card with the latest that was said about it, for the one who asked. */
export function shownReply({ sheet, notes }: Shown): MessageContent {
  const card = taskCard(sheet)
  const said = notes.map(
    ({ actorId, note, at }) =>
      `${actorId ? nameOf(sheet.people, actorId) : 'Runsheet'} ${date(at)}: ${line(note ?? '', NOTE_SHOWN)}`,
  )
  return said.length > 0 ? { ...card, blocks: [...card.blocks, context(said.join('\n'))] } : card
}

/** The cards of several tasks, one below the other, as far as a message holds them; the first one in any case. */
export function shownReplies(shown: readonly Shown[]): MessageContent {
  const replies: MessageContent[] = []
  let room = LIMITS.messageCharacters - 500
  for (const reply of shown.slice(0, CARDS_SHOWN).map(shownReply)) {
    room -= JSON.stringify(reply.blocks).length
    if (replies.length > 0 && room < 0) break
    replies.push(reply)
  }
  const hidden = shown.length - replies.length
  return {
    text: summary(...replies.map(({ text }) => text)),
    blocks: [
      ...replies.flatMap(({ blocks }, index) => (index > 0 ? [divider(), ...blocks] : blocks)),
      ...(hidden > 0 ? [context(`${hidden} more, not shown: name fewer at once.`)] : []),
    ],
  }
}

/** A note that was made, as its entry in the log. */
export interface Noted {
  readonly sheet: TaskSheet
  readonly activityId: string
}

/** A task's log took up what somebody said about it. */
export function notedReply(noted: readonly Noted[]): MessageContent {
  const sentences = noted.map(({ sheet }) => `Your note was added to ${taskName(sheet)}.`)
  const [first] = noted
  return {
    text: summary(...sentences),
    blocks: [
      ...lineSections(sentences, more),
      // One deed: the first of its entries undoes all.
      ...(first ? [actions(button('Undo', TASK.undo, first.activityId))] : []),
    ],
  }
}

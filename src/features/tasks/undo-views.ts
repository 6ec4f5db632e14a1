import { lineSections, section, summary } from '../../block-kit/blocks.ts'
import type { KnownBlock } from '../../block-kit/blocks.ts'
import { line, paragraphs } from '../../block-kit/mrkdwn.ts'
import { offerAnswers } from '../../cards/bundles.ts'
import { restoredSentence, taskName } from '../../cards/change-words.ts'
import { editPost } from '../../cards/posts.ts'
import type { Change } from '../../domain/activity.ts'
import type { MessageContent, Post } from '../../domain/notice.ts'
import type { Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { more, NOTE_SHOWN } from './views.ts'

/**
 * A task that an undo put back, with what changed by that, or took away because its creation was undone, or whose note it
 * took back.
 */
export type UndoneTask =
  | { readonly sheet: TaskSheet; readonly changes: readonly Change[] }
  | { readonly takenAway: Pick<Task, 'reference' | 'title'> }
  | { readonly noteOn: Pick<Task, 'reference' | 'title'>; readonly note: string }

function undoneSentence(undone: UndoneTask): string {
  if ('takenAway' in undone) return `Undone: ${taskName({ task: undone.takenAway })} was taken away again.`
  if ('noteOn' in undone) return `Undone: your note on ${taskName({ task: undone.noteOn })} was taken back.`
  return `Undone: ${restoredSentence(undone.sheet, undone.changes)}`
}

/** So much of a note fits into a section, whatever of it must be escaped. */
const PART_GIVEN_BACK = 550
/** Characters, escaped, that a message has room for: beside a few tasks, and beside hundreds, where a longer note is cut. */
const GIVEN_BACK = { few: 9000, many: 3500 } as const
const FEW = 10

const notesOf = (tasks: readonly UndoneTask[]): readonly string[] => [
  ...new Set(tasks.flatMap((undone) => ('noteOn' in undone ? undone.note : []))),
]

/** What was typed is not lost: whoever takes a note back can copy it. */
function wordsGivenBack(tasks: readonly UndoneTask[]): readonly KnownBlock[] {
  const parts = notesOf(tasks).flatMap((note) => note.match(new RegExp(`[^]{1,${PART_GIVEN_BACK}}`, 'gu')) ?? [])
  let room = GIVEN_BACK[tasks.length > FEW ? 'many' : 'few']
  const fitting = parts.map((words) => paragraphs(words, 3000)).filter((words) => (room -= words.length) >= 0)
  return fitting.length === 0 ? [] : [section('It was:'), ...fitting.map((words) => section(words))]
}

/** Whether an undo offers a task to somebody once more. */
const isOfferedAgain = (undone: UndoneTask, memberId: string): boolean =>
  'sheet' in undone &&
  undone.sheet.task.handoff?.toId === memberId &&
  undone.changes.some(({ fact }) => fact === 'handoff')

/** What an undo brought back, a task a line; where it brought back a question to whoever did it, with its answers. */
export function undoneReply(tasks: readonly UndoneTask[], actorId: string): MessageContent {
  const sentences = tasks.map(undoneSentence)
  const offered = tasks.flatMap((undone) => ('sheet' in undone && isOfferedAgain(undone, actorId) ? undone.sheet : []))
  return {
    text: summary(...sentences, ...notesOf(tasks).map((note) => `It was: ${line(note, NOTE_SHOWN)}`)),
    blocks: [...lineSections(sentences, more), ...wordsGivenBack(tasks), ...offerAnswers(offered)],
  }
}

/** Takes the place of the cards of a task whose creation was undone. */
export const undoneCardPosts = (task: Task, now: Date): readonly Post[] =>
  task.cards.map((on) =>
    editPost({ task, on, cause: 'undone', content: undoneReply([{ takenAway: task }], task.createdBy), now }),
  )

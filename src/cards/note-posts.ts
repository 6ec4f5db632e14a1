import { context, section } from '../block-kit/blocks.ts'
import { bold, escape, line, link, paragraphs } from '../block-kit/mrkdwn.ts'
import type { MessageContent, Post } from '../domain/notice.ts'
import type { MessagePosition, Task } from '../domain/task.ts'
import { editPost } from './posts.ts'
import { threadsOf } from './threads.ts'

export interface Note {
  /** The entry of the log that it is; it makes the post's key. */
  readonly activityId: string
  readonly author: string
  readonly text: string
  readonly at: Date
  /** The message in Slack that it was made of, where it was, and who added it to the task. */
  readonly message?: { readonly permalink: string; readonly addedBy: string }
}

const NOTE_SHOWN = 2500

/** A note that was made elsewhere, for those who follow the thread. Names are text, so it pings nobody. */
function noteMessage(task: Task, { author, text, message }: Note): MessageContent {
  const who = line(author, 80)
  const from = message
    ? `From ${link(message.permalink, 'this message')}, added by ${line(message.addedBy, 80)}`
    : `Made by /task note ${escape(task.reference)}`
  return {
    text: `${who} ${message ? 'wrote' : 'noted'} on ${escape(task.reference)}: ${line(text, 150)}`,
    blocks: [
      section(`${bold(who)} ${message ? 'wrote' : 'noted'}:\n${paragraphs(text, NOTE_SHOWN)}`),
      context(`${from}. Replies here are notes too.`),
    ],
  }
}

/** A note's post in one thread has this key. */
const noteKey = (activityId: string, { channelId, ts }: MessagePosition): string =>
  `note:${activityId}:${channelId}:${ts}`

/** The keys of all posts that a note of a task may have. */
export const noteKeys = (task: Task, activityId: string): readonly string[] =>
  threadsOf(task).map((thread) => noteKey(activityId, thread))

/** Takes the place of a note in a thread that was taken back; `author` is who made it, by name. */
export function noteGoneEdit(
  task: Task,
  {
    activityId,
    author = 'Somebody',
    on,
    now,
  }: {
    readonly activityId: string
    readonly author: string | undefined
    readonly on: MessagePosition
    readonly now: Date
  },
): Post {
  const text = `${line(author, 80)} took back a note on ${escape(task.reference)}.`
  return editPost({ task, on, cause: activityId, content: { text, blocks: [context(text)] }, now })
}

/** Puts a note into every thread that is about its task, but that which its message begins or stands in. */
export const notePosts = (task: Task, note: Note, thread: MessagePosition | null = null): readonly Post[] =>
  threadsOf(task)
    .filter(({ channelId, ts }) => channelId !== thread?.channelId || ts !== thread.ts)
    .map(({ channelId, ts }) => ({
      workspaceId: task.workspaceId,
      key: noteKey(note.activityId, { channelId, ts }),
      kind: 'note',
      to: { kind: 'channel', channelId, threadTs: ts },
      content: { draws: 'note', taskId: task.id, activityId: note.activityId, content: noteMessage(task, note) },
      notBefore: note.at,
      premise: null,
      cardOfTaskId: null,
    }))

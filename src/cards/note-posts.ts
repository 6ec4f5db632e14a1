import { context, section } from '../block-kit/blocks.ts'
import { bold, escape, line, paragraphs } from '../block-kit/mrkdwn.ts'
import type { MessageContent, Post } from '../domain/notice.ts'
import type { Task } from '../domain/task.ts'
import { threadsOf } from './threads.ts'

export interface Note {
  /** The entry of the log that it is; it makes the post's key. */
  readonly activityId: string
  readonly author: string
  readonly text: string
  readonly at: Date
}

const NOTE_SHOWN = 2500

/** A note that was made elsewhere, for those who follow the thread. Names are text, so it pings nobody. */
function noteMessage(task: Task, { author, text }: Note): MessageContent {
  const who = line(author, 80)
  return {
    text: `${who} noted on ${escape(task.reference)}: ${line(text, 150)}`,
    blocks: [
      section(`${bold(who)} noted:\n${paragraphs(text, NOTE_SHOWN)}`),
      context(`Made by /task note ${escape(task.reference)}. Replies here are notes too.`),
    ],
  }
}

/** Puts a note into every thread that is about its task. */
export const notePosts = (task: Task, note: Note): readonly Post[] =>
  threadsOf(task).map(({ channelId, ts }) => ({
    workspaceId: task.workspaceId,
    key: `note:${note.activityId}:${channelId}:${ts}`,
    kind: 'note',
    to: { kind: 'channel', channelId, threadTs: ts },
    content: noteMessage(task, note),
    notBefore: note.at,
    premise: null,
    cardOfTaskId: null,
  }))

import { context, section } from '../block-kit/blocks.ts'
import { fit } from '../block-kit/limits.ts'
import { bold, escape, line } from '../block-kit/mrkdwn.ts'
import { addedFiles } from '../domain/attachments.ts'
import type { Activity } from '../domain/activity.ts'
import type { MessageContent, Post } from '../domain/notice.ts'
import type { Attachment, MessagePosition } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { fileLink } from './detail-words.ts'
import { threadsOf } from './threads.ts'
import { counted, nameOf } from './words.ts'

const SHOWN = 10

/** Files that were added elsewhere, for those who follow the thread. Names are text, so it pings nobody. */
function fileMessage({ task, people }: TaskSheet, files: readonly Attachment[]): MessageContent {
  const from = (file: Attachment): string => (file.addedBy ? ` from ${nameOf(people, file.addedBy)}` : '')
  const lines = fit(
    files.map((file) => `${fileLink(file)}${from(file)}`),
    SHOWN,
    (hidden) => `and ${hidden} more`,
  )
  const what = files.length === 1 ? 'A file was' : `${counted(files.length, 'file')} were`
  const names = files.slice(0, SHOWN).map(({ name }) => line(name, 80))
  return {
    text: `${what} added to ${escape(task.reference)}: ${names.join(', ')}`,
    blocks: [
      section([`${what} added to ${bold(escape(task.reference))}:`, ...lines].join('\n')),
      context('Files shared in this thread are the task’s files too.'),
    ],
  }
}

const isIn = ({ channelId, ts }: MessagePosition, other: MessagePosition | null | undefined): boolean =>
  other?.channelId === channelId && other.ts === ts

/**
 * Tells every thread that is about a task of files that it has got, once; not the thread that they were shared in.
 *
 * @param thread where the files were shared, if it was in a thread of the task's
 */
export function filePosts(sheet: TaskSheet, entry: Activity, thread?: MessagePosition): readonly Post[] {
  const change = entry.changes.find(({ fact }) => fact === 'attachments')
  if (!change) return []
  // The log holds of the files what the task held.
  const added = addedFiles(change.before as readonly Attachment[], sheet.task.attachments)
  return threadsOf(sheet.task).flatMap((root) => {
    const files = added.filter(({ message }) => !isIn(root, message))
    if (files.length === 0 || isIn(root, thread)) return []
    return {
      workspaceId: sheet.task.workspaceId,
      key: `files:${entry.id}:${root.channelId}:${root.ts}`,
      kind: 'note' as const,
      to: { kind: 'channel' as const, channelId: root.channelId, threadTs: root.ts },
      content: fileMessage(sheet, files),
      notBefore: entry.at,
      premise: null,
      cardOfTaskId: null,
    }
  })
}

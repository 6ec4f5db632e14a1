import type { Attachment, MessagePosition } from './task.ts'

/** What is beyond stays where it was shared, and in what was said with it. */
export const ATTACHMENT_LIMIT = 50

const cameWith = ({ message }: Attachment, { channelId, ts }: MessagePosition): boolean =>
  message?.channelId === channelId && message.ts === ts

/** Adds files to a task's; one that is there already stays as it is. */
export function withFiles(attachments: readonly Attachment[], files: readonly Attachment[]): readonly Attachment[] {
  const known = new Set(attachments.map(({ fileId }) => fileId))
  const fresh = files.filter(({ fileId }) => !known.has(fileId))
  return fresh.length === 0 ? attachments : [...attachments, ...fresh].slice(0, ATTACHMENT_LIMIT)
}

/** What stays once a message has only these files left: with none, it was deleted. Files from elsewhere all stay. */
export const keptOf = (
  attachments: readonly Attachment[],
  message: MessagePosition,
  fileIds: readonly string[],
): readonly Attachment[] => attachments.filter((file) => !cameWith(file, message) || fileIds.includes(file.fileId))

/** What stays once a file was deleted in Slack. */
export const withoutFile = (attachments: readonly Attachment[], fileId: string): readonly Attachment[] =>
  attachments.filter((file) => file.fileId !== fileId)

/** The files that are in one list and not in the other. */
export function addedFiles(before: readonly Attachment[], after: readonly Attachment[]): readonly Attachment[] {
  const known = new Set(before.map(({ fileId }) => fileId))
  return after.filter(({ fileId }) => !known.has(fileId))
}

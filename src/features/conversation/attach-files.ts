import type { Deeds } from './deeds.ts'
import type { MessageFile, PersonsMessage } from './inputs.ts'
import type { ThreadEvent } from './note-reply.ts'
import { taskOfThread } from './task-of-thread.ts'
import { keptOf, withFiles, withoutFile } from '../../domain/attachments.ts'
import type { Attachment, MessagePosition } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

type Changing = Pick<Deeds, 'change'>

interface Left {
  readonly message: MessagePosition
  readonly fileIds: readonly string[]
}

/** What Slack told of a file with the message, else what it says when it is asked; files of other companies come bare. */
async function attachmentOf(
  { messenger }: Ports,
  workspaceId: string,
  file: MessageFile,
  { channelId, ts, authorId }: PersonsMessage,
): Promise<Attachment | undefined> {
  const { id, name, permalink } = file
  const known = name !== null && permalink !== null ? { id, name, permalink } : await messenger.file(workspaceId, id)
  return (
    known && { fileId: id, name: known.name, permalink: known.permalink, addedBy: authorId, message: { channelId, ts } }
  )
}

/** Makes the files of a reply in a task's thread the task's. */
async function attach(ports: Ports, deeds: Changing, workspaceId: string, message: PersonsMessage): Promise<void> {
  if (message.threadTs === null || message.files.length === 0) return
  const thread = { channelId: message.channelId, ts: message.threadTs }
  const task = await taskOfThread(ports, workspaceId, thread)
  if (!task) return
  // Whoever shares a file is named beside it, and may never have met Runsheet.
  await ports.directory.members(workspaceId, [message.authorId])
  const files: Attachment[] = []
  for (const file of message.files) {
    const attachment = await attachmentOf(ports, workspaceId, file, message)
    if (attachment) files.push(attachment)
  }
  await deeds.change(task.id, { workspaceId, actorId: message.authorId, thread }, ({ attachments }) => ({
    attachments: withFiles(attachments, files),
  }))
}

/** Tasks lose the files that a message has no more. */
async function keep(ports: Ports, deeds: Changing, workspaceId: string, left: Left): Promise<void> {
  for (const task of await ports.tasks.withFilesFrom(workspaceId, left.message))
    await deeds.change(task.id, { workspaceId, actorId: null }, ({ attachments }) => ({
      attachments: keptOf(attachments, left.message, left.fileIds),
    }))
}

/** Keeps a task's files as its thread has them: shared there, they are added; deleted there, they go. */
export async function attachFiles(
  ports: Ports,
  deeds: Changing,
  { workspaceId, happened }: Pick<ThreadEvent, 'workspaceId' | 'happened'>,
): Promise<void> {
  switch (happened.kind) {
    case 'said':
      return attach(ports, deeds, workspaceId, happened.message)
    case 'edited':
      return keep(ports, deeds, workspaceId, {
        message: happened.message,
        fileIds: happened.message.files.map(({ id }) => id),
      })
    case 'deleted':
      return keep(ports, deeds, workspaceId, { message: happened.message, fileIds: [] })
    case 'withdrawn':
    case 'other':
  }
}

/** A file was deleted in Slack: it is gone from every task. */
export async function forgetFile(ports: Ports, deeds: Changing, workspaceId: string, fileId: string): Promise<void> {
  for (const task of await ports.tasks.withFile(workspaceId, fileId))
    await deeds.change(task.id, { workspaceId, actorId: null }, ({ attachments }) => ({
      attachments: withoutFile(attachments, fileId),
    }))
}

import { addedReply, addFaultText, messageNote, notePosts } from './adding-views.ts'
import type { AddingDeeds } from './deeds.ts'
import type { AddingOrigin } from './inputs.ts'
import { linkOf } from './link-of.ts'
import { withFiles } from '../../domain/attachments.ts'
import { addLinks } from '../../domain/links.ts'
import { linksOf } from '../../domain/message-words.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { isTakenBack, withStandingNotes } from '../../domain/notes.ts'
import { maySee } from '../../domain/sight.ts'
import type { Attachment, MessagePosition, Task, TaskLink } from '../../domain/task.ts'
import { nameMentions, namelessMentions, plainText } from '../../domain/tokens.ts'
import { UNDO_ENTRIES } from '../../domain/undo.ts'
import { draftGone, taskGone } from '../../errors.ts'
import type { Draft, Ports } from '../../ports.ts'

export interface Adding {
  readonly workspaceId: string
  readonly actorId: string
  readonly origin: AddingOrigin
  readonly taskId: string
  /** `text`, `links`, `files`. */
  readonly parts: readonly string[]
}

export type Added = { readonly reply: MessageContent } | { readonly errors: Readonly<Record<string, string>> }

/** Of a message a task has one note, however often it is added: its entry's id is made of both. */
const noteId = (taskId: string, { channelId, ts }: MessagePosition): string => `${taskId}/${channelId}/${ts}`
/** The id that a comment has which somebody wrote in a task's thread. */
const commentId = (workspaceId: string, { channelId, ts }: MessagePosition): string =>
  `${workspaceId}/${channelId}/${ts}`

/** What of a message is to be added to a task, and whose it is. */
interface Parts {
  /** With the names of people written out; null: it is not to be noted. */
  readonly text: string | null
  readonly links: readonly TaskLink[]
  readonly files: readonly Attachment[]
  /** Null for an app. */
  readonly author: string | null
  readonly permalink: string
}

async function partsOf(
  ports: Ports,
  { text, files = [] }: Draft,
  { workspaceId, parts, origin }: Adding,
): Promise<Parts> {
  const { source, authorId } = origin
  const named = await ports.directory.members(workspaceId, namelessMentions(text))
  const said = plainText(nameMentions(text, new Map(named.map(({ id, name }) => [id, name])))).trim()
  const [author] = authorId === null ? [] : await ports.directory.members(workspaceId, [authorId])
  return {
    text: parts.includes('text') && said !== '' ? said : null,
    links: parts.includes('links') ? linksOf(text) : [],
    files: parts.includes('files') ? files : [],
    author: author?.realName ?? null,
    permalink: await linkOf(ports, workspaceId, source),
  }
}

/** All links together, or why a task cannot have them; a link that is there keeps what it is called. */
function withLinks(task: Task, links: readonly TaskLink[]): ReturnType<typeof addLinks> {
  const known = new Set(task.links.map(({ url }) => url))
  let all: ReturnType<typeof addLinks> = { links: task.links }
  for (const { url, text } of links.filter((link) => !known.has(link.url)))
    if ('links' in all) all = addLinks(all.links, [url], text)
  return all
}

/** The thread that a message begins or stands in: those who follow it have read it. */
const threadOf = ({ channelId, ts, threadTs }: AddingOrigin['source']): MessagePosition => ({
  channelId,
  ts: threadTs ?? ts,
})

/** The id that a message's note gets; null where the task has the note: it was added before and not taken back. */
async function freeNoteId({ activities, ids }: Ports, first: string, task: Task, note: string): Promise<string | null> {
  if (!(await activities.get(task.workspaceId, first))) return first
  const log = await activities.ofTask(task.workspaceId, task.id, UNDO_ENTRIES)
  const has = withStandingNotes(log).some((entry) => entry.kind === 'noted' && entry.note === note)
  return has || !isTakenBack(log, first) ? null : ids.next()
}

/**
 * Notes what a message says, where the task has not got it yet: as a comment, or because it was added before.
 *
 * @returns the note's id; null where there is none
 */
async function noteOnce(
  ports: Ports,
  task: Task,
  actor: Member,
  { origin, said, groupId }: Noting,
): Promise<string | null> {
  const { workspaceId, id: taskId } = task
  const { text, author, permalink } = said
  const comment = await ports.activities.get(workspaceId, commentId(workspaceId, origin.source))
  if (text === null || comment?.taskId === taskId) return null
  const words = messageNote(text, author, permalink)
  const id = await freeNoteId(ports, noteId(taskId, origin.source), task, words)
  if (id === null) return null
  const at = ports.clock.now()
  await ports.activities.add({
    workspaceId,
    id,
    taskId,
    projectId: task.projectId,
    at,
    actorId: actor.id,
    via: 'message',
    kind: 'noted',
    changes: [],
    note: words,
    undoes: null,
    groupId,
    taskVersion: task.version,
  })
  const note = { activityId: id, author: author ?? 'An app', text, at, message: { permalink, addedBy: actor.realName } }
  for (const post of notePosts(task, note, threadOf(origin.source))) await ports.outbox.add(post)
  return id
}

interface Noting {
  /** The note and what comes with it are one deed. */
  readonly groupId: string
  readonly origin: AddingOrigin
  readonly said: Parts
}

/**
 * Adds a message to a task: what it says as a note that names its author and its address, its links and its files to those
 * of the task. What the task has already is not added again.
 *
 * @throws UserError when the task or the draft with the message is gone
 */
export async function addToTask(ports: Ports, deeds: Pick<AddingDeeds, 'change'>, adding: Adding): Promise<Added> {
  const { workspaceId, actorId, origin, taskId } = adding
  const draft = await ports.drafts.get(workspaceId, origin.draftId)
  if (!draft || draft.memberId !== actorId) throw draftGone()
  const actor = await ports.directory.member(workspaceId, actorId)
  const sight = await ports.sights.of(actor)
  const said = await partsOf(ports, draft, adding)
  const groupId = ports.ids.next()
  const cause = { workspaceId, actorId, via: 'message', thread: threadOf(origin.source), groupId } as const
  const outcome = await ports.tx.run(async () => {
    const task = await ports.tasks.get(workspaceId, taskId)
    if (!task || !maySee(sight, task)) throw taskGone()
    const links = withLinks(task, said.links)
    if ('fault' in links) return { fault: links.fault }
    const noteId = await noteOnce(ports, task, actor, { origin, said, groupId })
    const attachments = withFiles(task.attachments, said.files)
    const changed = await deeds.change(taskId, cause, () => ({ links: links.links, attachments }))
    return { before: task, noteId, changed }
  })
  ports.wakeOutbox()
  return 'fault' in outcome ? { errors: { parts: addFaultText(outcome.fault) } } : { reply: addedReply(said, outcome) }
}

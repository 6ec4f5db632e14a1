import { namePeople } from './name-people.ts'
import { taskOfThread } from './task-of-thread.ts'
import { newsPosts } from './views.ts'
import type { Happened, PersonsMessage } from './inputs.ts'
import { saidTo } from '../../domain/address.ts'
import type { Activity } from '../../domain/activity.ts'
import type { Post } from '../../domain/notice.ts'
import type { MessagePosition, Task } from '../../domain/task.ts'
import { plainText } from '../../domain/tokens.ts'
import type { Ports } from '../../ports.ts'

export interface ThreadEvent {
  readonly workspaceId: string
  readonly botUserId: string
  readonly happened: Happened
}

/** Keeps a task's comments as its thread has them: a reply is a note, and so are its edits and its deletion. */
export async function noteReply(ports: Ports, { workspaceId, botUserId, happened }: ThreadEvent): Promise<void> {
  if (happened.kind === 'other' || happened.kind === 'withdrawn' || happened.message.threadTs === null) return
  const { message } = happened
  const root = { channelId: message.channelId, ts: happened.message.threadTs }
  const first = await ports.activities.get(workspaceId, noteId(workspaceId, message))
  if (happened.kind === 'deleted') return first && follow(ports, first, { note: null, at: happened.at })
  if (happened.kind === 'edited' && first) {
    return follow(ports, first, { note: await wordsOf(ports, workspaceId, message), at: happened.at })
  }
  // What is said to Runsheet there is a command, not a comment.
  if (first || saidTo(botUserId, message.text) !== null) return
  const task = await taskOfThread(ports, workspaceId, root)
  if (task) await begin(ports, task, message)
}

/** Slack's times are unique in a channel, so a message is noted once, however often it is told. */
const noteId = (workspaceId: string, { channelId, ts }: MessagePosition): string => `${workspaceId}/${channelId}/${ts}`

/** What somebody wrote; files without a word are no comment, the task has them. */
async function wordsOf(ports: Ports, workspaceId: string, { text, files }: PersonsMessage): Promise<string> {
  const words = plainText(await namePeople(ports, workspaceId, text)).trim()
  const names = files.flatMap(({ name }) => name ?? [])
  return words !== '' && names.length > 0 ? `${words} (files: ${names.join(', ')})` : words
}

async function begin(ports: Ports, task: Task, message: PersonsMessage): Promise<void> {
  const { workspaceId } = task
  const author = await ports.directory.member(workspaceId, message.authorId)
  const note = await wordsOf(ports, workspaceId, message)
  if (author.kind === 'bot' || note === '') return
  const [sheet] = await ports.sheets.of([task])
  const noted: Activity = {
    workspaceId,
    id: noteId(workspaceId, message),
    taskId: task.id,
    projectId: task.projectId,
    at: instantOf(message.ts),
    actorId: author.id,
    via: 'message',
    kind: 'noted',
    changes: [],
    note,
    message: { channelId: message.channelId, ts: message.ts },
    undoes: null,
    taskVersion: task.version,
  }
  await addOnce(ports, noted, sheet ? newsPosts(sheet, noted) : [])
}

/** The log only grows: an edited reply is a later entry that takes the first one's place, a deleted one says nothing. */
const follow = (ports: Ports, first: Activity, { note, at }: { readonly note: string | null; readonly at: string }) =>
  addOnce(ports, { ...first, id: `${first.id}/${at}`, at: instantOf(at), note, undoes: first.id })

async function addOnce(ports: Ports, activity: Activity, posts: readonly Post[] = []): Promise<void> {
  await ports.tx.run(async () => {
    if (await ports.activities.get(activity.workspaceId, activity.id)) return
    await ports.activities.add(activity)
    for (const post of posts) await ports.outbox.add(post)
  })
  if (posts.length > 0) ports.wakeOutbox()
}

/** Slack's time of a message, in seconds. */
const instantOf = (ts: string): Date => new Date(Number(ts) * 1000)

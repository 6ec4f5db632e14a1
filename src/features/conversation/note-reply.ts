import { namePeople } from './name-people.ts'
import type { Happened, PersonsMessage } from './inputs.ts'
import { saidTo } from '../../domain/address.ts'
import type { Activity } from '../../domain/activity.ts'
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

/**
 * The task that a thread is about: the only one with a card in it, else the one whose card or message it begins with.
 * Null where the thread has several tasks or none.
 */
async function taskOfThread(ports: Ports, workspaceId: string, root: MessagePosition): Promise<Task | null> {
  const tasks = await ports.tasks.inThread(workspaceId, root)
  const begins = ({ source, cards }: Task): boolean =>
    [...(source ? [source] : []), ...cards].some(({ channelId, ts }) => channelId === root.channelId && ts === root.ts)
  const [only, ...others] = tasks.length > 1 ? tasks.filter(begins) : tasks
  if (only) return others.length === 0 ? only : null
  if (tasks.length > 0) return null
  // Its card is still on the way.
  return (await ports.tasks.bySource(workspaceId, root)) ?? null
}

const FILES = 'files: '

async function wordsOf(ports: Ports, workspaceId: string, { text, files }: PersonsMessage): Promise<string> {
  const words = plainText(await namePeople(ports, workspaceId, text)).trim()
  return [words, ...(files.length > 0 ? [`(${FILES}${files.join(', ')})`] : [])].filter(Boolean).join(' ')
}

async function begin(ports: Ports, task: Task, message: PersonsMessage): Promise<void> {
  const { workspaceId } = task
  const author = await ports.directory.member(workspaceId, message.authorId)
  const note = await wordsOf(ports, workspaceId, message)
  if (author.kind === 'bot' || note === '') return
  await addOnce(ports, {
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
  })
}

/** The log only grows: an edited reply is a later entry that takes the first one's place, a deleted one says nothing. */
const follow = (ports: Ports, first: Activity, { note, at }: { readonly note: string | null; readonly at: string }) =>
  addOnce(ports, { ...first, id: `${first.id}/${at}`, at: instantOf(at), note, undoes: first.id })

const addOnce = (ports: Ports, activity: Activity): Promise<void> =>
  ports.tx.run(async () => {
    if (!(await ports.activities.get(activity.workspaceId, activity.id))) await ports.activities.add(activity)
  })

/** Slack's time of a message, in seconds. */
const instantOf = (ts: string): Date => new Date(Number(ts) * 1000)

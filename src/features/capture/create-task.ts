import { assignedPost, firstCardPosts } from './views.ts'
import { createdEntry } from '../../domain/activity.ts'
import type { Via } from '../../domain/activity.ts'
import type { Post } from '../../domain/notice.ts'
import { whyCannotOwn } from '../../domain/permission.ts'
import type { Project } from '../../domain/project.ts'
import { DEFAULT_FOLLOW_UP, NO_DETAILS } from '../../domain/task.ts'
import type { Task, TaskFacts } from '../../domain/task.ts'
import { withNextCheck } from '../../domain/task-sheet.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { cannotOwn, unknownProject } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

type NewFacts = Pick<
  TaskFacts,
  'title' | 'description' | 'ownerId' | 'dueAt' | 'priority' | 'estimateMinutes' | 'labels' | 'dependsOnIds'
>

export interface NewTask extends NewFacts {
  /** What the task has besides. */
  readonly details?: Partial<TaskFacts>
  readonly workspaceId: string
  readonly actorId: string
  readonly via: Via
  /** One that whoever makes the task may see: `homeAmong` finds it. */
  readonly project: Project
  /** The message that the task is made from: it gets the card as a reply in its thread. */
  readonly source: Task['source']
  /** The thread that the source stands in, where it is not its own. */
  readonly threadTs: string | null
}

export interface Created {
  readonly sheet: TaskSheet
  /** The entry that an undo of the creation names. */
  readonly activityId: string
  /** False: the message had become a task before, and this is that one. */
  readonly fresh: boolean
}

async function requireOwner({ directory }: Ports, workspaceId: string, memberId: string): Promise<void> {
  const [owner] = await directory.members(workspaceId, [memberId])
  const why = whyCannotOwn(owner)
  if (why) throw cannotOwn(owner?.realName ?? '', why)
}

/** A task as it begins. */
export function newTask(
  ports: Pick<Ports, 'ids' | 'clock'>,
  input: NewFacts & Pick<NewTask, 'workspaceId' | 'actorId' | 'details' | 'source' | 'project'>,
  number: number,
): Task {
  return {
    workspaceId: input.workspaceId,
    id: ports.ids.next(),
    version: 0,
    reference: `${input.project.key}-${number}`,
    projectId: input.project.id,
    title: input.title,
    description: input.description,
    status: 'todo',
    priority: input.priority,
    ownerId: input.ownerId,
    dueAt: input.dueAt,
    estimateMinutes: input.estimateMinutes,
    labels: input.labels,
    dependsOnIds: input.dependsOnIds,
    block: null,
    droppedReason: null,
    source: input.source,
    cards: [],
    followUp: DEFAULT_FOLLOW_UP,
    nextCheckAt: null,
    createdBy: input.actorId,
    createdAt: ports.clock.now(),
    doneAt: null,
    accountableId: null,
    // Last: an object that begins with another's facts and gets so many more takes seventy times as long to make.
    ...NO_DETAILS,
    ...input.details,
  }
}

/** Finds the task that a message has become before, so that two people who press the shortcut make one task. */
async function earlier(ports: Ports, input: NewTask): Promise<Created | undefined> {
  const task = input.source ? await ports.tasks.bySource(input.workspaceId, input.source) : undefined
  if (!task) return undefined
  const [sheet] = await ports.sheets.of([task])
  return sheet && { sheet, activityId: '', fresh: false }
}

/** Whom a new task is told to; what was set up before anybody looked is told to nobody. */
function postsFor(sheet: TaskSheet, { actorId, via, threadTs }: NewTask, activityId: string): readonly Post[] {
  if (via === 'setup') return []
  const { createdAt } = sheet.task
  const entry = { id: activityId, at: createdAt, actorId, note: null }
  const assigned = assignedPost(sheet, entry)
  return [...(assigned ? [assigned] : []), ...firstCardPosts(sheet, threadTs, createdAt)]
}

/** A task with its number, its entry in the log and those whom it is told to. */
async function begin(ports: Ports, input: NewTask, number: number) {
  const [draft] = await ports.sheets.of([newTask(ports, input, number)])
  if (!draft) throw unknownProject(input.project.key, [])
  const sheet = withNextCheck(draft, draft.task.createdAt)
  const entry = createdEntry(sheet.task, { id: ports.ids.next(), via: input.via })
  return { sheet, task: sheet.task, entry, posts: postsFor(sheet, input, entry.id) }
}

/**
 * Creates a task: the task, its entry in the log, the new owner's notice and the source's card in one transaction.
 *
 * @throws UserError when the owner cannot own
 */
export async function createTask(ports: Ports, input: NewTask): Promise<Created> {
  if (input.ownerId) await requireOwner(ports, input.workspaceId, input.ownerId)
  const write = () => ports.newTasks.create(input.project, (number) => begin(ports, input, number))
  const made = input.source ? await ports.tx.run(async () => (await earlier(ports, input)) ?? write()) : await write()
  if ('fresh' in made) return made
  if (made.posts.length > 0) ports.wakeOutbox()
  return { sheet: made.sheet, activityId: made.entry.id, fresh: true }
}

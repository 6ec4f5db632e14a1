import { escalationPosts, nudgeKey, nudgePosts } from './posts.ts'
import type { Late } from './posts.ts'
import type { Activity } from '../../domain/activity.ts'
import { followUpFacts } from '../../domain/escalation.ts'
import { decideFollowUp, nextCheckAt } from '../../domain/follow-up.ts'
import type { Post } from '../../domain/notice.ts'
import { rolePeople } from '../../domain/raci.ts'
import type { FollowUp, Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { DAY } from '../../domain/time.ts'
import type { OutboxRow, Ports } from '../../ports.ts'

/**
 * Takes the next step of one task's follow-up if it is owed now: asks the owner, or puts their silence before others.
 *
 * Decided on the task as it now is, in one transaction with its log entry and its posts: safe to repeat, and late.
 */
export async function followUpTask(ports: Ports, workspaceId: string, taskId: string): Promise<void> {
  const first = await attempt(ports, workspaceId, taskId, 'unless-strangers')
  if (first.strangers.length > 0) await ports.directory.members(workspaceId, first.strangers)
  const { posted } = first.strangers.length > 0 ? await attempt(ports, workspaceId, taskId, 'in-any-case') : first
  if (posted) ports.wakeOutbox()
}

interface Attempt {
  readonly posted: boolean
  /** People of the task whom Runsheet has not met: without them it would seem to have no owner, so nothing was done. */
  readonly strangers: readonly string[]
}

const NOTHING: Attempt = { posted: false, strangers: [] }

const attempt = (
  ports: Ports,
  workspaceId: string,
  taskId: string,
  act: 'unless-strangers' | 'in-any-case',
): Promise<Attempt> =>
  ports.tx.run(async () => {
    const task = await ports.tasks.get(workspaceId, taskId)
    const [sheet] = task ? await ports.sheets.of([task]) : []
    if (!sheet) return NOTHING
    const strangers = rolePeople(sheet.task, sheet.project).filter((id) => !sheet.people.has(id))
    if (strangers.length > 0 && act === 'unless-strangers') return { ...NOTHING, strangers }
    return { ...NOTHING, posted: await takeStep(ports, await look(ports, sheet)) }
  })

async function look({ outbox, clock }: Ports, sheet: TaskSheet): Promise<Late> {
  const { task, project, people } = sheet
  const { nudgedAt } = task.followUp
  const nudge = nudgedAt ? await outbox.byKey(task.workspaceId, nudgeKey(task, nudgedAt)) : undefined
  const now = clock.now()
  const facts = followUpFacts(task, project, [...people.values()])
  const askedAt = reachedAt(nudge, now)
  return { sheet, facts: askedAt ? { ...facts, askedAt } : facts, nudge, now }
}

/** When the nudge reached the owner: while Slack has not taken it, their time to answer has not begun. */
function reachedAt(nudge: OutboxRow | undefined, now: Date): Date | null {
  switch (nudge?.state) {
    case 'sent':
      return nudge.sentAt
    case 'pending':
    case 'sending':
    case 'unknown':
      return now
    case 'dead':
    case 'dropped':
    case undefined:
      return null
  }
}

/** True if something was posted. */
async function takeStep(ports: Ports, late: Late): Promise<boolean> {
  const { sheet, facts, now } = late
  const workspace = await ports.workspaces.get(sheet.task.workspaceId)
  if (!workspace || workspace.uninstalledAt) {
    await ports.tasks.save({ ...sheet.task, nextCheckAt: new Date(now.getTime() + DAY) })
    return false
  }
  const decision = decideFollowUp(sheet.task, facts, now)
  switch (decision.kind) {
    case 'nothing':
      await postpone(ports, sheet.task, decision.nextCheckAt)
      return false
    case 'nudge':
      await record(ports, late, 'nudged', { ...sheet.task.followUp, nudgedAt: now })
      await addAll(ports, nudgePosts(late))
      return true
    case 'escalation':
      await record(ports, late, 'escalated', { ...sheet.task.followUp, escalatedAt: now })
      await addAll(ports, escalationPosts(late, decision.reason))
      return true
  }
}

async function postpone({ tasks }: Ports, task: Task, nextCheckAt: Date | null): Promise<void> {
  if (task.nextCheckAt?.getTime() !== nextCheckAt?.getTime()) await tasks.save({ ...task, nextCheckAt })
}

async function record(ports: Ports, late: Late, kind: 'nudged' | 'escalated', followUp: FollowUp): Promise<void> {
  const { sheet, facts, now } = late
  const task = { ...sheet.task, followUp }
  const saved = await ports.tasks.save({ ...task, nextCheckAt: nextCheckAt(task, facts, now) })
  const activity: Activity = {
    workspaceId: saved.workspaceId,
    id: ports.ids.next(),
    taskId: saved.id,
    projectId: saved.projectId,
    at: now,
    actorId: null,
    via: 'job',
    kind,
    changes: [],
    note: null,
    undoes: null,
    taskVersion: saved.version,
  }
  await ports.activities.add(activity)
}

async function addAll({ outbox }: Ports, posts: readonly Post[]): Promise<void> {
  for (const post of posts) await outbox.add(post)
}

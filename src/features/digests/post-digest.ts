import { digestMessage } from './views.ts'
import type { Activity } from '../../domain/activity.ts'
import { composeDigest, decideDigest, isEmptyDigest, nextDigestAt } from '../../domain/digest.ts'
import type { Digest } from '../../domain/digest.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent, Post } from '../../domain/notice.ts'
import type { Project } from '../../domain/project.ts'
import { fullSight } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/** What a digest reads of the log: more moves than that in a day would not be read. */
const MOST_ACTIVITIES = 500
const PAGE = 500

/**
 * Posts a project's standup digest if the day's is owed now, and sets when the next is due.
 *
 * What it tells is read first; that it is posted, and for which day, is decided in one transaction with the post, whose
 * key is the project's local day: safe to repeat, and a day has one.
 */
export async function postDigest(ports: Ports, workspaceId: string, projectId: string): Promise<void> {
  const now = ports.clock.now()
  const project = await ports.projects.get(workspaceId, projectId)
  if (!project) return
  const content = await contentOf(ports, project, now)
  const posted = await ports.tx.run(() => conclude(ports, project, content, now))
  if (posted) ports.wakeOutbox()
}

/** Null where no digest is owed, there is nothing to say, or nobody to say it to. */
async function contentOf(ports: Ports, project: Project, now: Date): Promise<MessageContent | null> {
  const decision = decideDigest(project, now)
  if (decision.kind === 'nothing') return null
  const workspace = await ports.workspaces.get(project.workspaceId)
  if (!workspace || workspace.uninstalledAt) return null
  const { workspaceId, id } = project
  const activities = await ports.activities.ofProject(workspaceId, id, decision.since, MOST_ACTIVITIES)
  const changed = await ports.tasks.getMany(workspaceId, [...new Set(activities.map(({ taskId }) => taskId))])
  const digest = composeDigest(project, await openTasks(ports, project), { changed, activities }, now)
  if (isEmptyDigest(digest)) return null
  const people = await peopleIn(ports, workspaceId, digest, activities)
  return digestMessage({ project, digest, people, date: decision.date })
}

async function openTasks({ tasks }: Ports, { workspaceId, id }: Project): Promise<readonly Task[]> {
  const all: Task[] = []
  for (;;) {
    const page = await tasks.list(fullSight(workspaceId), { projectId: id }, { offset: all.length, limit: PAGE })
    all.push(...page.tasks)
    if (page.tasks.length === 0 || all.length >= page.total) return all
  }
}

async function peopleIn(
  { members }: Ports,
  workspaceId: string,
  digest: Digest,
  activities: readonly Activity[],
): Promise<ReadonlyMap<string, Member>> {
  const { moved, dueToday, overdue, dueThisWeek, blocked } = digest
  const tasks = [...moved.map(({ task }) => task), ...dueToday, ...overdue, ...dueThisWeek, ...blocked]
  const ids = [
    ...tasks.flatMap((task) => [task.ownerId, ...(task.block?.waitsOnMemberIds ?? [])]),
    ...activities.map(({ actorId }) => actorId),
  ].filter((id) => id !== null)
  const found = await members.getMany(workspaceId, [...new Set(ids)])
  return new Map(found.map((member) => [member.id, member]))
}

/** Decides once more, on the project as it now is; true if the digest was posted. */
async function conclude(ports: Ports, read: Project, content: MessageContent | null, now: Date): Promise<boolean> {
  const project = await ports.projects.get(read.workspaceId, read.id)
  if (!project) return false
  const decision = decideDigest(project, now)
  const lastOn = decision.kind === 'post' ? decision.date : project.digest.lastOn
  const next = { ...project, digest: { ...project.digest, lastOn } }
  await ports.projects.save({ ...next, nextDigestAt: nextDigestAt(next, now) })
  if (decision.kind !== 'post' || !content) return false
  const post: Post = {
    workspaceId: project.workspaceId,
    key: `digest:${project.id}:${decision.date}`,
    kind: 'digest',
    to: { kind: 'channel', channelId: project.channelId, threadTs: null },
    content,
    notBefore: now,
    premise: null,
    cardOfTaskId: null,
  }
  await ports.outbox.add(post)
  return true
}

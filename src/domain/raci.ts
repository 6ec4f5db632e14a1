import type { Member } from './member.ts'
import type { Project } from './project.ts'
import type { Task } from './task.ts'

/** What happened to a task that somebody must hear of: it is late, or it changed and is watched. */
export type Occasion = 'overdue' | 'unanswered' | 'unowned' | 'watched'

/** Who holds which role on a task now; only people whom a message reaches and who can act on it. */
export interface TaskRoles {
  readonly owner: Member | null
  /** Who answers for the task towards the owner: never the owner. */
  readonly accountable: Member | null
  /** Who asked to be told of what becomes of the task. */
  readonly watchers: readonly Member[]
}

/** Whom Runsheet tells. */
export interface Recipients {
  readonly members: readonly Member[]
  /** Also in the project's designated channel. */
  readonly escalationChannel: boolean
}

type Roster = Pick<Project, 'accountableId' | 'roles'>

/** Who answers for a task, most proper first; the owner and people who are gone may be among them. */
const answering = (task: Pick<Task, 'accountableId'>, { accountableId, roles }: Roster): readonly string[] =>
  [task.accountableId, accountableId, roles.projectManager, roles.coordinator].filter((id) => id !== null)

/** All members who must be known to say who holds which role on a task. */
export const rolePeople = (task: Pick<Task, 'ownerId' | 'accountableId'>, project: Roster): readonly string[] => [
  ...new Set([...(task.ownerId ? [task.ownerId] : []), ...answering(task, project)]),
]

/** Whether a message reaches somebody who can act on it. */
export const isReachable = (member: Member): boolean => !member.deleted && member.kind !== 'bot'

/**
 * Says who holds which role on a task, given the members of `rolePeople`.
 *
 * Whoever left the workspace holds none. An owner does not answer for the own silence: then, as where nobody is named,
 * it is the next of the task's and the project's accountable, its project manager and its coordinator.
 */
export function rolesOf(
  task: Pick<Task, 'ownerId' | 'accountableId' | 'watcherIds'>,
  project: Roster,
  members: readonly Member[],
): TaskRoles {
  const reachable = new Map(members.filter(isReachable).map((member) => [member.id, member]))
  const accountableId = answering(task, project).find((id) => id !== task.ownerId && reachable.has(id))
  return {
    owner: reachable.get(task.ownerId ?? '') ?? null,
    accountable: reachable.get(accountableId ?? '') ?? null,
    watchers: task.watcherIds.flatMap((id) => reachable.get(id) ?? []),
  }
}

const those = (member: Member | null): readonly Member[] => (member ? [member] : [])

/**
 * Whom an occasion is told to: the one rule of routing; features do not choose recipients.
 *
 * @param knowing those who know of it without this: who did it, and who is told in another way
 */
export function recipientsOf(occasion: Occasion, roles: TaskRoles, knowing: readonly string[] = []): Recipients {
  switch (occasion) {
    case 'overdue':
      return { members: those(roles.owner), escalationChannel: false }
    case 'unanswered':
    case 'unowned':
      return { members: those(roles.accountable), escalationChannel: true }
    case 'watched':
      return { members: roles.watchers.filter(({ id }) => !knowing.includes(id)), escalationChannel: false }
  }
}

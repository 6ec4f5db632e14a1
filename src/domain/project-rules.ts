import { nextDigestAt } from './digest.ts'
import type { Member } from './member.ts'
import { PROJECT_KEY } from './project.ts'
import type { Project, ProjectRoles } from './project.ts'
import { knownZone } from './time.ts'

/** What people may be on a project, as commands and lists say it. */
export const PROJECT_ROLES = ['coordinator', 'projectManager', 'teamLead', 'accountManager', 'accountable'] as const
export type ProjectRole = (typeof PROJECT_ROLES)[number]

export const PROJECT_NAME_LIMIT = 80
export const CLIENT_LIMIT = 80

/** When a project's digest comes until somebody sets another time, in the project's zone. */
export const DEFAULT_DIGEST_TIME = '09:00'

/** Whether somebody may start and change projects: all who belong to the workspace itself. */
export const mayRunProjects = ({ kind, deleted }: Pick<Member, 'kind' | 'deleted'>): boolean =>
  !deleted && (kind === 'member' || kind === 'admin')

/** Why somebody cannot hold a role; null where they can. `undefined` stands for a person whom Slack does not know here. */
export function whyCannotHoldRole(member: Member | undefined): 'unknown' | 'bot' | 'deactivated' | 'outsider' | null {
  if (!member) return 'unknown'
  if (member.kind === 'bot') return 'bot'
  if (member.deleted) return 'deactivated'
  return mayRunProjects(member) ? null : 'outsider'
}

/** A key as it was typed, in capitals; null where it is not well formed. */
export function readKey(typed: string): string | null {
  const key = typed.trim().toUpperCase()
  return PROJECT_KEY.test(key) ? key : null
}

/** Words that say nothing about a project. */
const FILLERS: ReadonlySet<string> = new Set(['THE', 'A', 'AN', 'OF', 'FOR', 'AND', 'DER', 'DIE', 'DAS'])

/** Finds a free key for a project's name: its first letters, else its initials, else those with a number. */
export function suggestKey(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase()
  const words = (plain.match(/[A-Z0-9]+/g) ?? []).filter((word) => /^[A-Z]/.test(word) && !FILLERS.has(word))
  const [first = ''] = words
  const initials = words.map((word) => word.charAt(0)).join('')
  const candidates = [first.slice(0, 3), initials.slice(0, 6), first.slice(0, 6)].filter((key) => PROJECT_KEY.test(key))
  const free = candidates.find((key) => !taken.has(key))
  if (free) return free
  const base = candidates[0]?.slice(0, 3) ?? 'PRJ'
  for (let number = candidates.length > 0 ? 2 : 1; ; number += 1) {
    const key = number === 1 ? base : `${base}${number}`
    if (!taken.has(key)) return key
  }
}

/** What people say of a project when they start it; what they leave out gets its default. */
export interface ProjectFacts {
  readonly key: string
  readonly name: string
  readonly client: string
  readonly channelId: string
  /** Null: the project's own channel. */
  readonly escalationChannelId: string | null
  readonly roles: Partial<ProjectRoles>
  /** Null: whoever starts the project. */
  readonly accountableId: string | null
  /** Null: the zone of whoever starts the project. */
  readonly zone: string | null
}

/** A new project; its creator coordinates it and answers for it unless others are named. */
export function newProject(
  facts: ProjectFacts & { readonly private: boolean },
  creator: Pick<Member, 'workspaceId' | 'id' | 'zone'>,
  id: string,
  now: Date,
): Project {
  const project: Project = {
    workspaceId: creator.workspaceId,
    id,
    key: facts.key,
    name: facts.name,
    client: facts.client,
    channelId: facts.channelId,
    escalationChannelId: facts.escalationChannelId ?? facts.channelId,
    roles: { projectManager: null, teamLead: null, accountManager: null, coordinator: creator.id, ...facts.roles },
    accountableId: facts.accountableId ?? creator.id,
    zone: knownZone(facts.zone ?? creator.zone),
    archived: false,
    private: facts.private,
    phases: [],
    fields: [],
    cardsInChannel: false,
    digest: { enabled: true, at: DEFAULT_DIGEST_TIME, lastOn: null },
    nextDigestAt: null,
    createdAt: now,
    version: 0,
  }
  return withNextDigest(project, now)
}

const withNextDigest = (project: Project, now: Date): Project => ({
  ...project,
  nextDigestAt: nextDigestAt(project, now),
})

/** Gives a role to a member, or to nobody. */
export const withRole = (project: Project, role: ProjectRole, memberId: string | null): Project =>
  role === 'accountable'
    ? { ...project, accountableId: memberId }
    : { ...project, roles: { ...project.roles, [role]: memberId } }

/** Who holds a role; null where nobody does. */
export const holderOf = (project: Project, role: ProjectRole): string | null =>
  role === 'accountable' ? project.accountableId : project.roles[role]

/** Sets the time of the digest (`HH:mm` in the project's zone), or switches it off, or on at the time it had. */
export function withDigest(project: Project, setting: string, now: Date): Project {
  const { digest } = project
  const next =
    setting === 'off' || setting === 'on'
      ? { ...digest, enabled: setting === 'on' }
      : { ...digest, enabled: true, at: setting }
  return withNextDigest({ ...project, digest: next }, now)
}

/** Puts a project aside: nothing is asked or posted about it any more. */
export const archived = (project: Project): Project => ({ ...project, archived: true, nextDigestAt: null })

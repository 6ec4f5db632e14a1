import type { Activity, Change } from './activity.ts'
import type { Member } from './member.ts'
import type { Project } from './project.ts'

/** Whom and what entries of the log name by their ids, so that a history can say them in words; each id once. */
export interface Named {
  readonly memberIds: readonly string[]
  readonly taskIds: readonly string[]
  readonly projectIds: readonly string[]
}

/** What the ids in a task's log stand for. */
export interface LogNames {
  readonly people: ReadonlyMap<string, Member>
  /** References of tasks by their ids. */
  readonly references: ReadonlyMap<string, string>
  readonly projects: ReadonlyMap<string, Project>
  /** The task's own, whose phases and fields are named. */
  readonly project: Project | undefined
}

const MEMBER_FACTS: ReadonlySet<Change['fact']> = new Set([
  'ownerId',
  'accountableId',
  'consultedIds',
  'informedIds',
  'watcherIds',
])

const isText = (value: unknown): value is string => typeof value === 'string'
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter(isText) : [value].filter(isText)
const part = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : null

/** Reads the ids out of entries: who did them, and whom or what their changes name before and after. */
export function namedIn(entries: readonly Pick<Activity, 'actorId' | 'changes'>[]): Named {
  const values = entries
    .flatMap(({ changes }) => changes)
    .flatMap(({ fact, before, after }) => [before, after].map((value) => ({ fact, value })))
  const of = (wanted: (fact: Change['fact']) => boolean): readonly unknown[] =>
    values.filter(({ fact }) => wanted(fact)).map(({ value }) => value)
  const blocks = of((fact) => fact === 'block')
  return {
    memberIds: once([
      ...entries.flatMap(({ actorId }) => texts(actorId)),
      ...of((fact) => MEMBER_FACTS.has(fact)).flatMap(texts),
      ...blocks.flatMap((block) => texts(part(block, 'waitsOnMemberIds'))),
      ...of((fact) => fact === 'handoff').flatMap((handoff) => texts(part(handoff, 'toId'))),
    ]),
    taskIds: once([
      ...of((fact) => fact === 'dependsOnIds' || fact === 'mergedIntoId').flatMap(texts),
      ...blocks.flatMap((block) => texts(part(block, 'waitsOnTaskIds'))),
    ]),
    projectIds: once(of((fact) => fact === 'projectId').flatMap(texts)),
  }
}

const once = (ids: readonly string[]): readonly string[] => [...new Set(ids)]

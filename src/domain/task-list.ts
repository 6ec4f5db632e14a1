import type { ListFilter } from './command.ts'
import type { Member } from './member.ts'
import type { TaskStatus } from './task.ts'
import { addDays, atLocal, localDate, weekday } from './time.ts'

/** Which tasks are wanted, as the store takes it; the project stands beside it by its key. */
export interface WantedTasks {
  readonly ownerId?: string | null
  readonly statuses?: readonly TaskStatus[]
  /** Inclusive. */
  readonly dueFrom?: Date
  /** Exclusive. */
  readonly dueBefore?: Date
  readonly labels?: readonly string[]
  /** Those that are blocked, or were due before this instant. */
  readonly atRiskAt?: Date
}

export interface ListSubject {
  readonly filter: WantedTasks
  readonly key: string | null
  /** The filters that apply, said or taken for granted, for the list's heading. */
  readonly filters: readonly ListFilter[]
}

interface ListFacts {
  readonly speaker: Pick<Member, 'id' | 'zone'>
  readonly now: Date
  /** Key of the one project that lives in the channel. */
  readonly here: string | null
}

/** What one filter wants; weeks begin on Monday and end with Sunday, in the speaker's zone. */
function wanted(filter: ListFilter, { speaker, now }: ListFacts): WantedTasks {
  const today = localDate(now, speaker.zone)
  const midnight = (days: number): Date => atLocal(addDays(today, days), '00:00', speaker.zone)
  switch (filter.kind) {
    case 'me':
      return { ownerId: speaker.id }
    case 'member':
      return { ownerId: filter.memberId }
    case 'unassigned':
      return { ownerId: null }
    case 'status':
      return { statuses: [filter.status] }
    case 'label':
      return { labels: [filter.label] }
    case 'overdue':
      return { dueBefore: now }
    case 'today':
      return { dueFrom: midnight(0), dueBefore: midnight(1) }
    case 'week':
      return { dueFrom: midnight(1 - weekday(today)), dueBefore: midnight(8 - weekday(today)) }
    case 'at-risk':
      return { atRiskAt: now }
    case 'project':
      return {}
  }
}

const later = (one: Date | undefined, other: Date): Date => (one && one > other ? one : other)
const earlier = (one: Date | undefined, other: Date): Date => (one && one < other ? one : other)

/** Both conditions in one; undefined where no task can meet both. */
function both(one: WantedTasks, other: WantedTasks): WantedTasks | undefined {
  if (one.ownerId !== undefined && other.ownerId !== undefined && one.ownerId !== other.ownerId) return undefined
  if (one.statuses && other.statuses && one.statuses[0] !== other.statuses[0]) return undefined
  return {
    ...one,
    ...other,
    ...(one.labels || other.labels ? { labels: [...(one.labels ?? []), ...(other.labels ?? [])] } : {}),
    ...(other.dueFrom ? { dueFrom: later(one.dueFrom, other.dueFrom) } : {}),
    ...(other.dueBefore ? { dueBefore: earlier(one.dueBefore, other.dueBefore) } : {}),
  }
}

/**
 * Decides what a list shows: the tasks that meet every filter.
 *
 * Without filters it is the channel's project, else what the speaker owns. Undefined where filters contradict each
 * other: two people, two projects, two statuses.
 */
export function decideList(filters: readonly ListFilter[], facts: ListFacts): ListSubject | undefined {
  const assumed: ListFilter = facts.here ? { kind: 'project', key: facts.here } : { kind: 'me' }
  const all = filters.length > 0 ? filters : [assumed]
  const keys = new Set(all.flatMap((filter) => (filter.kind === 'project' ? [filter.key] : [])))
  if (keys.size > 1) return undefined
  const filter = all
    .map((each) => wanted(each, facts))
    .reduce<WantedTasks | undefined>((sum, each) => sum && both(sum, each), {})
  return filter && { filter, key: [...keys][0] ?? null, filters: all }
}

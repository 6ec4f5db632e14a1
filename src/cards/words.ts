import { fit } from '../block-kit/limits.ts'
import { line } from '../block-kit/mrkdwn.ts'
import { isMonthFirst } from '../domain/date-languages.ts'
import type { Member } from '../domain/member.ts'
import { decimalSign } from '../domain/numbers.ts'
import type { Priority, TaskStatus } from '../domain/task.ts'
import { knownZone } from '../domain/time.ts'

/** How each status is said. */
export const STATUS_WORDS: Readonly<Record<TaskStatus, string>> = {
  todo: 'Todo',
  doing: 'Doing',
  review: 'Review',
  blocked: 'Blocked',
  done: 'Done',
  dropped: 'Dropped',
}

export const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
}

/** A person's name as text, which pings nobody; those whom Runsheet has not met yet are said so. */
export const nameOf = (people: ReadonlyMap<string, Member>, memberId: string): string =>
  line(people.get(memberId)?.realName ?? 'someone not known yet', NAME_LIMIT)

/** Who did something, as a sentence names them; null: Runsheet itself. */
export const actorOf = (people: ReadonlyMap<string, Member>, actorId: string | null): string =>
  actorId === null ? 'Runsheet' : nameOf(people, actorId)

/** What Slack lets people have as a name. */
const NAME_LIMIT = 80
const LISTED = 10

/** The first of several names or references, and how many more there are. */
export const listed = (items: readonly string[]): string => fit(items, LISTED, (hidden) => `${hidden} more`).join(', ')

/** Labels as they are typed. */
export const labelled = (labels: readonly string[]): string =>
  fit(
    labels.map((label) => `#${line(label, LABEL_SHOWN)}`),
    LISTED,
    (hidden) => `and ${hidden} more`,
  ).join(' ')

const LABEL_SHOWN = 40

const HOURS_OF_DAY = 8

/** Working time in the units that people estimate in: `3h`, `1.5d`, `45m`; a day has eight hours. */
export function effort(minutes: number): string {
  if (minutes < 60) return `${minutes}m`
  const hours = minutes / 60
  if (hours < HOURS_OF_DAY || hours % (HOURS_OF_DAY / 2) !== 0) return `${trimmed(hours)}h`
  return `${trimmed(hours / HOURS_OF_DAY)}d`
}

const trimmed = (value: number): string => String(Math.round(value * 100) / 100)

/** Hours of work as they are written where the reader lives: `7.5h`, `7,5h`. */
export function hoursWords(minutes: number, locale: string): string {
  const hours = (minutes / 60).toLocaleString('en-US', { maximumFractionDigits: 1 })
  return `${decimalSign(locale) === ',' ? hours.replaceAll(/[.,]/g, (sign) => (sign === '.' ? ',' : '.')) : hours}h`
}

/** `1 task`, `3 tasks`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** Whether people read `5:00 PM` where others read `17:00`. */
function hasTwelveHours(locale: string): boolean {
  try {
    return new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 ?? false
  } catch {
    return false
  }
}

/**
 * An instant in a person's own zone, for places where Slack's date tokens do not work: `Fri 6 Mar 2026, 17:00`, and
 * `Fri, Mar 6, 2026, 5:00 PM` where people write the month first and count twelve hours.
 */
export function localWords(at: Date, zone: string, locale = 'en-GB'): string {
  const tag = locale.replaceAll('_', '-')
  const hour12 = hasTwelveHours(tag)
  return new Intl.DateTimeFormat(isMonthFirst(tag) ? 'en-US' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: hour12 ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: hour12 ? 'h12' : 'h23',
    timeZone: knownZone(zone),
  })
    .format(at)
    .replaceAll('\u202f', ' ')
    .replace(/^(\w+), (?=\d)/, '$1 ')
}

/** The day of an instant in a zone, as it is written where the reader lives: `Mon 9 Mar`, `Mon, Mar 9`. */
export const dayWords = (at: Date, zone: string, locale: string): string =>
  new Intl.DateTimeFormat(isMonthFirst(locale) ? 'en-US' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: knownZone(zone),
  })
    .format(at)
    .replace(/^(\w+), (?=\d)/, '$1 ')

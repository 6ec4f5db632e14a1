import type { Recurrence, RecurrenceRule } from '../domain/recurrence.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const dayName = (weekday: number): string => DAYS[weekday - 1] ?? ''

const NTH: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' }

/** `every day`, `every other week`, `every third month`, `every 5 days`. */
function every(count: number, unit: string): string {
  if (count === 1) return `every ${unit}`
  if (count === 2) return `every other ${unit}`
  return `every ${count} ${unit}s`
}

function ordinal(day: number): string {
  const tail = day % 100 > 10 && day % 100 < 14 ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[day % 10] ?? 'th')
  return `${day}${tail}`
}

const joined = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')

function ruleWords(rule: RecurrenceRule): string {
  switch (rule.kind) {
    case 'days':
      return every(rule.every, 'day')
    case 'weekdays':
      return 'every weekday'
    case 'weeks': {
      const days = joined(rule.weekdays.map(dayName))
      if (rule.every === 1) return `every ${days}`
      return rule.every === 2 && rule.weekdays.length === 1
        ? `every other ${days}`
        : `${every(rule.every, 'week')} on ${days}`
    }
    case 'monthDay':
      return `on the ${rule.day === -1 ? 'last day' : ordinal(rule.day)} of ${every(rule.every, 'month')}`
    case 'monthWeekday':
      return `on the ${NTH[rule.nth]} ${dayName(rule.weekday)} of ${every(rule.every, 'month')}`
  }
}

/** How a task repeats, in words that can be typed again: `every other Friday at 17:00`, on the clock of whoever set it. */
export const recurrenceWords = ({ rule, time }: Recurrence): string => `${ruleWords(rule)} at ${time}`

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** The same for people who may live elsewhere: `every other Friday at 17:00 Berlin time`. */
export const recurrenceThere = (recurrence: Recurrence): string =>
  `${recurrenceWords(recurrence)} ${cityOf(recurrence.zone)} time`

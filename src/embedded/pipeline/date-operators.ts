import { Long, ObjectId, Timestamp } from 'bson'
import { fail } from '../errors.ts'
import { toNumber } from '../values/numbers.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { DAY, dayOf, dayOfYear, instantOf, isoDay, isoWeek, localOf, offsetAt, weekOf } from '../values/zones.ts'
import { addUnits, difference, truncated } from './date-units.ts'
import type { Evaluate, Special } from './expression.ts'

type Specials = { readonly [name: string]: Special }

const nullish = (value: unknown): value is null | undefined => value === null || value === undefined

/** The instant of a date, an id or a timestamp. */
export function instant(name: string, value: unknown): number {
  if (value instanceof Date) return value.getTime()
  if (value instanceof ObjectId) return value.getTimestamp().getTime()
  if (value instanceof Timestamp) return value.getHighBits() * 1000
  return fail(16_006, `can't convert from BSON type ${typeName(value)} to Date in ${name}`)
}

/** Reads an operator's named operands; null or missing in a required one gives null. */
function named(
  name: string,
  required: readonly string[],
  optional: readonly string[],
  compute: (values: Doc) => unknown,
): Special {
  return (operand, compile) => {
    if (!isDoc(operand)) fail(5_166_301, `${name} only supports an object as its argument`)
    const unknown = Object.keys(operand).find((key) => !required.includes(key) && !optional.includes(key))
    if (unknown !== undefined) fail(5_166_302, `Unrecognized argument to ${name}: ${unknown}`)
    const lacks = required.find((key) => !(key in operand))
    if (lacks !== undefined) fail(5_166_303, `Missing '${lacks}' parameter to ${name}`)
    const parts = Object.entries(operand).map(([key, value]): [string, Evaluate] => [key, compile(value)])
    return (doc, variables) => {
      const values: Doc = Object.fromEntries(parts.map(([key, part]) => [key, part(doc, variables)]))
      const absent = [...required, 'timezone'].some((key) => key in values && nullish(values[key]))
      return absent ? (values['onNull'] ?? null) : compute(values)
    }
  }
}

const zoneOf = (values: Doc): string => {
  const zone = values['timezone'] ?? 'UTC'
  return typeof zone === 'string' ? zone : fail(40_517, `timezone must evaluate to a string, found ${typeName(zone)}`)
}

/** An operator on one date, given plain or as `{ date, timezone }`. */
function part(name: string, compute: (local: Date) => unknown): Special {
  const withZone = named(name, ['date'], ['timezone'], (values) =>
    compute(localOf(instant(name, values['date']), zoneOf(values))),
  )
  return (operand, compile, context) => {
    if (isDoc(operand) && 'date' in operand) return withZone(operand, compile, context)
    const only = compile(Array.isArray(operand) && operand.length === 1 ? operand[0] : operand)
    return (doc, variables) => {
      const value = only(doc, variables)
      return nullish(value) ? null : compute(new Date(instant(name, value)))
    }
  }
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0')
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const FORMATS: { readonly [letter: string]: (local: Date, offset: number) => string } = {
  Y: (local) => pad(local.getUTCFullYear(), 4),
  m: (local) => pad(local.getUTCMonth() + 1, 2),
  d: (local) => pad(local.getUTCDate(), 2),
  H: (local) => pad(local.getUTCHours(), 2),
  M: (local) => pad(local.getUTCMinutes(), 2),
  S: (local) => pad(local.getUTCSeconds(), 2),
  L: (local) => pad(local.getUTCMilliseconds(), 3),
  j: (local) => pad(dayOfYear(local), 3),
  u: (local) => String(isoDay(local)),
  w: (local) => String(local.getUTCDay() + 1),
  U: (local) => pad(weekOf(local), 2),
  V: (local) => pad(isoWeek(local).week, 2),
  G: (local) => pad(isoWeek(local).year, 4),
  b: (local) => (MONTHS[local.getUTCMonth()] ?? '').slice(0, 3),
  B: (local) => MONTHS[local.getUTCMonth()] ?? '',
  z: (_local, offset) =>
    `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60), 2)}${pad(Math.abs(offset) % 60, 2)}`,
  Z: (_local, offset) => `${offset < 0 ? '-' : '+'}${pad(Math.abs(offset), 3)}`,
  '%': () => '%',
}

const dateToString = named('$dateToString', ['date'], ['format', 'timezone', 'onNull'], (values) => {
  const at = instant('$dateToString', values['date'])
  const zone = zoneOf(values)
  const format = values['format'] ?? (zone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L')
  if (typeof format !== 'string') fail(18_533, "$dateToString requires that 'format' be a string")
  const local = localOf(at, zone)
  return format.replaceAll(/%(.?)/g, (_all, letter: string) => {
    const write = Object.hasOwn(FORMATS, letter) ? FORMATS[letter] : undefined
    return (
      write?.(local, offsetAt(at, zone) / 60_000) ??
      fail(18_536, `Invalid format character '%${letter}' in format string`)
    )
  })
})

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

function dateFromString(values: Doc): unknown {
  const text = values['dateString']
  if (values['format'] !== undefined) fail('NotImplemented', '$dateFromString with a format is not supported')
  const match = typeof text === 'string' ? ISO.exec(text) : null
  if (!match) return 'onError' in values ? values['onError'] : fail(241, `Error parsing date string '${String(text)}'`)
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((each: string | undefined) => Number(each ?? 0))
  const local = Date.UTC(year, month - 1, day, hour, minute, second, Number((match[7] ?? '').padEnd(3, '0')))
  return new Date(instantOf(local, match[8] ?? zoneOf(values)))
}

function number(values: Doc, key: string, missing: number): number {
  const value = values[key]
  if (value === undefined) return missing
  return isNumber(value) && Number.isInteger(toNumber(value))
    ? toNumber(value)
    : fail(40_515, `'${key}' must evaluate to an integer, found ${typeName(value)}`)
}

const PARTS = [
  'year',
  'month',
  'day',
  'isoWeekYear',
  'isoWeek',
  'isoDayOfWeek',
  'hour',
  'minute',
  'second',
  'millisecond',
  'timezone',
]

function dateFromParts(values: Doc): unknown {
  if (Object.values(values).some(nullish)) return null
  const of = (key: string, missing: number): number => number(values, key, missing)
  const time = ((of('hour', 0) * 60 + of('minute', 0)) * 60 + of('second', 0)) * 1000 + of('millisecond', 0)
  if (!('isoWeekYear' in values))
    return new Date(instantOf(Date.UTC(of('year', 1970), of('month', 1) - 1, of('day', 1)) + time, zoneOf(values)))
  const fourth = new Date(Date.UTC(of('isoWeekYear', 1970), 0, 4))
  const day = dayOf(fourth) - isoDay(fourth) + (of('isoWeek', 1) - 1) * 7 + of('isoDayOfWeek', 1)
  return new Date(instantOf(day * DAY + time, zoneOf(values)))
}

function dateToParts(values: Doc): unknown {
  const local = localOf(instant('$dateToParts', values['date']), zoneOf(values))
  const { year, week } = isoWeek(local)
  const day =
    values['iso8601'] === true
      ? { isoWeekYear: year, isoWeek: week, isoDayOfWeek: isoDay(local) }
      : { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() }
  return {
    ...day,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  }
}

const text = (values: Doc, key: string, missing: string): string => {
  const value = values[key] ?? missing
  return typeof value === 'string' ? value.toLowerCase() : fail(5_439_013, `${key} must be a string`)
}

function moved(name: string, sign: 1 | -1): Special {
  return named(name, ['startDate', 'unit', 'amount'], ['timezone'], (values) => {
    const step = { unit: text(values, 'unit', ''), amount: sign * number(values, 'amount', 0), zone: zoneOf(values) }
    return new Date(addUnits(instant(name, values['startDate']), step))
  })
}

export const DATE_OPERATORS: Specials = {
  $year: part('$year', (local) => local.getUTCFullYear()),
  $month: part('$month', (local) => local.getUTCMonth() + 1),
  $dayOfMonth: part('$dayOfMonth', (local) => local.getUTCDate()),
  $dayOfWeek: part('$dayOfWeek', (local) => local.getUTCDay() + 1),
  $dayOfYear: part('$dayOfYear', dayOfYear),
  $hour: part('$hour', (local) => local.getUTCHours()),
  $minute: part('$minute', (local) => local.getUTCMinutes()),
  $second: part('$second', (local) => local.getUTCSeconds()),
  $millisecond: part('$millisecond', (local) => local.getUTCMilliseconds()),
  $week: part('$week', weekOf),
  $isoWeek: part('$isoWeek', (local) => isoWeek(local).week),
  $isoWeekYear: part('$isoWeekYear', (local) => Long.fromNumber(isoWeek(local).year)),
  $isoDayOfWeek: part('$isoDayOfWeek', isoDay),
  $dateToString: dateToString,
  $dateFromString: named(
    '$dateFromString',
    ['dateString'],
    ['format', 'timezone', 'onError', 'onNull'],
    dateFromString,
  ),
  $dateFromParts: named('$dateFromParts', [], PARTS, dateFromParts),
  $dateToParts: named('$dateToParts', ['date'], ['timezone', 'iso8601'], dateToParts),
  $dateAdd: moved('$dateAdd', 1),
  $dateSubtract: moved('$dateSubtract', -1),
  $dateDiff: named('$dateDiff', ['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], (values) => {
    const [from, to] = [instant('$dateDiff', values['startDate']), instant('$dateDiff', values['endDate'])]
    const how = {
      unit: text(values, 'unit', ''),
      zone: zoneOf(values),
      startOfWeek: text(values, 'startOfWeek', 'sunday'),
    }
    return Long.fromNumber(difference(from, to, how))
  }),
  $dateTrunc: named('$dateTrunc', ['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], (values) => {
    const how = {
      unit: text(values, 'unit', ''),
      zone: zoneOf(values),
      startOfWeek: text(values, 'startOfWeek', 'sunday'),
    }
    const size = number(values, 'binSize', 1)
    if (size < 1) fail(5_439_017, '$dateTrunc requires a positive binSize')
    return new Date(truncated(instant('$dateTrunc', values['date']), how, size))
  }),
}

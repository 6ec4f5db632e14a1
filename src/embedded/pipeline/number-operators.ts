import { Decimal128, Long } from 'bson'
import { fail } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { arithmetic, doubleOf, roundAt, toNumber } from '../values/numbers.ts'
import type { Numeric } from '../values/numbers.ts'
import { isNumber, numericType, typeName } from '../values/types.ts'
import type { Operator, Operators } from './expression.ts'
import { nullish, over, overItems, unlessNull } from './operands.ts'

/** Adds or multiplies; a long that overflows goes on as a double, as MongoDB's expressions do. */
function combine(op: 'add' | 'multiply', a: Numeric, b: Numeric): Numeric {
  return arithmetic(op, a, b) ?? doubleOf(op === 'add' ? toNumber(a) + toNumber(b) : toNumber(a) * toNumber(b))
}

const numeric = (name: string, value: unknown, code: number | 'TypeMismatch' = 'TypeMismatch'): Numeric =>
  isNumber(value) ? value : fail(code, `${name} only supports numeric types, not ${typeName(value)}`)

/** A date and numbers give a date. */
function add(values: readonly unknown[]): unknown {
  if (values.some(nullish)) return null
  const dates = values.filter((value) => value instanceof Date)
  if (dates.length > 1) fail(16_612, 'only one date allowed in an $add expression')
  const numbers = values.filter((value) => !(value instanceof Date)).map((value) => numeric('$add', value))
  const sum = numbers.reduce((total, value) => combine('add', total, value), 0)
  return dates[0] ? new Date(dates[0].getTime() + Math.round(toNumber(sum))) : sum
}

function subtract(a: unknown, b: unknown): unknown {
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  if (a instanceof Date && isNumber(b)) return new Date(a.getTime() - Math.round(toNumber(b)))
  if (isNumber(a) && isNumber(b)) return combine('add', a, negate(b))
  return fail('TypeMismatch', `can't $subtract ${typeName(b)} from ${typeName(a)}`)
}

const negate = (value: Numeric): Numeric =>
  numericType(value) === 'double' ? doubleOf(-toNumber(value)) : combine('multiply', value, -1)

function divide(a: unknown, b: unknown): Numeric {
  const [x, y] = [numeric('$divide', a), numeric('$divide', b)]
  if (toNumber(y) === 0) fail('BadValue', "can't $divide by zero")
  const value = toNumber(x) / toNumber(y)
  return [x, y].some((each) => each instanceof Decimal128) ? ofType(value, x, y) : doubleOf(value)
}

function mod(a: unknown, b: unknown): Numeric {
  const [x, y] = [numeric('$mod', a), numeric('$mod', b)]
  if (toNumber(y) === 0) fail(16_610, "can't $mod by zero")
  return x instanceof Long && y instanceof Long ? x.modulo(y) : ofType(toNumber(x) % toNumber(y), x, y)
}

/** A result that was computed on doubles, in the widest type of its operands. */
function ofType(value: number, ...from: readonly Numeric[]): Numeric {
  const types = new Set(from.map(numericType))
  if (types.has('decimal')) return Decimal128.fromString(String(value))
  if (types.has('double')) return doubleOf(value)
  // A whole number has no negative zero.
  return types.has('long') ? Long.fromNumber(value) : value + 0
}

const unary = (name: string, compute: (value: number) => number): Operator =>
  unlessNull(1, (value) => whole(numeric(name, value, 28_765), compute))

/** Whole numbers have no places to change. */
const whole = (value: Numeric, change: (value: number) => number): Numeric =>
  value instanceof Long ? value : ofType(change(toNumber(value)), value)

/** Rounds half to even at a decimal place; a negative place is left of the point. */
function round(value: unknown, place: unknown = 0): Numeric {
  const digits = toNumber(numeric('$round', place, 51_081))
  if (!Number.isInteger(digits) || digits < -20 || digits > 100)
    fail(51_083, `cannot apply $round with precision value ${digits} value must be in [-20, 100]`)
  return whole(numeric('$round', value, 51_081), (number) => roundAt(number, digits))
}

export const sumOf = (values: readonly unknown[]): Numeric =>
  values.filter((value) => isNumber(value)).reduce<Numeric>((sum, value) => combine('add', sum, value), 0)

export function averageOf(values: readonly unknown[]): unknown {
  const numbers = values.filter((value) => isNumber(value))
  if (numbers.length === 0) return null
  const sum = sumOf(numbers)
  return sum instanceof Decimal128
    ? ofType(toNumber(sum) / numbers.length, sum)
    : doubleOf(toNumber(sum) / numbers.length)
}

/** The least (-1) or greatest (1) value that is there. */
export const extremeOf =
  (sign: 1 | -1) =>
  (values: readonly unknown[]): unknown => {
    let best: unknown
    for (const value of values)
      if (!nullish(value) && (best === undefined || sign * compare(value, best) > 0)) best = value
    return best ?? null
  }

export const NUMBER_OPERATORS: Operators = {
  $add: over(add),
  $multiply: over((values) =>
    values.some(nullish)
      ? null
      : values.reduce<Numeric>((product, value) => combine('multiply', product, numeric('$multiply', value)), 1),
  ),
  $subtract: unlessNull(2, subtract),
  $divide: unlessNull(2, divide),
  $mod: unlessNull(2, mod),
  $abs: unlessNull(1, (value) => {
    const number = numeric('$abs', value, 28_765)
    if (number instanceof Long) return number.isNegative() ? number.negate() : number
    return ofType(Math.abs(toNumber(number)), number)
  }),
  $ceil: unary('$ceil', Math.ceil),
  $floor: unary('$floor', Math.floor),
  $round: unlessNull([1, 2], round),
  $sum: overItems(sumOf),
  $avg: overItems(averageOf),
  $min: overItems(extremeOf(-1)),
  $max: overItems(extremeOf(1)),
}

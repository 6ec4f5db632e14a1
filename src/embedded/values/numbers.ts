import { Decimal128, Double, Long } from 'bson'
import { isInt32, numericType } from './types.ts'

export type Numeric = number | Long | Double | Decimal128

/** A double as this server keeps it: wrapped where it would pass for an int32. */
export function doubleOf(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value
}

/** The nearest double. */
export function toNumber(value: Numeric): number {
  if (typeof value === 'number') return value
  if (value instanceof Double) return value.value
  return value instanceof Long ? value.toNumber() : Number(value.toString())
}

/** A decimal as coefficient × 10^exponent; `undefined` for NaN and the infinities. */
interface Exact {
  readonly coefficient: bigint
  readonly exponent: number
}

function exactOf(value: Numeric): Exact | undefined {
  const text = value instanceof Decimal128 || value instanceof Long ? value.toString() : plainDouble(toNumber(value))
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const coefficient = BigInt(whole + fraction)
  return { coefficient: sign ? -coefficient : coefficient, exponent: Number(exponent) - fraction.length }
}

/** MongoDB turns a double into a decimal of 15 digits, a whole number into itself. */
const plainDouble = (value: number): string =>
  isInt32(value) || !Number.isFinite(value) ? String(value) : value.toExponential(14)

function decimalOf({ coefficient, exponent }: Exact): Decimal128 {
  const negative = coefficient < 0n
  let digits = (negative ? -coefficient : coefficient).toString()
  let scale = exponent
  if (digits.length > 34) {
    const dropped = digits.length - 34
    const rounded = BigInt(digits.slice(0, 34)) + ((digits[34] ?? '0') >= '5' ? 1n : 0n)
    digits = rounded.toString()
    scale += dropped
  }
  return Decimal128.fromString(`${negative ? '-' : ''}${digits}E${scale}`)
}

function alignedSum(a: Exact, b: Exact): Exact {
  const exponent = Math.min(a.exponent, b.exponent)
  const lift = (x: Exact): bigint => x.coefficient * 10n ** BigInt(x.exponent - exponent)
  return { coefficient: lift(a) + lift(b), exponent }
}

const isFiniteNumber = (value: Numeric): boolean => Number.isFinite(toNumber(value))

function decimalOperation(op: 'add' | 'multiply', a: Numeric, b: Numeric): Decimal128 {
  const [x, y] = [exactOf(a), exactOf(b)]
  if (!x || !y || !isFiniteNumber(a) || !isFiniteNumber(b)) {
    const value = op === 'add' ? toNumber(a) + toNumber(b) : toNumber(a) * toNumber(b)
    return Decimal128.fromString(String(value))
  }
  if (op === 'multiply') {
    return decimalOf({ coefficient: x.coefficient * y.coefficient, exponent: x.exponent + y.exponent })
  }
  // Further apart than a decimal's digits: the smaller one cannot show.
  if (Math.abs(x.exponent - y.exponent) > 6200) return decimalOf(x.exponent > y.exponent ? x : y)
  return decimalOf(alignedSum(x, y))
}

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n }
const bigOf = (value: Numeric): bigint => (value instanceof Long ? value.toBigInt() : BigInt(toNumber(value)))

/**
 * Adds or multiplies with MongoDB's promotion: int → long → double → decimal; an int that overflows becomes a long.
 * A long that overflows gives `undefined`: an update refuses it, an expression goes on with the double.
 */
export function arithmetic(op: 'add' | 'multiply', a: Numeric, b: Numeric): Numeric | undefined {
  const types = new Set([numericType(a), numericType(b)])
  if (types.has('decimal')) return decimalOperation(op, a, b)
  if (types.has('double')) {
    const [x, y] = [toNumber(a), toNumber(b)]
    return doubleOf(op === 'add' ? x + y : x * y)
  }
  if (types.has('long')) return longOperation(op, a, b)
  const [x, y] = [toNumber(a), toNumber(b)]
  const small = op === 'add' ? x + y : x * y
  return isInt32(small) ? small : longOperation(op, a, b)
}

function longOperation(op: 'add' | 'multiply', a: Numeric, b: Numeric): Numeric | undefined {
  const big = op === 'add' ? bigOf(a) + bigOf(b) : bigOf(a) * bigOf(b)
  if (big < INT64.min || big > INT64.max) return undefined
  if (numericType(a) === 'int' && numericType(b) === 'int' && isInt32(Number(big))) return Number(big)
  return Long.fromBigInt(big)
}

/**
 * Splits a number into its nearest double and what that lacks, so that numbers of all types compare and sort exactly:
 * first by the double, then by the rest.
 */
export function splitNumber(value: Numeric): readonly [number, number] {
  if (typeof value === 'number') return [value, 0]
  if (value instanceof Double) return [value.value, 0]
  const near = toNumber(value)
  if (value instanceof Long) return [near, Number(value.toBigInt() - BigInt(near))]
  return [near, decimalRest(value, near)]
}

function decimalRest(value: Decimal128, near: number): number {
  const exact = exactOf(value)
  if (!exact || !Number.isFinite(near) || near === 0) return 0
  // A double is exactly m × 2^e, thus an exact decimal of at most some 1,100 digits.
  const double = exactDouble(near)
  const { coefficient, exponent } = alignedSum(exact, { ...double, coefficient: -double.coefficient })
  return coefficient === 0n ? 0 : Number(`${coefficient}e${exponent}`)
}

function exactDouble(value: number): Exact {
  let exponent = 0
  let scaled = value
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    exponent++
  }
  return { coefficient: BigInt(scaled) * 5n ** BigInt(exponent), exponent: -exponent }
}

/** Rounds a double (half to even) at a decimal place, by its exact value; a negative place is left of the point. */
export function roundAt(value: number, digits: number): number {
  if (!Number.isFinite(value)) return value
  const { coefficient, exponent } = exactDouble(value)
  if (exponent + digits >= 0) return value
  const unit = 10n ** BigInt(-(exponent + digits))
  const [quotient, rest] = [coefficient / unit, coefficient % unit]
  const twice = 2n * (rest < 0n ? -rest : rest)
  const up = twice > unit || (twice === unit && quotient % 2n !== 0n)
  const result = Number(`${up ? quotient + (value < 0 ? -1n : 1n) : quotient}e${-digits}`)
  return result === 0 && value < 0 ? -0 : result
}

/** Compares numbers of any type; NaN comes before all others. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const [x, restX] = splitNumber(a)
  const [y, restY] = splitNumber(b)
  if (x < y) return -1
  if (x > y) return 1
  if (x === y) return Math.sign(restX - restY)
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1
  return 1
}

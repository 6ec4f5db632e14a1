import { Decimal128, Double, Long } from 'bson'
import { fail } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { arithmetic, atPlace, doubleOf, toNumber } from '../values/numbers.ts'
import type { Numeric } from '../values/numbers.ts'
import { isNumber, numericType, typeName } from '../values/types.ts'
import { operands } from './basic-operators.ts'
import type { Special } from './expression.ts'

type Specials = { readonly [name: string]: Special }

const nullish = (value: unknown): value is null | undefined => value === null || value === undefined

/** Adds or multiplies; a long that overflows goes on as a double, as MongoDB's expressions do. */
export function combine(op: 'add' | 'multiply', a: Numeric, b: Numeric): Numeric {
  return arithmetic(op, a, b) ?? doubleOf(op === 'add' ? toNumber(a) + toNumber(b) : toNumber(a) * toNumber(b))
}

const add: Special = (operand, compile) => {
  const parts = (Array.isArray(operand) ? operand : [operand]).map(compile)
  return (doc, variables) => {
    let sum: Numeric = 0
    let date: Date | undefined
    for (const part of parts) {
      const value = part(doc, variables)
      if (nullish(value)) return null
      if (value instanceof Date) {
        if (date) fail(16_612, 'only one date allowed in an $add expression')
        date = value
      } else if (isNumber(value)) sum = combine('add', sum, value)
      else fail('TypeMismatch', `$add only supports numeric or date types, not ${typeName(value)}`)
    }
    return date ? new Date(date.getTime() + Math.round(toNumber(sum))) : sum
  }
}

const multiply: Special = (operand, compile) => {
  const parts = (Array.isArray(operand) ? operand : [operand]).map(compile)
  return (doc, variables) => {
    let product: Numeric = 1
    for (const part of parts) {
      const value = part(doc, variables)
      if (nullish(value)) return null
      if (!isNumber(value)) fail('TypeMismatch', `$multiply only supports numeric types, not ${typeName(value)}`)
      product = combine('multiply', product, value)
    }
    return product
  }
}

const subtract: Special = (operand, compile) => {
  const [left, right] = operands('$subtract', operand, compile, 2)
  return (doc, variables) => {
    const [a, b] = [left?.(doc, variables), right?.(doc, variables)]
    if (nullish(a) || nullish(b)) return null
    if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
    if (a instanceof Date && isNumber(b)) return new Date(a.getTime() - Math.round(toNumber(b)))
    if (isNumber(a) && isNumber(b)) return combine('add', a, negate(b))
    return fail('TypeMismatch', `can't $subtract ${typeName(b)} from ${typeName(a)}`)
  }
}

const negate = (value: Numeric): Numeric =>
  numericType(value) === 'double' ? doubleOf(-toNumber(value)) : combine('multiply', value, -1)

/** The result of a division-like operator on doubles, in the widest type of its operands. */
function ofType(value: number, ...from: readonly Numeric[]): Numeric {
  const types = new Set(from.map(numericType))
  if (types.has('decimal')) return Decimal128.fromString(String(value))
  if (types.has('double')) return doubleOf(value)
  // A whole number has no negative zero.
  return types.has('long') ? Long.fromNumber(value) : value + 0
}

function binary(name: string, compute: (a: Numeric, b: Numeric) => unknown): Special {
  return (operand, compile) => {
    const [left, right] = operands(name, operand, compile, 2)
    return (doc, variables) => {
      const [a, b] = [left?.(doc, variables), right?.(doc, variables)]
      if (nullish(a) || nullish(b)) return null
      if (isNumber(a) && isNumber(b)) return compute(a, b)
      return fail('TypeMismatch', `${name} only supports numeric types, not ${typeName(a)} and ${typeName(b)}`)
    }
  }
}

const divide = binary('$divide', (a, b) => {
  if (toNumber(b) === 0) fail('BadValue', "can't $divide by zero")
  const value = toNumber(a) / toNumber(b)
  return [a, b].some((each) => each instanceof Decimal128) ? Decimal128.fromString(String(value)) : doubleOf(value)
})

const mod = binary('$mod', (a, b) => {
  if (toNumber(b) === 0) fail(16_610, "can't $mod by zero")
  if (a instanceof Long && b instanceof Long) return a.modulo(b)
  return ofType(toNumber(a) % toNumber(b), a, b)
})

function unary(name: string, compute: (value: Numeric) => unknown): Special {
  return (operand, compile) => {
    const [only] = operands(name, operand, compile, 1)
    return (doc, variables) => {
      const value = only?.(doc, variables)
      if (nullish(value)) return null
      if (!isNumber(value)) fail(28_765, `${name} only supports numeric types, not ${typeName(value)}`)
      return compute(value)
    }
  }
}

function logarithm(name: string, code: number, compute: (value: number) => number): Special {
  return unary(name, (value) => {
    if (toNumber(value) <= 0) fail(code, `${name}'s argument must be a positive number, but is ${String(value)}`)
    return ofType(compute(toNumber(value)), value, new Double(0))
  })
}

const whole = (value: Numeric, change: (value: number) => number): Numeric =>
  value instanceof Long ? value : ofType(change(toNumber(value)), value)

/** Rounds half to even at a decimal place; a negative place is left of the point. */
function places(name: '$round' | '$trunc'): Special {
  return (operand, compile) => {
    const [input, place] = operands(name, operand, compile, [1, 2])
    return (doc, variables) => {
      const [value, at] = [input?.(doc, variables), place ? place(doc, variables) : 0]
      if (nullish(value) || nullish(at)) return null
      if (!isNumber(value) || !isNumber(at)) fail(51_081, `${name} only supports numeric types, not ${typeName(value)}`)
      const digits = toNumber(at)
      if (!Number.isInteger(digits) || digits < -20 || digits > 100)
        fail(51_083, `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`)
      return whole(value, (number) => atPlace(number, digits, name === '$round'))
    }
  }
}

/** `$sum`, `$avg`, `$min` and `$max` over their operands, or over one operand that is an array. */
function over(compute: (values: readonly unknown[]) => unknown): Special {
  return (operand, compile) => {
    const parts = (Array.isArray(operand) ? operand : [operand]).map(compile)
    const [only] = parts
    return (doc, variables) => {
      const values = parts.map((part) => part(doc, variables))
      const [first] = values
      return compute(only && parts.length === 1 && Array.isArray(first) ? first : values)
    }
  }
}

const sumOf = (values: readonly unknown[]): Numeric =>
  values.filter((value) => isNumber(value)).reduce<Numeric>((sum, value) => combine('add', sum, value), 0)

function averageOf(values: readonly unknown[]): unknown {
  const numbers = values.filter((value) => isNumber(value))
  if (numbers.length === 0) return null
  const sum = sumOf(numbers)
  if (sum instanceof Decimal128) return Decimal128.fromString(String(toNumber(sum) / numbers.length))
  return doubleOf(toNumber(sum) / numbers.length)
}

/** The least (-1) or greatest (1) value that is there. */
function extremeOf(values: readonly unknown[], sign: 1 | -1): unknown {
  let best: unknown
  for (const value of values) {
    if (!nullish(value) && (best === undefined || sign * compare(value, best) > 0)) best = value
  }
  return best ?? null
}

export const NUMBER_OPERATORS: Specials = {
  $add: add,
  $multiply: multiply,
  $subtract: subtract,
  $divide: divide,
  $mod: mod,
  $abs: unary('$abs', (value) =>
    value instanceof Long && value.isNegative() ? value.negate() : ofType(Math.abs(toNumber(value)), value),
  ),
  $ceil: unary('$ceil', (value) => whole(value, Math.ceil)),
  $floor: unary('$floor', (value) => whole(value, Math.floor)),
  $round: places('$round'),
  $trunc: places('$trunc'),
  $sqrt: unary('$sqrt', (value) => {
    if (toNumber(value) < 0) fail(28_714, "$sqrt's argument must be greater than or equal to 0")
    return doubleOf(Math.sqrt(toNumber(value)))
  }),
  $exp: unary('$exp', (value) => ofType(Math.exp(toNumber(value)), value, new Double(0))),
  $ln: logarithm('$ln', 28_766, Math.log),
  $log10: logarithm('$log10', 28_761, Math.log10),
  $log: binary('$log', (value, base) => {
    if (toNumber(value) <= 0) fail(28_758, `$log's argument must be a positive number, but is ${String(value)}`)
    if (toNumber(base) <= 0 || toNumber(base) === 1)
      fail(28_759, `$log's base must be a positive number not equal to 1, but is ${String(base)}`)
    return doubleOf(Math.log(toNumber(value)) / Math.log(toNumber(base)))
  }),
  $pow: binary('$pow', (a, b) => {
    const value = toNumber(a) ** toNumber(b)
    return [a, b].some((each) => each instanceof Double) || !Number.isInteger(value)
      ? doubleOf(value)
      : ofType(value, a, b)
  }),
  $sum: over(sumOf),
  $avg: over(averageOf),
  $min: over((values) => extremeOf(values, -1)),
  $max: over((values) => extremeOf(values, 1)),
}

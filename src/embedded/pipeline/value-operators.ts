import { Decimal128, Long, ObjectId } from 'bson'
import { fail } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { doubleOf, toNumber } from '../values/numbers.ts'
import { truthy } from '../values/truth.ts'
import { isDoc, isInt32, isNumber, namedTypes, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { operands } from './basic-operators.ts'
import type { Evaluate, Special } from './expression.ts'

type Specials = { readonly [name: string]: Special }

const nullish = (value: unknown): value is null | undefined => value === null || value === undefined

function unary(name: string, compute: (value: unknown) => unknown): Special {
  return (operand, compile) => {
    const [only] = operands(name, operand, compile, 1)
    return (doc, variables) => compute(only?.(doc, variables))
  }
}

/** What string operators see: text as it is, null as '', numbers and dates as text. */
function coerced(name: string, value: unknown): string {
  if (nullish(value)) return ''
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (isNumber(value)) return String(value)
  return fail(16_007, `can't convert from BSON type ${typeName(value)} to String in ${name}`)
}

const concat: Special = (operand, compile) => {
  const parts = (Array.isArray(operand) ? operand : [operand]).map(compile)
  return (doc, variables) => {
    let out = ''
    for (const part of parts) {
      const value = part(doc, variables)
      if (nullish(value)) return null
      if (typeof value !== 'string') fail(16_702, `$concat only supports strings, not ${typeName(value)}`)
      out += value
    }
    return out
  }
}

const substring: Special = (operand, compile) => {
  const [text, from, count] = operands('$substrCP', operand, compile, 3)
  return (doc, variables) => {
    const letters = Array.from(coerced('$substrCP', text?.(doc, variables)))
    const start = Number(from?.(doc, variables))
    const length = Number(count?.(doc, variables))
    if (!(start >= 0)) fail(34_454, '$substrCP: the starting index must be a non-negative integer.')
    return letters.slice(start, length < 0 ? undefined : start + length).join('')
  }
}

const asInteger = (value: unknown, type: 'int' | 'long'): unknown => {
  const text = typeof value === 'string' ? value : undefined
  if (text !== undefined && !/^-?\d+$/.test(text))
    unable(value, type, `Failed to parse number '${text}' in $convert with no onError value`)
  const big = text !== undefined ? BigInt(text) : value instanceof Long ? value.toBigInt() : wholeOf(value, type)
  if (type === 'int')
    return isInt32(Number(big))
      ? Number(big)
      : unable(value, type, 'Conversion would overflow target type in $convert with no onError value')
  return Long.fromBigInt(big)
}

function wholeOf(value: unknown, type: string): bigint {
  const number =
    value instanceof Date
      ? value.getTime()
      : typeof value === 'boolean'
        ? Number(value)
        : isNumber(value)
          ? toNumber(value)
          : Number.NaN
  return Number.isFinite(number) ? BigInt(Math.trunc(number)) : unable(value, type)
}

const unable = (value: unknown, type: string, message?: string): never =>
  fail(241, message ?? `Unsupported conversion from ${typeName(value)} to ${type} in $convert with no onError value`)

const CONVERSIONS: { readonly [type: string]: (value: unknown) => unknown } = {
  bool: (value) => (isNumber(value) || typeof value === 'boolean' ? truthy(value) : true),
  int: (value) => (value instanceof Date ? unable(value, 'int') : asInteger(value, 'int')),
  long: (value) => asInteger(value, 'long'),
  double(value) {
    if (typeof value === 'string')
      return /^\s*$/.test(value) || Number.isNaN(Number(value))
        ? unable(value, 'double', `Failed to parse number '${value}' in $convert with no onError value`)
        : doubleOf(Number(value))
    if (value instanceof Date) return doubleOf(value.getTime())
    return isNumber(value) || typeof value === 'boolean' ? doubleOf(Number(value)) : unable(value, 'double')
  },
  decimal: (value) =>
    isNumber(value) || typeof value === 'string' ? Decimal128.fromString(String(value)) : unable(value, 'decimal'),
  string(value) {
    if (value instanceof ObjectId) return value.toHexString()
    if (typeof value === 'boolean') return String(value)
    return typeof value === 'string' || isNumber(value) || value instanceof Date
      ? coerced('$toString', value)
      : unable(value, 'string')
  },
  date(value) {
    if (value instanceof ObjectId) return value.getTimestamp()
    const date =
      value instanceof Date
        ? value
        : typeof value === 'string'
          ? new Date(value)
          : isNumber(value) && !isInt32Number(value)
            ? new Date(Math.trunc(toNumber(value)))
            : undefined
    if (!date) return unable(value, 'date')
    return Number.isNaN(date.getTime()) ? unable(value, 'date', `Error parsing date string '${String(value)}'`) : date
  },
  objectId: (value) =>
    value instanceof ObjectId
      ? value
      : typeof value === 'string' && ObjectId.isValid(value)
        ? new ObjectId(value)
        : unable(value, 'objectId'),
}
const isInt32Number = (value: unknown): boolean => typeof value === 'number' && isInt32(value)

const convertTo = (type: string, name: string): Special =>
  unary(name, (value) => (nullish(value) ? null : (CONVERSIONS[type]?.(value) ?? null)))

const convert: Special = (operand, compile) => {
  if (!isDoc(operand) || !('input' in operand) || !('to' in operand))
    fail('FailedToParse', "$convert needs 'input' and 'to'")
  const [input, to] = [compile(operand['input']), compile(operand['to'])]
  const [onError, onNull] = ['onError', 'onNull'].map((key) =>
    operand[key] === undefined ? undefined : compile(operand[key]),
  )
  return (doc, variables) => {
    const [value, type] = [input(doc, variables), to(doc, variables)]
    if (nullish(value)) return onNull ? onNull(doc, variables) : null
    const [name] = namedTypes(isDoc(type) ? type['type'] : type) ?? []
    const change = name === undefined ? undefined : CONVERSIONS[name]
    if (!change) fail('NotImplemented', `$convert to ${String(type)} is not supported`)
    try {
      return change(value)
    } catch (error) {
      if (onError) return onError(doc, variables)
      throw error
    }
  }
}

/** `$getField`, `$setField` and `$unsetField`: names are taken as they are, dots and dollars included. */
const getField: Special = (operand, compile) => {
  const named = isDoc(operand) && 'field' in operand
  const input: Evaluate = named && 'input' in operand ? compile(operand['input']) : (doc) => doc
  const field = compile(named ? operand['field'] : operand)
  return (doc, variables) => {
    const [value, name] = [input(doc, variables), String(field(doc, variables))]
    return isDoc(value) ? value[name] : nullish(value) ? null : undefined
  }
}

const setField =
  (remove: boolean): Special =>
  (operand, compile) => {
    if (!isDoc(operand)) fail(4_161_100, '$setField requires an object')
    const [input, field] = [compile(operand['input']), compile(operand['field'])]
    const value: Evaluate = remove ? () => undefined : compile(operand['value'])
    return (doc, variables) => {
      const target = input(doc, variables)
      if (!isDoc(target)) return null
      const out: Doc = { ...target }
      const name = String(field(doc, variables))
      const set = value(doc, variables)
      if (set === undefined) delete out[name]
      else out[name] = set
      return out
    }
  }

const asciiUpper = (text: string): string => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())

export const VALUE_OPERATORS: Specials = {
  $type: unary('$type', typeName),
  $isNumber: unary('$isNumber', isNumber),
  $concat: concat,
  $toLower: unary('$toLower', (value) =>
    coerced('$toLower', value).replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
  ),
  $toUpper: unary('$toUpper', (value) => asciiUpper(coerced('$toUpper', value))),
  $substrCP: substring,
  $strLenCP: unary('$strLenCP', (value) =>
    typeof value === 'string'
      ? Array.from(value).length
      : fail(34_471, `$strLenCP requires a string argument, found: ${typeName(value)}`),
  ),
  $strLenBytes: unary('$strLenBytes', (value) =>
    typeof value === 'string'
      ? Buffer.byteLength(value)
      : fail(34_473, `$strLenBytes requires a string argument, found: ${typeName(value)}`),
  ),
  $strcasecmp(operand, compile) {
    const [left, right] = operands('$strcasecmp', operand, compile, 2)
    const upper = (value: unknown): string => asciiUpper(coerced('$strcasecmp', value))
    return (doc, variables) => Math.sign(compare(upper(left?.(doc, variables)), upper(right?.(doc, variables))))
  },
  $toBool: convertTo('bool', '$toBool'),
  $toInt: convertTo('int', '$toInt'),
  $toLong: convertTo('long', '$toLong'),
  $toDouble: convertTo('double', '$toDouble'),
  $toDecimal: convertTo('decimal', '$toDecimal'),
  $toString: convertTo('string', '$toString'),
  $toDate: convertTo('date', '$toDate'),
  $toObjectId: convertTo('objectId', '$toObjectId'),
  $convert: convert,
  $getField: getField,
  $setField: setField(false),
  $unsetField: setField(true),
}

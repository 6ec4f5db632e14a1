import { ObjectId } from 'bson'
import { fail } from '../errors.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { Evaluate, Operator, Operators } from './expression.ts'
import { exactly, nullish, over, parameters, unlessNull } from './operands.ts'

/** What string operators see: text as it is, null as '', numbers and dates as text. */
function coerced(name: string, value: unknown): string {
  if (nullish(value)) return ''
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (isNumber(value)) return String(value)
  return fail(16_007, `can't convert from BSON type ${typeName(value)} to String in ${name}`)
}

const text = (name: string, code: number, value: unknown): string =>
  typeof value === 'string' ? value : fail(code, `${name} only supports strings, not ${typeName(value)}`)

/** Counts characters, not code units. */
function substring(value: unknown, from: unknown, count: unknown): string {
  const [start, length] = [Number(from), Number(count)]
  if (!(start >= 0)) fail(34_454, '$substrCP: the starting index must be a non-negative integer.')
  return Array.from(coerced('$substrCP', value))
    .slice(start, length < 0 ? undefined : start + length)
    .join('')
}

const unable = (value: unknown, type: string): never =>
  fail('ConversionFailure', `Unsupported conversion from ${typeName(value)} to ${type}`)

function toText(value: unknown): unknown {
  if (value instanceof ObjectId) return value.toHexString()
  if (typeof value === 'boolean') return String(value)
  return typeof value === 'string' || isNumber(value) || value instanceof Date
    ? coerced('$toString', value)
    : unable(value, 'string')
}

function toObjectId(value: unknown): unknown {
  if (value instanceof ObjectId) return value
  return typeof value === 'string' && ObjectId.isValid(value) ? new ObjectId(value) : unable(value, 'objectId')
}

const conversion = (convert: (value: unknown) => unknown): Operator => unlessNull(1, convert)

/** `$getField`, `$setField` and `$unsetField`: names are taken as they are, dots and dollars included. */
const getField: Operator = (operand, { compile }) => {
  const named = isDoc(operand) && 'field' in operand
  const input: Evaluate = named && 'input' in operand ? compile(operand['input']) : (doc) => doc
  const field = compile(named ? operand['field'] : operand)
  return (doc, variables) => {
    const [value, name] = [input(doc, variables), String(field(doc, variables))]
    return isDoc(value) ? value[name] : nullish(value) ? null : undefined
  }
}

const setField: Operator = (operand, { name, compile }) => {
  const { input, field, value } = parameters(name, operand, 'input field', 'value')
  const [from, named] = [compile(input), compile(field)]
  const next: Evaluate = name === '$unsetField' ? () => undefined : compile(value)
  return (doc, variables) => {
    const target = from(doc, variables)
    if (!isDoc(target)) return null
    const out: Doc = { ...target }
    const set = next(doc, variables)
    if (set === undefined) delete out[String(named(doc, variables))]
    else out[String(named(doc, variables))] = set
    return out
  }
}

export const VALUE_OPERATORS: Operators = {
  $type: exactly(1, typeName),
  $isNumber: exactly(1, isNumber),
  $concat: over((values) =>
    values.some(nullish) ? null : values.map((value) => text('$concat', 16_702, value)).join(''),
  ),
  // Only ASCII letters have a case here, as in MongoDB.
  $toLower: exactly(1, (value) => coerced('$toLower', value).replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())),
  $toUpper: exactly(1, (value) => coerced('$toUpper', value).replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())),
  $substrCP: exactly(3, substring),
  $strLenCP: exactly(1, (value) => Array.from(text('$strLenCP', 34_471, value)).length),
  $toString: conversion(toText),
  $toObjectId: conversion(toObjectId),
  $getField: getField,
  $setField: setField,
  $unsetField: setField,
}

import { Long, Timestamp } from 'bson'
import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import { isOperators } from '../query/operators.ts'
import { compare, equal } from '../values/compare.ts'
import { arithmetic, toNumber } from '../values/numbers.ts'
import type { Numeric } from '../values/numbers.ts'
import { isDoc, isInt32, isNumber, typeName } from '../values/types.ts'
import type { Collation } from '../values/collation.ts'
import { pushed } from './push.ts'
import type { Slot } from './paths.ts'

/** What operators need to know beside their operand. */
export interface UpdateContext {
  readonly collation: Collation | undefined
  readonly now: Date
  /** The document's id, for messages. */
  readonly id: unknown
}

/** Changes the value of one slot. */
export type Apply = (slot: Slot, operand: unknown, context: UpdateContext) => void

const assign = (slot: Slot, value: unknown): void => {
  if (value !== slot.get()) slot.set(value)
}

function arithmeticOperator(name: '$inc' | '$mul', op: 'add' | 'multiply'): Apply {
  return (slot, operand, { id }) => {
    if (!isNumber(operand)) {
      fail(
        'TypeMismatch',
        `Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${slot.path}: ${JSON.stringify(operand)}}`,
      )
    }
    const current = slot.get()
    if (current === undefined) return slot.set(name === '$inc' ? operand : zeroLike(operand))
    if (!isNumber(current)) {
      const has = `{_id: ${JSON.stringify(id)}} has the field '${slot.path.split('.').at(-1)}' of non-numeric type ${typeName(current)}`
      fail('TypeMismatch', `Cannot apply ${name} to a value of non-numeric type. ${has}`)
    }
    const result = arithmetic(op, current, operand)
    if (result === undefined)
      fail(
        'BadValue',
        `Failed to apply ${name} operations to current value (${String(current)}) for document {_id: ${JSON.stringify(id)}}`,
      )
    slot.set(result)
  }
}

const zeroLike = (operand: Numeric): Numeric => arithmetic('multiply', operand, 0) ?? 0

function extreme(sign: 1 | -1): Apply {
  return (slot, operand, { collation }) => {
    const current = slot.get()
    if (current === undefined || sign * compare(operand, current, collation?.order) > 0) slot.set(operand)
  }
}

function arrayIn(slot: Slot, name: string): unknown[] | undefined {
  const current = slot.get()
  if (current === undefined) return undefined
  if (!Array.isArray(current)) {
    const verb = name === '$pop' ? 'TypeMismatch' : 'BadValue'
    fail(
      verb,
      `Cannot apply ${name} to a non-array value; the field '${slot.path}' must be an array but is of type ${typeName(current)}`,
    )
  }
  return current
}

const addToSet: Apply = (slot, operand, { collation }) => {
  const each = isDoc(operand) && '$each' in operand
  const items = each ? operand['$each'] : [operand]
  if (!Array.isArray(items))
    fail('TypeMismatch', `The argument to $each in $addToSet must be an array but it was of type ${typeName(items)}`)
  const current = arrayIn(slot, '$addToSet')
  const next = [...(current ?? [])]
  for (const item of items) if (!next.some((other) => equal(other, item, collation?.order))) next.push(item)
  if (!current || next.length > current.length) slot.set(next)
}

const pull: Apply = (slot, operand, { collation }) => {
  const current = arrayIn(slot, '$pull')
  if (!current) return
  const test = pullTest(operand, collation)
  const next = current.filter((item) => !test(item))
  if (next.length < current.length) slot.set(next)
}

function pullTest(operand: unknown, collation: Collation | undefined): (item: unknown) => boolean {
  if (
    isOperators(operand) ||
    (typeof operand === 'object' && operand !== null && !isDoc(operand) && !Array.isArray(operand))
  ) {
    const matches = matcher({ item: operand }, { collation })
    // The condition is on the item itself: an item that is an array counts as one value.
    return (item) => matches({ item })
  }
  if (!isDoc(operand)) return (item) => equal(item, operand, collation?.order)
  const matches = matcher(operand, { collation })
  return (item) => isDoc(item) && matches(item)
}

const pullAll: Apply = (slot, operand, { collation }) => {
  if (!Array.isArray(operand))
    fail('BadValue', `$pullAll requires an array argument but was given a ${typeName(operand)}`)
  const current = arrayIn(slot, '$pullAll')
  const next = current?.filter((item) => !operand.some((other) => equal(item, other, collation?.order)))
  if (current && next && next.length < current.length) slot.set(next)
}

const pop: Apply = (slot, operand) => {
  const end = isNumber(operand) ? toNumber(operand) : Number.NaN
  if (end !== 1 && end !== -1) fail('FailedToParse', `$pop expects 1 or -1, found: ${String(operand)}`)
  const current = arrayIn(slot, '$pop')
  if (current && current.length > 0) slot.set(end === 1 ? current.slice(0, -1) : current.slice(1))
}

const currentDate: Apply = (slot, operand, { now }) => {
  const type = isDoc(operand) ? operand['$type'] : operand === true || operand === false ? 'date' : undefined
  if (type === 'date') return slot.set(now)
  if (type !== 'timestamp') fail('BadValue', "The '$type' string field is required to be 'date' or 'timestamp'")
  slot.set(new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }))
}

const BITS: { readonly [name: string]: (a: bigint, b: bigint) => bigint } = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

const bit: Apply = (slot, operand) => {
  if (!isDoc(operand)) fail('BadValue', `The $bit modifier is not compatible with a ${typeName(operand)}`)
  let value = slot.get() ?? 0
  for (const [name, mask] of Object.entries(operand)) {
    const change =
      BITS[name] ?? fail('BadValue', `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`)
    if (!isInteger(value) || !isInteger(mask)) fail('BadValue', 'The $bit modifier field must be an Integer(32/64 bit)')
    const result = BigInt.asIntN(64, change(BigInt(String(value)), BigInt(String(mask))))
    value = value instanceof Long || mask instanceof Long ? Long.fromBigInt(result) : Number(result)
  }
  slot.set(value)
}
const isInteger = (value: unknown): value is number | Long =>
  (typeof value === 'number' && isInt32(value)) || (value instanceof Long && isNumber(value))

/** The operators that change the value of a path, `$rename` and `$unset` apart. */
export const APPLY: { readonly [name: string]: Apply | undefined } = {
  $set: (slot, operand) => assign(slot, operand),
  $setOnInsert: (slot, operand) => assign(slot, operand),
  $inc: arithmeticOperator('$inc', 'add'),
  $mul: arithmeticOperator('$mul', 'multiply'),
  $min: extreme(-1),
  $max: extreme(1),
  $push: (slot, operand, { collation }) => slot.set(pushed(arrayIn(slot, '$push') ?? [], operand, collation)),
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
  $currentDate: currentDate,
  $bit: bit,
}

/** Operators that leave a document alone where their path is missing, instead of making it. */
export const NEEDS_VALUE: ReadonlySet<string> = new Set(['$pull', '$pullAll', '$pop', '$unset', '$rename'])

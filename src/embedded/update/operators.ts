import { Timestamp } from 'bson'
import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import { isOperators } from '../query/operators.ts'
import type { Collation } from '../values/collation.ts'
import { compare, equal } from '../values/compare.ts'
import { arithmetic, toNumber } from '../values/numbers.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'
import type { Slot } from './paths.ts'
import { pushed } from './push.ts'

/** What operators need to know beside their operand. */
export interface UpdateContext {
  readonly collation: Collation | undefined
  readonly now: Date
}

/** Changes the value of one slot. */
type Apply = (slot: Slot, operand: unknown, context: UpdateContext) => void

const assign: Apply = (slot, value) => {
  if (value !== slot.get()) slot.set(value)
}

const combine =
  (name: '$inc' | '$mul', op: 'add' | 'multiply'): Apply =>
  (slot, operand) => {
    const found = slot.get()
    const current = found === undefined ? 0 : found
    if (!isNumber(operand)) fail('TypeMismatch', `Cannot apply ${name} with a non-numeric argument to '${slot.path}'`)
    if (!isNumber(current))
      fail('TypeMismatch', `Cannot apply ${name} to the field '${slot.path}' of non-numeric type ${typeName(current)}`)
    slot.set(
      arithmetic(op, current, operand) ??
        fail('BadValue', `Failed to apply ${name} to '${slot.path}': it is too large for a long`),
    )
  }

const extreme =
  (sign: 1 | -1): Apply =>
  (slot, operand, { collation }) => {
    const current = slot.get()
    if (current === undefined || sign * compare(operand, current, collation?.order) > 0) slot.set(operand)
  }

/** The array to be changed; `undefined` where there is nothing. */
function arrayIn(slot: Slot, name: string): readonly unknown[] | undefined {
  const current = slot.get()
  if (current === undefined || Array.isArray(current)) return current
  const code = name === '$pop' ? 'TypeMismatch' : 'BadValue'
  return fail(code, `Cannot apply ${name} to '${slot.path}': it is no array but of type ${typeName(current)}`)
}

const addToSet: Apply = (slot, operand, { collation }) => {
  const items = isDoc(operand) && '$each' in operand ? operand['$each'] : [operand]
  if (!Array.isArray(items)) fail('TypeMismatch', 'The argument to $each in $addToSet must be an array')
  const current = arrayIn(slot, '$addToSet')
  const next = [...(current ?? [])]
  for (const item of items) if (!next.some((other) => equal(other, item, collation?.order))) next.push(item)
  if (!current || next.length > current.length) slot.set(next)
}

/** An operator that takes items out of an array. */
const taking =
  (name: string, testOf: (operand: unknown, collation: Collation | undefined) => (item: unknown) => boolean): Apply =>
  (slot, operand, { collation }) => {
    const test = testOf(operand, collation)
    const current = arrayIn(slot, name)
    const next = current?.filter((item) => !test(item))
    if (current && next && next.length < current.length) slot.set(next)
  }

/** Documents are matched by their fields; a condition is on the item itself, which counts as one value even as an array. */
function pullTest(operand: unknown, collation: Collation | undefined): (item: unknown) => boolean {
  const isValue = typeof operand !== 'object' || operand === null || Array.isArray(operand)
  if (isValue) return (item) => equal(item, operand, collation?.order)
  if (isDoc(operand) && !isOperators(operand)) {
    const matches = matcher(operand, { collation })
    return (item) => isDoc(item) && matches(item)
  }
  const matches = matcher({ item: operand }, { collation })
  return (item) => matches({ item })
}

function pullAllTest(operand: unknown, collation: Collation | undefined): (item: unknown) => boolean {
  if (!Array.isArray(operand)) fail('BadValue', '$pullAll requires an array argument')
  return (item) => operand.some((other) => equal(item, other, collation?.order))
}

const pop: Apply = (slot, operand) => {
  const end = isNumber(operand) ? toNumber(operand) : Number.NaN
  if (end !== 1 && end !== -1) fail('FailedToParse', `$pop expects 1 or -1, found: ${String(operand)}`)
  const current = arrayIn(slot, '$pop')
  if (current && current.length > 0) slot.set(end === 1 ? current.slice(0, -1) : current.slice(1))
}

const currentDate: Apply = (slot, operand, { now }) => {
  const type = isDoc(operand) ? operand['$type'] : typeof operand === 'boolean' ? 'date' : undefined
  if (type === 'date') return slot.set(now)
  if (type !== 'timestamp') fail('BadValue', "The '$type' string field is required to be 'date' or 'timestamp'")
  slot.set(new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }))
}

/** The operators that change the value of a path, `$rename` and `$unset` apart. */
export const APPLY: { readonly [name: string]: Apply | undefined } = {
  $set: assign,
  $setOnInsert: assign,
  $inc: combine('$inc', 'add'),
  $mul: combine('$mul', 'multiply'),
  $min: extreme(-1),
  $max: extreme(1),
  $push: (slot, operand, { collation }) => slot.set(pushed(arrayIn(slot, '$push') ?? [], operand, collation)),
  $addToSet: addToSet,
  $pull: taking('$pull', pullTest),
  $pullAll: taking('$pullAll', pullAllTest),
  $pop: pop,
  $currentDate: currentDate,
}

/** Operators that leave a document alone where their path is missing, instead of making it. */
export const NEEDS_VALUE: ReadonlySet<string> = new Set(['$pull', '$pullAll', '$pop', '$unset'])

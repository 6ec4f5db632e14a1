import { BSONRegExp } from 'bson'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { isOperators } from './operators.ts'

/** One condition on one path that a whole filter implies. */
export interface Condition {
  readonly path: string
  readonly op: string
  readonly operand: unknown
  /** Conditions of one `$elemMatch` hold for the same item of an array. */
  readonly group?: number
}

/** A filter taken apart: the conditions that all hold, and whether these are all that it says. */
export interface Conditions {
  readonly conditions: readonly Condition[]
  /** Filters of which each is a list of alternatives. */
  readonly alternatives: readonly (readonly Doc[])[]
  /** False if the filter says more than its conditions. */
  readonly complete: boolean
}

export function conditionsOf(filter: Doc): Conditions {
  const found: Found = { conditions: [], alternatives: [], complete: true, groups: 0 }
  collect(filter, found)
  return found
}

interface Found {
  readonly conditions: Condition[]
  readonly alternatives: Doc[][]
  complete: boolean
  groups: number
}

function collect(filter: Doc, found: Found): void {
  for (const [key, value] of Object.entries(filter)) {
    const parts = Array.isArray(value) ? value.filter(isDoc) : []
    if (!key.startsWith('$')) onField(key, value, found)
    else if (key === '$and' || (key === '$or' && parts.length === 1)) for (const part of parts) collect(part, found)
    else found.complete &&= key === '$comment'
    if (key === '$or' && parts.length > 1) found.alternatives.push(parts)
  }
}

function onField(path: string, value: unknown, found: Found): void {
  if (!isOperators(value)) return void found.conditions.push(valueCondition(path, value))
  for (const [op, operand] of Object.entries(value)) {
    if (op === '$elemMatch' && isDoc(operand)) inItems(path, operand, found)
    else if (op === '$all' && Array.isArray(operand)) allOf(path, operand, found)
    else if (op === '$regex') found.conditions.push({ path, op, operand: asRegex(operand, value['$options']) })
    else if (op !== '$options') found.conditions.push({ path, op, operand })
  }
}

const valueCondition = (path: string, value: unknown): Condition => ({
  path,
  op: value instanceof BSONRegExp ? '$regex' : '$eq',
  operand: value,
})

const asRegex = (operand: unknown, options: unknown): unknown =>
  typeof operand === 'string' ? new BSONRegExp(operand, typeof options === 'string' ? options : '') : operand

function allOf(path: string, operand: readonly unknown[], found: Found): void {
  found.complete = false
  for (const item of operand) {
    if (isDoc(item) && isDoc(item['$elemMatch'])) inItems(path, item['$elemMatch'], found)
    else if (!isOperators(item)) found.conditions.push(valueCondition(path, item))
  }
}

function inItems(path: string, operand: Doc, found: Found): void {
  found.complete = false
  const group = ++found.groups
  if (isOperators(operand)) {
    for (const [op, value] of Object.entries(operand))
      if (!['$not', '$ne', '$nin', '$exists'].includes(op)) found.conditions.push({ path, op, operand: value, group })
    return
  }
  for (const { path: inner, op, operand: value } of conditionsOf(operand).conditions) {
    // Absence in one item says nothing of the index, which has a key for each item.
    if (op !== '$exists') found.conditions.push({ path: `${path}.${inner}`, op, operand: value, group })
  }
}

import { compare, equal } from '../values/compare.ts'
import { truthy, typeOrder } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { matcher } from './match.ts'
import { conditionsOf } from './predicates.ts'
import type { Condition } from './predicates.ts'

/** Whether a query's conditions hold only for documents that a partial index has. */
export function coversPartial(partial: Doc, conditions: readonly Condition[]): boolean {
  const wanted = conditionsOf(partial)
  if (!wanted.complete) return false
  return wanted.conditions.every((each) =>
    conditions.some((known) => known.path === each.path && known.group === undefined && implies(known, each)),
  )
}

function implies(known: Condition, wanted: Condition): boolean {
  if (known.op === wanted.op && equal(known.operand, wanted.operand)) return true
  if (wanted.op === '$exists') return truthy(wanted.operand) && excludesNull(known)
  const test = (value: unknown): boolean =>
    value !== null && !Array.isArray(value) && matcher({ item: { [wanted.op]: wanted.operand } })({ item: value })
  if (known.op === '$eq') return test(known.operand)
  if (known.op === '$in') return Array.isArray(known.operand) && known.operand.every(test)
  return isNarrower(known, wanted)
}

const RANGE = /^\$[gl]te?$/

/** A narrower range of the same kind. */
function isNarrower(known: Condition, wanted: Condition): boolean {
  const sameSide = known.op.slice(0, 2) === wanted.op.slice(0, 2) && RANGE.test(known.op) && RANGE.test(wanted.op)
  if (!sameSide || typeOrder(known.operand) !== typeOrder(wanted.operand)) return false
  const order = compare(known.operand, wanted.operand)
  if (order === 0) return wanted.op.endsWith('e') || known.op === wanted.op
  return known.op.startsWith('$g') ? order > 0 : order < 0
}

/** Whether a condition cannot hold where its path is missing or null. */
export function excludesNull({ op, operand }: Condition): boolean {
  if (op === '$eq' || op === '$gte' || op === '$lte') return operand !== null
  if (op === '$in') return Array.isArray(operand) && !operand.includes(null)
  return op === '$exists' ? truthy(operand) : ['$gt', '$lt', '$regex', '$mod', '$size'].includes(op)
}

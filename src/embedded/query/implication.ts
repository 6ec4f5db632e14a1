import { compare, equal } from '../values/compare.ts'
import { truthy } from '../values/truth.ts'
import { isNumber, typeOrder } from '../values/types.ts'
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
  if (wanted.op === '$exists') return truthy(wanted.operand) ? excludesNull(known) : false
  const test = (value: unknown): boolean =>
    value !== null && !Array.isArray(value) && matcher({ item: { [wanted.op]: wanted.operand } })({ item: value })
  if (known.op === '$eq') return test(known.operand)
  if (known.op === '$in') return Array.isArray(known.operand) && known.operand.every(test)
  return within(known, wanted)
}

/** A narrower range of the same kind. */
function within(known: Condition, wanted: Condition): boolean {
  const sameSide =
    known.op.slice(0, 2) === wanted.op.slice(0, 2) && /^\$[gl]te?$/.test(known.op) && /^\$[gl]te?$/.test(wanted.op)
  if (!sameSide || typeOrder(known.operand) !== typeOrder(wanted.operand)) return false
  const order = compare(known.operand, wanted.operand)
  if (order === 0) return wanted.op.endsWith('e') || known.op === wanted.op
  return known.op.startsWith('$g') ? order > 0 : order < 0
}

/** Whether a condition cannot hold where its path is missing or null. */
export function excludesNull({ op, operand }: Condition): boolean {
  switch (op) {
    case '$eq':
      return operand !== null
    case '$in':
      return Array.isArray(operand) && !operand.includes(null)
    case '$gt':
    case '$lt':
      return true
    case '$gte':
    case '$lte':
      return operand !== null
    case '$exists':
      return isNumber(operand) || typeof operand === 'boolean' ? truthy(operand) : true
    case '$regex':
    case '$mod':
    case '$size':
      return true
    default:
      return false
  }
}

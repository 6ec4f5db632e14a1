import { Decimal128, Double, Long, Timestamp } from 'bson'

/** What counts as true in MongoDB: all but false, null, missing and zero. */
export function truthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0) return false
  if (value instanceof Double) return value.value !== 0
  if (value instanceof Long) return value instanceof Timestamp || !value.isZero()
  return value instanceof Decimal128 ? Number(value.toString()) !== 0 : true
}

import type { SlackObject } from '../protocol.ts'
import { SlackError } from './errors.ts'
import { count, text } from './method.ts'
import type { Call } from './method.ts'

export interface Page<T> {
  readonly items: readonly T[]
  readonly next: SlackObject
  readonly more: boolean
}

/** One page of a list by `cursor` and `limit`; `cursor` is opaque: the key of the first item of the next page. */
export function page<T>(
  call: Call,
  all: readonly T[],
  keyOf: (item: T) => string,
  limits: { byDefault: number; max: number },
): Page<T> {
  const limit = limitOf(call, limits)
  const cursor = text(call, 'cursor')
  const from = cursor ? all.findIndex((item) => keyOf(item) === readCursor(cursor)) : 0
  if (from < 0) throw new SlackError('invalid_cursor')
  const next = all[from + limit]
  return {
    items: all.slice(from, from + limit),
    next: { response_metadata: { next_cursor: next === undefined ? '' : writeCursor(keyOf(next)) } },
    more: next !== undefined,
  }
}

function limitOf(call: Call, limits: { byDefault: number; max: number }): number {
  const limit = count(call, 'limit')
  if (limit === undefined || limit === 0) return limits.byDefault
  if (limit < 0 || !Number.isInteger(limit)) throw new SlackError('invalid_limit')
  return Math.min(limit, limits.max)
}

const writeCursor = (key: string): string => Buffer.from(`next:${key}`).toString('base64')

function readCursor(cursor: string): string {
  const read = Buffer.from(cursor, 'base64').toString('utf8')
  if (!read.startsWith('next:')) throw new SlackError('invalid_cursor')
  return read.slice('next:'.length)
}

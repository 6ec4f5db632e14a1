import { fail } from './errors.ts'
import type { Collection } from './storage/catalog.ts'
import type { OpenTransaction } from './sessions.ts'
import { Long } from 'bson'

/** How long an idle cursor lives, MongoDB's ten minutes. */
const IDLE = 600_000

/** What a batch may hold: MongoDB's 16 MB, and 101 documents at first. */
export const BATCH = { bytes: 16 * 1024 * 1024, first: 101 } as const

export interface Cursor {
  readonly id: Long
  readonly ns: string
  readonly source: Iterator<Buffer>
  readonly transaction: OpenTransaction | undefined
  readonly session: string | undefined
  /** Frees what the source reads from. */
  readonly release: () => void
  /** Gone with its collection. */
  readonly collection: Collection | undefined
  /** A document that did not fit into the last batch. */
  pending: Buffer | undefined
  timer: NodeJS.Timeout | undefined
}

export interface Batch {
  readonly documents: readonly Buffer[]
  readonly exhausted: boolean
}

/** Takes the next documents: at most `count` (0: as many as fit) and 16 MB, but one at least. */
export function takeBatch(cursor: Pick<Cursor, 'source' | 'pending'>, count: number): Batch {
  const documents: Buffer[] = []
  let bytes = 0
  const most = count === 0 ? Infinity : count
  while (documents.length < most) {
    const next = cursor.pending ? { value: cursor.pending, done: false } : cursor.source.next()
    cursor.pending = undefined
    if (next.done) return { documents, exhausted: true }
    const document: Buffer = next.value
    if (documents.length > 0 && bytes + document.length > BATCH.bytes) {
      cursor.pending = document
      return { documents, exhausted: false }
    }
    bytes += document.length
    documents.push(document)
  }
  return { documents, exhausted: false }
}

export interface Cursors {
  add(cursor: Omit<Cursor, 'id' | 'timer'>, lasting: boolean): Cursor
  find(id: unknown, ns: string): Cursor
  /** Whether there was such a cursor. */
  kill(id: Long): boolean
  killOf(session: string): void
  count(): number
  close(): void
}

export function openCursors(): Cursors {
  const open = new Map<string, Cursor>()
  let last = Math.floor(Math.random() * 1e12)
  const kill = (id: Long): boolean => {
    const cursor = open.get(id.toString())
    if (!cursor) return false
    clearTimeout(cursor.timer)
    open.delete(id.toString())
    cursor.source.return?.()
    cursor.release()
    return true
  }
  const rest = (cursor: Cursor): void => {
    if (cursor.timer) cursor.timer.refresh()
  }
  return {
    add(cursor, lasting) {
      const id = Long.fromNumber(++last)
      const timer = lasting ? undefined : setTimeout(() => kill(id), IDLE).unref()
      const made = { ...cursor, id, timer }
      open.set(id.toString(), made)
      return made
    },
    find(id, ns) {
      const cursor = open.get(String(id))
      if (!cursor || cursor.collection?.dropped) fail('CursorNotFound', `cursor id ${String(id)} not found`)
      if (cursor.ns !== ns)
        fail(
          'Unauthorized',
          `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`,
        )
      rest(cursor)
      return cursor
    },
    kill,
    killOf(session) {
      for (const cursor of open.values()) if (cursor.session === session) kill(cursor.id)
    },
    count: () => open.size,
    close() {
      for (const cursor of open.values()) kill(cursor.id)
    },
  }
}

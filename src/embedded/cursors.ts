import { Long } from 'bson'
import { fail } from './errors.ts'
import type { OpenTransaction } from './sessions.ts'
import type { Collection } from './storage/catalog.ts'

/** How long an idle cursor lives, MongoDB's ten minutes. */
const IDLE = 600_000

/** What a batch may hold: MongoDB's 16 MB, and 101 documents at first. */
export const BATCH = { bytes: 16 * 1024 * 1024, first: 101 } as const

export interface OpenCursor {
  readonly ns: string
  readonly source: Iterator<Buffer>
  readonly transaction: OpenTransaction | undefined
  readonly session: string | undefined
  /** Gone with its collection. */
  readonly collection: Collection | undefined
  /** Frees what the source reads from. */
  readonly release: () => void
  /** A document that was read, but did not fit into the last batch. */
  pending: Buffer | undefined
}

/** Takes the next documents: at most `count` (0: as many as fit) and 16 MB, but one at least. */
export function takeBatch(cursor: Pick<OpenCursor, 'source' | 'pending'>, count: number): readonly Buffer[] {
  const documents: Buffer[] = []
  let bytes = 0
  const most = count === 0 ? Infinity : count
  while (documents.length < most) {
    const next = cursor.pending ? { value: cursor.pending, done: false } : cursor.source.next()
    if (next.done) break
    const document: Buffer = next.value
    const fits = documents.length === 0 || bytes + document.length <= BATCH.bytes
    cursor.pending = fits ? undefined : document
    if (!fits) break
    bytes += document.length
    documents.push(document)
  }
  return documents
}

export interface Cursors {
  /** A lasting one does not end by being idle. */
  add(cursor: OpenCursor, lasting: boolean): Long
  /** The open cursor of that id and namespace, which is no longer idle. */
  find(id: unknown, ns: string): { id: Long; cursor: OpenCursor }
  /** Whether there was such a cursor. */
  kill(id: Long): boolean
  killOf(session: string): void
  count(): number
  close(): void
}

interface Entry {
  readonly id: Long
  readonly cursor: OpenCursor
  readonly timer: NodeJS.Timeout | undefined
}

export function openCursors(): Cursors {
  const open = new Map<string, Entry>()
  let last = Math.floor(Math.random() * 1e12)
  const kill = (id: Long): boolean => {
    const entry = open.get(id.toString())
    if (!entry) return false
    clearTimeout(entry.timer)
    open.delete(id.toString())
    entry.cursor.source.return?.()
    entry.cursor.release()
    return true
  }
  const killAll = (which: (cursor: OpenCursor) => boolean): void => {
    for (const { id, cursor } of open.values()) if (which(cursor)) kill(id)
  }
  return {
    add(cursor, lasting) {
      const id = Long.fromNumber(++last)
      const timer = lasting ? undefined : setTimeout(() => kill(id), IDLE).unref()
      open.set(id.toString(), { id, cursor, timer })
      return id
    },
    find(id, ns) {
      const entry = open.get(String(id))
      if (!entry || entry.cursor.collection?.dropped) fail('CursorNotFound', `cursor id ${String(id)} not found`)
      if (entry.cursor.ns !== ns)
        fail('Unauthorized', `the cursor does not belong to '${ns}' but to '${entry.cursor.ns}'`)
      entry.timer?.refresh()
      return entry
    },
    kill,
    killOf: (session) => killAll((cursor) => cursor.session === session),
    count: () => open.size,
    close: () => killAll(() => true),
  }
}

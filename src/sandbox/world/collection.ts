import type { Database, RootDatabase } from 'lmdb'

/**
 * Records of one kind, held in memory and written through to disk.
 * Writes of one turn go to disk in one transaction; `settled()` resolves when they are there.
 */
export interface Collection<T> {
  get(id: string): T | undefined
  has(id: string): boolean
  put(record: T): T
  remove(id: string): void
  all(): IterableIterator<T>
  find(test: (record: T) => boolean): T | undefined
  filter(test: (record: T) => boolean): T[]
  readonly size: number
}

export interface Disk {
  collection<T>(name: string, idOf: (record: T) => string): Collection<T>
  bytes(name: string): {
    get(id: string): Buffer | undefined
    put(id: string, bytes: Buffer): void
    remove(id: string): void
  }
  /** All writes so far are on disk. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Opens the folder where a world lives; it is made when missing. */
export async function openDisk(folder: string): Promise<Disk> {
  const { open } = await import('lmdb')
  const root: RootDatabase = open({ path: folder, maxDbs: 40, noSubdir: false, compression: false })
  let last: Promise<unknown> = Promise.resolve()
  let closed = false
  // What an app still does while the sandbox stops is not kept.
  const track = (write: () => Promise<unknown>): void => {
    if (!closed) last = write()
  }
  return {
    collection: <T>(name: string, idOf: (record: T) => string) => collection<T>(root.openDB({ name }), idOf, track),
    bytes: (name) => {
      const db: Database<Buffer, string> = root.openDB({ name, encoding: 'binary' })
      return {
        get: (id) => db.get(id),
        put: (id, bytes) => track(() => db.put(id, bytes)),
        remove: (id) => track(() => db.remove(id)),
      }
    },
    settled: async () => {
      let seen: Promise<unknown>
      do {
        seen = last
        await seen
      } while (seen !== last)
    },
    close: async () => {
      closed = true
      await last
      await root.close()
    },
  }
}

/** How a record lies on disk: with its place in the order of creation. */
interface Stored<T> {
  readonly n: number
  readonly record: T
}

function collection<T>(
  db: Database<Stored<T>, string>,
  idOf: (record: T) => string,
  track: (write: () => Promise<unknown>) => void,
): Collection<T> {
  const records = new Map<string, T>()
  const places = new Map<string, number>()
  const stored = [...db.getRange()].map(({ key, value }) => ({ key, ...value })).sort((a, b) => a.n - b.n)
  for (const { key, n, record } of stored) {
    records.set(key, record)
    places.set(key, n)
  }
  let last = stored.at(-1)?.n ?? 0
  const placeOf = (id: string): number => {
    const known = places.get(id)
    if (known !== undefined) return known
    last += 1
    places.set(id, last)
    return last
  }
  return {
    get: (id) => records.get(id),
    has: (id) => records.has(id),
    put: (record) => {
      const id = idOf(record)
      records.set(id, record)
      const n = placeOf(id)
      track(() => db.put(id, { n, record }))
      return record
    },
    remove: (id) => {
      places.delete(id)
      if (records.delete(id)) track(() => db.remove(id))
    },
    all: () => records.values(),
    find: (test) => {
      for (const record of records.values()) if (test(record)) return record
      return undefined
    },
    filter: (test) => [...records.values()].filter(test),
    get size() {
      return records.size
    },
  }
}

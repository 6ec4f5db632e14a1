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
  const track = (write: Promise<unknown>): void => {
    last = write
  }
  return {
    collection: <T>(name: string, idOf: (record: T) => string) => collection<T>(root.openDB({ name }), idOf, track),
    bytes: (name) => {
      const db: Database<Buffer, string> = root.openDB({ name, encoding: 'binary' })
      return {
        get: (id) => db.get(id),
        put: (id, bytes) => track(db.put(id, bytes)),
        remove: (id) => track(db.remove(id)),
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
      await last
      await root.close()
    },
  }
}

function collection<T>(
  db: Database<T, string>,
  idOf: (record: T) => string,
  track: (write: Promise<unknown>) => void,
): Collection<T> {
  const records = new Map<string, T>()
  for (const { key, value } of db.getRange()) records.set(key, value)
  return {
    get: (id) => records.get(id),
    has: (id) => records.has(id),
    put: (record) => {
      records.set(idOf(record), record)
      track(db.put(idOf(record), record))
      return record
    },
    remove: (id) => {
      if (records.delete(id)) track(db.remove(id))
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

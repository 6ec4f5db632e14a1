import { randomUUID } from 'node:crypto'
import { Binary, UUID } from 'bson'
import { fail } from '../errors.ts'
import { decode } from '../values/decode.ts'
import { encode } from '../values/encode.ts'
import { after } from '../values/keys.ts'
import type { Doc } from '../values/types.ts'
import type { Engine } from './engine.ts'
import { indexOf } from './index-spec.ts'
import type { Index } from './index-spec.ts'
import { collectionPrefix, recordOf, SPACE } from './view.ts'
import type { View } from './view.ts'

/** A collection as it is now; one object for its whole life, changed by the catalog alone. */
export interface Collection {
  readonly id: number
  readonly uuid: Binary
  ns: string
  options: Doc
  indexes: readonly Index[]
  count: number
  nextRecord: number
  dropped: boolean
}

export interface Catalog {
  readonly engine: Engine
  find(ns: string): Collection | undefined
  all(): readonly Collection[]
  create(ns: string, options: Doc): Collection
  /** At once for all who look; fulfils once its documents are gone from the disk. */
  drop(collection: Collection): Promise<void>
  /** `check` may refuse when its turn has come. */
  rename(collection: Collection, ns: string, check: () => void): Promise<void>
  /** Replaces options and indexes by what they become when its turn comes; `also` writes in the same step. */
  change(
    collection: Collection,
    change: (now: Collection) => { options?: Doc; indexes?: readonly Index[] },
    also?: (view: View) => void,
  ): Promise<void>
  /** Writes down what an index learned of its keys (multikey, cut), within a write. */
  note(view: View, collection: Collection): void
  newIndexId(): number
}

const catalogKey = (ns: string): Buffer => Buffer.concat([Buffer.from([SPACE.catalog]), Buffer.from(ns)])

const stored = (collection: Collection): Buffer =>
  encode({
    id: collection.id,
    uuid: collection.uuid,
    options: collection.options,
    indexes: collection.indexes.map(({ id, spec, multikey, cut }) => ({ id, spec, multikey: [...multikey], cut })),
  })

export function openCatalog(engine: Engine): Catalog {
  const collections = load(engine)
  let last = Math.max(
    0,
    ...[...collections.values()].flatMap(({ id, indexes }) => [id, ...indexes.map((index) => index.id)]),
  )
  const newId = (): number => ++last
  return {
    engine,
    find: (ns) => collections.get(ns),
    all: () => [...collections.values()],
    create(ns, options) {
      const made = newCollection(ns, options, { id: newId(), index: newId() })
      engine.write((view) => view.put(catalogKey(ns), stored(made)))
      collections.set(ns, made)
      return made
    },
    async drop(collection) {
      collection.dropped = true
      collections.delete(collection.ns)
      await engine.bulk((view) => {
        // A new collection may have taken the name by now.
        if (!collections.has(collection.ns)) view.remove(catalogKey(collection.ns))
        removeAll(view, collectionPrefix(collection.id))
        for (const index of collection.indexes) removeAll(view, index.prefix)
      })
    },
    async rename(collection, ns, check) {
      await engine.bulk((view) => {
        check()
        view.remove(catalogKey(collection.ns))
        view.put(catalogKey(ns), stored({ ...collection, ns }))
        collections.delete(collection.ns)
        collection.ns = ns
        collections.set(ns, collection)
      })
    },
    async change(collection, change, also) {
      await engine.bulk((view) => {
        const next = change(collection)
        const changed = { ...collection, ...next }
        also?.(view)
        view.put(catalogKey(collection.ns), stored(changed))
        for (const index of collection.indexes) if (!changed.indexes.includes(index)) removeAll(view, index.prefix)
        Object.assign(collection, next)
      })
    },
    note(view, collection) {
      if (!collection.dropped) view.put(catalogKey(collection.ns), stored(collection))
    },
    newIndexId: newId,
  }
}

function newCollection(ns: string, options: Doc, numbers: { id: number; index: number }): Collection {
  const index = indexOf({ v: 2, key: { _id: 1 }, name: '_id_' }, numbers.index)
  const uuid = new Binary(new UUID(randomUUID()).buffer, Binary.SUBTYPE_UUID)
  return { id: numbers.id, uuid, ns, options, indexes: [index], count: 0, nextRecord: 1, dropped: false }
}

function removeAll(view: View, prefix: Buffer): void {
  const keys: Buffer[] = []
  for (const { key } of view.range({ start: prefix, end: after(prefix) })) keys.push(key)
  for (const key of keys) view.remove(key)
}

function load(engine: Engine): Map<string, Collection> {
  const found = new Map<string, Collection>()
  const prefix = Buffer.from([SPACE.catalog])
  for (const { key, value } of engine.live.range({ start: prefix, end: after(prefix) })) {
    const ns = key.toString('utf8', 1)
    const doc = decode(value) as {
      id: number
      uuid: Binary
      options: Doc
      indexes: { id: number; spec: Doc; multikey: boolean[]; cut: boolean }[]
    }
    const indexes = doc.indexes.map(({ id, spec, multikey, cut }) =>
      Object.assign(indexOf(spec, id), { multikey, cut }),
    )
    const { count, nextRecord } = engineCount(engine, doc.id)
    found.set(ns, { id: doc.id, uuid: doc.uuid, ns, options: doc.options, indexes, count, nextRecord, dropped: false })
  }
  return found
}

function engineCount(engine: Engine, id: number): { count: number; nextRecord: number } {
  const start = collectionPrefix(id)
  const end = after(start)
  for (const { key } of engine.live.range({ start, end, reverse: true })) {
    return { count: engine.countKeys(start, end), nextRecord: recordOf(key) + 1 }
  }
  return { count: 0, nextRecord: 1 }
}

/** The collection, or NamespaceNotFound. */
export function existing(catalog: Catalog, ns: string): Collection {
  return catalog.find(ns) ?? fail('NamespaceNotFound', `ns not found: ${ns}`)
}

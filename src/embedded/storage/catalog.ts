import { setImmediate } from 'node:timers/promises'
import { Binary, UUID } from 'bson'
import { fail } from '../errors.ts'
import { decode } from '../values/decode.ts'
import { encode } from '../values/encode.ts'
import type { Doc } from '../values/types.ts'
import type { Engine } from './engine.ts'
import { indexOf } from './index-spec.ts'
import type { Index } from './index-spec.ts'
import { after, collectionPrefix, recordOf, SPACE, within } from './view.ts'
import type { KeyRange, ReadView, View } from './view.ts'

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

/** The collections and their indexes. Changes take effect at once and whole. */
export interface Catalog {
  readonly engine: Engine
  find(ns: string): Collection | undefined
  all(): readonly Collection[]
  create(ns: string, options: Doc): Collection
  /** What it held goes from the disk by and by. */
  drop(collection: Collection): void
  rename(collection: Collection, ns: string): void
  setOptions(collection: Collection, options: Doc): void
  /** Replaces the indexes; `also` writes in the same step. */
  setIndexes(collection: Collection, indexes: readonly Index[], also?: (view: View) => void): void
  /** Writes down what an index learned of its keys (multikey, cut). */
  note(collection: Collection): void
  newIndexId(): number
}

const catalogKey = (ns: string): Buffer => Buffer.concat([Buffer.from([SPACE.catalog]), Buffer.from(ns)])

const encoded = ({ id, uuid, options, indexes }: Collection): Buffer =>
  encode({
    id,
    uuid,
    options,
    indexes: indexes.map((index) => ({
      id: index.id,
      spec: index.spec,
      multikey: [...index.multikey],
      cut: index.cut,
    })),
  })

export function openCatalog(engine: Engine): Catalog {
  const collections = load(engine)
  const known = [...collections.values()].flatMap(prefixesOf)
  const stored = [SPACE.documents, SPACE.index].flatMap((space) => [...prefixesIn(engine.live, space)])
  // What was dropped and is not yet removed keeps its number.
  let last = Math.max(0, ...[...known, ...stored].map((prefix) => prefix.readUInt32BE(1)))
  const write = (collection: Collection, view: View): void => view.put(catalogKey(collection.ns), encoded(collection))
  sweep(
    engine,
    stored.filter((prefix) => !known.some((each) => each.equals(prefix))),
  )
  return {
    engine,
    find: (ns) => collections.get(ns),
    all: () => [...collections.values()],
    create(ns, options) {
      const made = newCollection(ns, options, { id: ++last, index: ++last })
      engine.write((view) => write(made, view))
      collections.set(ns, made)
      return made
    },
    drop(collection) {
      engine.write((view) => view.remove(catalogKey(collection.ns)))
      collection.dropped = true
      collections.delete(collection.ns)
      sweep(engine, prefixesOf(collection))
    },
    rename(collection, ns) {
      engine.write((view) => {
        view.remove(catalogKey(collection.ns))
        write({ ...collection, ns }, view)
      })
      collections.delete(collection.ns)
      collection.ns = ns
      collections.set(ns, collection)
    },
    setOptions(collection, options) {
      engine.write((view) => write({ ...collection, options }, view))
      collection.options = options
    },
    setIndexes(collection, indexes, also) {
      engine.write((view) => {
        also?.(view)
        write({ ...collection, indexes }, view)
      })
      const gone = collection.indexes.filter((index) => !indexes.includes(index))
      collection.indexes = indexes
      sweep(
        engine,
        gone.map(({ prefix }) => prefix),
      )
    },
    note(collection) {
      if (!collection.dropped) engine.write((view) => write(collection, view))
    },
    newIndexId: () => ++last,
  }
}

function newCollection(ns: string, options: Doc, numbers: { id: number; index: number }): Collection {
  const index = indexOf({ v: 2, key: { _id: 1 }, name: '_id_' }, numbers.index)
  const uuid = new Binary(new UUID().buffer, Binary.SUBTYPE_UUID)
  return { id: numbers.id, uuid, ns, options, indexes: [index], count: 0, nextRecord: 1, dropped: false }
}

const prefixesOf = ({ id, indexes }: Collection): Buffer[] => [
  collectionPrefix(id),
  ...indexes.map(({ prefix }) => prefix),
]

/** How many keys are removed at once of what was dropped. */
const PIECE = 2000

/** Removes all that lies under prefixes, piece by piece between other work; what a stop leaves, the next start removes. */
function sweep(engine: Engine, prefixes: readonly Buffer[]): void {
  // If the storage fails here, the next write says so.
  removeUnder(engine, prefixes).catch(() => undefined)
}

async function removeUnder(engine: Engine, prefixes: readonly Buffer[]): Promise<void> {
  for (const prefix of prefixes) {
    let { start } = within(prefix)
    for (let more = true; more;) {
      await setImmediate()
      if (!engine.isOpen()) return
      const keys = firstKeys(engine.live, { start, end: after(prefix) }, PIECE)
      engine.write((view) => keys.forEach((key) => view.remove(key)))
      start = after(keys.at(-1) ?? prefix)
      more = keys.length === PIECE
    }
  }
}

function firstKeys(view: ReadView, range: KeyRange, most: number): Buffer[] {
  const keys: Buffer[] = []
  for (const { key } of view.range(range)) if (keys.push(key) >= most) break
  return keys
}

/** The prefixes under which there is anything in a space. */
function* prefixesIn(view: ReadView, space: number): Iterable<Buffer> {
  const { start, end } = within(Buffer.from([space]))
  for (let [key] = firstKeys(view, { start, end }, 1); key;) {
    const prefix = key.subarray(0, 5)
    yield prefix
    ;[key] = firstKeys(view, { start: after(prefix), end }, 1)
  }
}

interface Stored {
  readonly id: number
  readonly uuid: Binary
  readonly options: Doc
  readonly indexes: readonly { id: number; spec: Doc; multikey: boolean[]; cut: boolean }[]
}

function load(engine: Engine): Map<string, Collection> {
  const found = new Map<string, Collection>()
  for (const { key, value } of engine.live.range(within(Buffer.from([SPACE.catalog])))) {
    const ns = key.toString('utf8', 1)
    const { id, uuid, options, indexes } = decode(value) as unknown as Stored
    found.set(ns, {
      id,
      uuid,
      ns,
      options,
      indexes: indexes.map(({ id, spec, multikey, cut }) => Object.assign(indexOf(spec, id), { multikey, cut })),
      ...counted(engine, within(collectionPrefix(id))),
      dropped: false,
    })
  }
  return found
}

function counted(engine: Engine, documents: KeyRange): { count: number; nextRecord: number } {
  const [last] = firstKeys(engine.live, { ...documents, reverse: true }, 1)
  return { count: last ? engine.live.estimate(documents) : 0, nextRecord: last ? recordOf(last) + 1 : 1 }
}

/** The collection, or NamespaceNotFound. */
export function existing(catalog: Catalog, ns: string): Collection {
  return catalog.find(ns) ?? fail('NamespaceNotFound', `ns not found: ${ns}`)
}

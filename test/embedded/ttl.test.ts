import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { prepare } from '../../src/embedded/query/find.ts'
import { openCatalog } from '../../src/embedded/storage/catalog.ts'
import { buildIndex, insertDocument } from '../../src/embedded/storage/documents.ts'
import { openEngine } from '../../src/embedded/storage/engine.ts'
import { indexOf } from '../../src/embedded/storage/index-spec.ts'
import { expireDocuments } from '../../src/embedded/ttl.ts'

it('removes what its TTL index says is over, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-ttl-'))
  const engine = openEngine(folder)
  const catalog = openCatalog(engine)
  const collection = catalog.create('db.events', {})
  const index = indexOf({ v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 }, catalog.newIndexId())
  catalog.setIndexes(collection, [...collection.indexes, index], (view) =>
    buildIndex({ catalog, view, collection }, index),
  )
  const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 5, 8, 0, seconds))
  const docs = [
    { _id: 1, at: at(0) },
    { _id: 2, at: at(30) },
    { _id: 3 },
    { _id: 4, at: 'no date' },
    { _id: 5, at: [at(90), at(1)] },
  ]
  engine.write((view) => docs.forEach((doc) => insertDocument({ catalog, view, collection }, doc)))
  const left = (): unknown[] =>
    Array.from(
      prepare({ view: engine.live, collection, check: () => undefined }, { filter: {} }).rows(),
      ({ doc }) => doc['_id'],
    )
  expireDocuments(catalog, at(59))
  expect(left()).toEqual([1, 2, 3, 4, 5])
  expireDocuments(catalog, at(61))
  expect(left()).toEqual([2, 3, 4])
  expireDocuments(catalog, at(3600))
  expect(left()).toEqual([3, 4])
  expect(collection.count).toBe(2)
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

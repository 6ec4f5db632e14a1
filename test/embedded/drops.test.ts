import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCatalog } from '../../src/embedded/storage/catalog.ts'
import type { Catalog } from '../../src/embedded/storage/catalog.ts'
import { documentRange, insertDocument } from '../../src/embedded/storage/documents.ts'
import { openEngine } from '../../src/embedded/storage/engine.ts'
import { SPACE, within } from '../../src/embedded/storage/view.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-drops-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function fill(catalog: Catalog, ns: string, count: number): void {
  const collection = catalog.create(ns, {})
  catalog.engine.write((view) => {
    for (let n = 0; n < count; n++) insertDocument({ catalog, view, collection }, { _id: n })
  })
}

const keysIn = ({ engine }: Catalog): number =>
  [SPACE.documents, SPACE.index].reduce(
    (sum, space) => sum + [...engine.live.range(within(Buffer.from([space])))].length,
    0,
  )

it('leave nothing behind after a while, and what a stop keeps from it the next start removes', async () => {
  const engine = openEngine(folder)
  const catalog = openCatalog(engine)
  fill(catalog, 'db.kept', 10)
  fill(catalog, 'db.gone', 5000)
  catalog.drop(catalog.find('db.gone')!)
  await engine.close()

  const again = openEngine(folder)
  const reopened = openCatalog(again)
  expect(keysIn(reopened)).toBeGreaterThan(20)
  // A new collection must not take the number of what is still being removed.
  fill(reopened, 'db.new', 5000)
  await expect.poll(() => keysIn(reopened)).toBe(10_020)
  await sleep(50)
  const collection = reopened.find('db.new')!
  expect([...again.live.range(documentRange(collection))]).toHaveLength(5000)
  reopened.drop(collection)
  await expect.poll(() => keysIn(reopened)).toBe(20)
  expect(reopened.all().map(({ ns, count }) => [ns, count])).toEqual([['db.kept', 10]])
  await again.close()
})

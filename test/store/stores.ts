import { afterAll, beforeAll } from 'vitest'

import { openConnection } from '../../src/store/connection.ts'
import { storesOn } from '../../src/store/mongo.ts'
import type { Stores } from '../../src/store/mongo.ts'
import { MADE_AT } from '../support/builders.ts'
import { fixedClock } from '../support/clock.ts'
import type { MovableClock } from '../support/clock.ts'
import { startTestMongo } from '../support/mongo.ts'
import type { TestMongo } from '../support/mongo.ts'

/** What a test file stands on; filled before its first test. */
export interface StoreWorld {
  stores: Stores
  /** A second process, as far as the database can tell: a connection and stores of its own. */
  other: Stores
  clock: MovableClock
  uri: string
  /** A workspace that no other test of the file uses. */
  workspaceId: () => string
}

/** Starts a server and two processes' stores on it for this test file. */
export function useStores(): StoreWorld {
  const clock = fixedClock(MADE_AT)
  let server: TestMongo
  let workspaces = 0
  const world = { clock, workspaceId: () => `T${(workspaces += 1)}` } as StoreWorld
  beforeAll(async () => {
    server = await startTestMongo()
    world.uri = server.uri
    world.stores = storesOn(await openConnection(server.uri), { wall: () => clock.wall() })
    world.other = storesOn(await openConnection(server.uri), { wall: () => clock.wall() })
    await world.stores.ensureIndexes()
  })
  afterAll(async () => {
    await world.stores?.close()
    await world.other?.close()
    await server?.stop()
  })
  return world
}

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { startEmbedded } from '../../src/embedded/index.ts'

export interface TestMongo {
  readonly uri: string
  stop(): Promise<void>
}

/**
 * A database for one test file: a fresh one on the server in `TEST_MONGODB_URI` (dropped at stop), else an embedded
 * server in a fresh folder (removed at stop). Create collections and indexes before the first write: some outside
 * servers lock up when both race.
 */
export async function startTestMongo(): Promise<TestMongo> {
  const outside = process.env['TEST_MONGODB_URI']
  return outside ? onServer(outside) : inFolder()
}

async function onServer(outside: string): Promise<TestMongo> {
  const uri = inDatabase(outside, `test_${randomBytes(6).toString('hex')}`)
  return {
    uri,
    async stop() {
      const client = await MongoClient.connect(uri)
      await client.db().dropDatabase()
      await client.close()
    },
  }
}

const inDatabase = (uri: string, name: string): string =>
  uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${name}`)

async function inFolder(): Promise<TestMongo> {
  const dataDir = await mkdtemp(join(tmpdir(), 'embedded-test-'))
  const server = await startEmbedded({ dataDir })
  return {
    uri: server.uri,
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

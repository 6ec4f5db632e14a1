import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { BSON, MongoClient } from 'mongodb'
import { afterEach, describe, expect, it } from 'vitest'
import { startEmbedded } from '../../src/embedded/index.ts'
import { diceOf } from './support/cases.ts'
import { startTestEmbedded } from './support/server.ts'

const cleanup: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const each of cleanup.splice(0).toReversed()) await each()
})

async function started(options: Parameters<typeof startTestEmbedded>[0] = {}) {
  const server = await startTestEmbedded(options)
  cleanup.push(() => server.stop())
  return server
}

async function connected(uri: string): Promise<MongoClient> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 2000 })
  cleanup.push(() => client.close())
  return client
}

const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'embedded-'))
  cleanup.push(() => rm(path, { recursive: true, force: true }))
  return path
}

describe('the folder', () => {
  it('has one owner: a second is told, and may have it after the first', async () => {
    const dataDir = await folder()
    const first = await startEmbedded({ dataDir })
    await expect(startEmbedded({ dataDir })).rejects.toThrow('Another process uses the data folder')
    await first.stop()
    const second = await startEmbedded({ dataDir })
    await second.stop()
  })

  it('keeps documents, indexes and options over a restart', async () => {
    const dataDir = await folder()
    const first = await startEmbedded({ dataDir })
    const before = await connected(first.uri)
    const docs = before.db().collection('docs')
    await docs.createIndex({ tags: 1 }, { unique: true, partialFilterExpression: { on: true } })
    await docs.insertMany([
      { tags: ['a', 'b'], on: true },
      { tags: ['a'], on: false },
    ])
    await before.close()
    await first.stop()
    const second = await startTestEmbedded({ dataDir })
    cleanup.push(() => second.stop())
    const again = (await connected(second.uri)).db().collection('docs')
    expect(await again.estimatedDocumentCount()).toBe(2)
    await expect(again.insertOne({ tags: ['b'], on: true })).rejects.toMatchObject({
      code: 11_000,
      keyValue: { tags: 'b' },
    })
    expect(await again.find({ tags: 'a' }).toArray()).toHaveLength(2)
    expect(await again.db.command({ validate: 'docs' }).catch(() => second.uri)).toBeDefined()
  })

  it('is copied while writes go on, and the copy opens', async () => {
    const server = await started()
    const docs = (await connected(server.uri)).db().collection('docs')
    await docs.insertMany(Array.from({ length: 2000 }, (_, n) => ({ n, text: 'x'.repeat(100) })))
    const target = join(await folder(), 'copy')
    const writing = Promise.all(Array.from({ length: 50 }, (_, i) => docs.insertOne({ later: i })))
    await server.backup(target)
    await writing
    expect(await readdir(target)).toContain('data.mdb')
    const copy = await startEmbedded({ dataDir: target })
    cleanup.push(() => copy.stop())
    const db = (await connected(copy.uri)).db()
    expect(await db.collection('docs').countDocuments({ n: { $gte: 0 } })).toBe(2000)
    expect(await db.command({ validate: 'docs' })).toMatchObject({ valid: true })
  })

  it('shrinks at start once most of it is gaps', async () => {
    const dataDir = await folder()
    const first = await startEmbedded({ dataDir })
    const client = await connected(first.uri)
    const docs = client.db().collection<{ _id: number; text: string }>('docs')
    const text = 'x'.repeat(1_000_000)
    for (let i = 0; i < 80; i++) await docs.insertOne({ _id: i, text })
    const sizeOf = async (from: MongoClient): Promise<number> =>
      Number((await from.db().command({ dbStats: 1 }))['fsUsedSize'])
    // Writes are sure before they are in the file: what is deleted before it came there leaves no gap.
    await expect.poll(() => sizeOf(client)).toBeGreaterThan(70_000_000)
    await docs.deleteMany({ _id: { $gt: 2 } })
    await client.close()
    await first.stop()
    const second = await startEmbedded({ dataDir })
    cleanup.push(() => second.stop())
    const after = await connected(second.uri)
    expect(await sizeOf(after)).toBeLessThan(10_000_000)
    expect(await after.db().collection('docs').countDocuments()).toBe(3)
  })
})

describe('who may come in', () => {
  it('listens beyond loopback only with a password', async () => {
    await expect(startEmbedded({ dataDir: await folder(), host: '0.0.0.0' })).rejects.toThrow('only with a password')
  })

  it('asks for the password where there is one', async () => {
    const server = await started({ password: 'geheim ✓' })
    const known = await connected(server.uri)
    expect(await known.db().command({ connectionStatus: 1 })).toMatchObject({
      authInfo: { authenticatedUsers: [{ user: 'admin' }] },
    })
    await known.db().collection('a').insertOne({ n: 1 })
    const plain = new URL(server.uri)
    plain.username = ''
    plain.password = ''
    const unknown = await connected(plain.href)
    await expect(unknown.db().collection('a').findOne()).rejects.toMatchObject({ code: 13, codeName: 'Unauthorized' })
    plain.username = 'admin'
    plain.password = 'wrong'
    await expect(MongoClient.connect(plain.href, { serverSelectionTimeoutMS: 2000 })).rejects.toMatchObject({
      code: 18,
    })
  })
})

describe('the wire', () => {
  it('closes a connection that sends rubbish, and serves all others', async () => {
    const server = await started()
    const port = Number(new URL(server.uri).port)
    const docs = (await connected(server.uri)).db().collection<{ _id: number }>('docs')
    await docs.insertOne({ _id: 0 })
    const seed = Math.floor(Math.random() * 1e6)
    const dice = diceOf(seed)
    for (let i = 0; i < 300; i++) await send(port, frame(dice))
    expect(await docs.countDocuments(), `seed ${seed}`).toBe(1)
    expect(await docs.db.command({ validate: 'docs' }).catch((error: unknown) => error), `seed ${seed}`).toMatchObject({
      valid: true,
    })
  }, 60_000)

  it('says which commands and fields it does not know', async () => {
    const db = (await connected((await started()).uri)).db()
    await expect(db.command({ frobnicate: 1 })).rejects.toMatchObject({ code: 59, codeName: 'CommandNotFound' })
    await expect(db.command({ ping: 1, loud: true })).rejects.toMatchObject({ code: 40_415 })
    await expect(db.createCollection('c', { capped: true, size: 100 })).rejects.toMatchObject({
      code: 238,
      codeName: 'NotImplemented',
    })
    await expect(
      db
        .collection('c')
        .aggregate([{ $frob: 1 }])
        .toArray(),
    ).rejects.toMatchObject({ code: 40_324 })
    await expect(
      db
        .collection('c')
        .find({ a: { $frob: 1 } })
        .toArray(),
    ).rejects.toMatchObject({ code: 2, codeName: 'BadValue' })
    await expect(db.collection('c').find({ $where: 'true' }).toArray()).rejects.toMatchObject({ code: 238 })
    await expect(db.collection('c').updateOne({}, { $frob: { a: 1 } })).rejects.toMatchObject({ code: 9 })
  })

  it('fails commands as a fail point says', async () => {
    const client = await connected((await started()).uri)
    const docs = client.db().collection('docs')
    await client.db('admin').command({
      configureFailPoint: 'failCommand',
      mode: { times: 1 },
      data: { failCommands: ['find'], errorCode: 96 },
    })
    await expect(docs.findOne()).rejects.toMatchObject({ code: 96 })
    expect(await docs.findOne()).toBeNull()
    await client.db('admin').command({
      configureFailPoint: 'failCommand',
      mode: { times: 1 },
      data: { failCommands: ['insert'], closeConnection: true },
    })
    await docs.insertOne({ once: true })
    expect(await docs.countDocuments()).toBe(1)
  })

  it('stops a command that takes longer than it may', async () => {
    const docs = (await connected((await started()).uri)).db().collection('docs')
    await docs.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n })))
    await expect(
      docs.find({ $expr: { $gt: [{ $size: { $range: [0, 200] } }, 1000] } }, { maxTimeMS: 1 }).toArray(),
    ).rejects.toMatchObject({ code: 50, codeName: 'MaxTimeMSExpired' })
  })
})

/** A message, broken in one of many ways. */
function frame(dice: ReturnType<typeof diceOf>): Buffer {
  const body = Buffer.from(
    BSON.serialize({ insert: 'docs', documents: [{ _id: { $bad: 1 } }], $db: 'test', x: [1, { y: 'z' }] }),
  )
  const message = Buffer.alloc(21 + body.length)
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE(dice.int(1000), 4)
  message.writeInt32LE(2013, 12)
  body.copy(message, 21)
  switch (dice.int(5)) {
    case 0:
      return Buffer.from(Array.from({ length: 1 + dice.int(200) }, () => dice.int(256)))
    case 1:
      message.writeInt32LE(Math.floor((dice.next() - 0.5) * 4e9), 0)
      return message
    case 2:
      message.writeInt32LE(dice.int(3000), 12)
      return message
    case 3:
      return message.subarray(0, 4 + dice.int(message.length - 4))
    default:
      for (let i = 0; i < 1 + dice.int(6); i++) message[16 + dice.int(message.length - 16)] = dice.int(256)
      return message
  }
}

const send = (port: number, bytes: Buffer): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
    socket.resume()
  })

describe('the command line', () => {
  it('prints its URI first, copies its data, and stops cleanly on SIGTERM', async () => {
    const [data, copies] = [await folder(), await folder()]
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'src/embedded/main.ts', '--data', data, '--backup', join(copies, 'one')],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { value: uri } = await lines.next()
    expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/\w+\?replicaSet=\w+$/)
    await (await connected(uri)).db().collection('a').insertOne({ n: 1 })
    expect((await lines.next()).value).toContain('copied to')
    const other = join(copies, 'two')
    const copier = spawn(
      process.execPath,
      ['--import', 'tsx', 'src/embedded/main.ts', '--data', data, '--backup', other],
      { stdio: 'ignore' },
    )
    expect(await once(copier, 'exit')).toEqual([0, null])
    const copy = await started({ dataDir: other })
    expect(await (await connected(copy.uri)).db().collection('a').countDocuments()).toBe(1)
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await gone).toEqual([0, null])
  })
})

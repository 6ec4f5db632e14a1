import { MongoClient } from 'mongodb'
import type { ClientSession, Collection } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestEmbedded } from './support/server.ts'
import type { TestEmbedded } from './support/server.ts'

let server: TestEmbedded
let client: MongoClient
let docs: Collection<{ _id: number; n?: number }>
let sessions: ClientSession[]
beforeAll(async () => {
  server = await startTestEmbedded()
  client = await MongoClient.connect(server.uri)
})
afterAll(async () => {
  await client.close()
  await server.stop()
})
beforeEach(async () => {
  sessions = []
  docs = client.db().collection('docs')
  await docs.drop()
  await docs.createIndex({ n: 1 }, { unique: true, sparse: true })
  await docs.insertMany([
    { _id: 1, n: 1 },
    { _id: 2, n: 2 },
  ])
})
afterEach(async () => {
  for (const session of sessions) await session.endSession()
})

function begin(): ClientSession {
  const session = client.startSession()
  sessions.push(session)
  session.startTransaction()
  return session
}

it('reads the state at its beginning and its own writes, which nobody else sees', async () => {
  const session = begin()
  expect(await docs.countDocuments({}, { session })).toBe(2)
  await docs.insertOne({ _id: 3, n: 3 })
  await docs.insertOne({ _id: 4, n: 4 }, { session })
  expect(
    await docs
      .find({ n: { $gte: 1 } }, { session })
      .sort({ n: 1 })
      .map(({ n }) => n)
      .toArray(),
  ).toEqual([1, 2, 4])
  expect(
    await docs
      .find({})
      .map(({ _id }) => _id)
      .toArray(),
  ).toEqual([1, 2, 3])
  await session.commitTransaction()
  expect(await docs.countDocuments()).toBe(4)
})

it('answers the second of two that change one document with a write conflict', async () => {
  const [first, second] = [begin(), begin()]
  await docs.updateOne({ _id: 1 }, { $inc: { n: 10 } }, { session: first })
  const lost = await docs
    .updateOne({ _id: 1 }, { $inc: { n: 20 } }, { session: second })
    .catch((error: unknown) => error)
  expect(lost).toMatchObject({ code: 112, codeName: 'WriteConflict' })
  expect((lost as { hasErrorLabel(label: string): boolean }).hasErrorLabel('TransientTransactionError')).toBe(true)
  await first.commitTransaction()
  expect(await docs.findOne({ _id: 1 })).toEqual({ _id: 1, n: 11 })
})

it('answers one that changes what has changed since its beginning with a write conflict', async () => {
  const session = begin()
  await docs.findOne({ _id: 1 }, { session })
  await docs.updateOne({ _id: 1 }, { $set: { n: 100 } })
  await expect(docs.updateOne({ _id: 1 }, { $set: { n: 5 } }, { session })).rejects.toMatchObject({ code: 112 })
})

it('lets a write outside wait until the transaction that holds its document ends', async () => {
  const session = begin()
  await docs.updateOne({ _id: 1 }, { $set: { n: 50 } }, { session })
  let done = false
  const outside = docs.updateOne({ _id: 1 }, { $inc: { n: 1 } }).then(() => (done = true))
  await docs.insertOne({ _id: 9 })
  expect(done).toBe(false)
  await session.commitTransaction()
  await outside
  expect(await docs.findOne({ _id: 1 })).toEqual({ _id: 1, n: 51 })
})

it('keeps two from taking one unique key', async () => {
  const [first, second] = [begin(), begin()]
  await docs.insertOne({ _id: 10, n: 77 }, { session: first })
  await expect(docs.insertOne({ _id: 11, n: 77 }, { session: second })).rejects.toMatchObject({ code: 112 })
  await first.commitTransaction()
  await expect(docs.insertOne({ _id: 12, n: 77 })).rejects.toMatchObject({ code: 11_000 })
})

it('leaves nothing of one that was aborted, not even the collection it made', async () => {
  const session = begin()
  await client.db().collection('made').insertOne({ a: 1 }, { session })
  await docs.deleteMany({}, { session })
  await session.abortTransaction()
  expect(await docs.countDocuments()).toBe(2)
  await client.db().admin().ping()
  expect(await client.db().listCollections({ name: 'made' }).toArray()).toEqual([])
  expect(await client.db().command({ validate: 'docs' })).toMatchObject({ valid: true })
})

it('ends with any error in it, and says so to what follows', async () => {
  const session = begin()
  await expect(docs.insertOne({ _id: 1 }, { session })).rejects.toMatchObject({ code: 11_000 })
  await expect(docs.insertOne({ _id: 20 }, { session })).rejects.toMatchObject({
    code: 251,
    codeName: 'NoSuchTransaction',
  })
})

it('holds up a drop until it ends', async () => {
  const session = begin()
  await docs.insertOne({ _id: 30 }, { session })
  const dropped = docs.drop()
  await session.commitTransaction()
  expect(await dropped).toBe(true)
  expect(await docs.countDocuments()).toBe(0)
})

it('serves twenty at once that all count up one document', async () => {
  await Promise.all(
    Array.from({ length: 20 }, () =>
      client.withSession((session) =>
        session.withTransaction(() => docs.updateOne({ _id: 1 }, { $inc: { n: 100 } }, { session })),
      ),
    ),
  )
  expect(await docs.findOne({ _id: 1 })).toEqual({ _id: 1, n: 2001 })
})

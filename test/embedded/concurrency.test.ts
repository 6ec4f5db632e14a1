import { MongoClient } from 'mongodb'
import type { Db } from 'mongodb'
import { expect, it } from 'vitest'
import { startTestEmbedded } from './support/server.ts'

const ACCOUNTS = 10

/** Moves one from account to account, and writes down that it did, all in one transaction. */
async function move(client: MongoClient, db: Db, worker: number): Promise<number> {
  let moved = 0
  for (let i = 0; i < 30; i++) {
    const [from, to] = [(worker + i) % ACCOUNTS, (worker * 3 + i * 7 + 1) % ACCOUNTS]
    if (from === to) continue
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await db.collection<{ _id: number }>('accounts').updateOne({ _id: from }, { $inc: { value: -1 } }, { session })
        await db.collection<{ _id: number }>('accounts').updateOne({ _id: to }, { $inc: { value: 1 } }, { session })
        await db.collection('log').insertOne({ n: worker * 1000 + i }, { session })
      }),
    )
    moved++
  }
  return moved
}

async function changeIndexes(db: Db): Promise<void> {
  for (let i = 0; i < 6; i++) {
    await db.collection('accounts').createIndex({ value: 1, times: i % 2 ? 1 : -1 })
    await db.collection('log').dropIndexes()
    await db.collection('log').createIndex({ n: 1 }, { unique: true })
    await db.collection(`passing${i}`).insertOne({ i })
    await db.collection(`passing${i}`).drop()
  }
}

it('keeps every sum and every index right while transactions, writes and changes of indexes meet', async () => {
  const server = await startTestEmbedded()
  const client = await MongoClient.connect(server.uri, { maxPoolSize: 30 })
  const db = client.db()
  const accounts = db.collection<{ _id: number; value: number; times: number }>('accounts')
  await accounts.insertMany(Array.from({ length: ACCOUNTS }, (_, i) => ({ _id: i, value: 100, times: 0 })))
  await db.collection('log').createIndex({ n: 1 }, { unique: true })
  const sums = new Set<number>()
  const read = async (): Promise<void> => {
    for (let i = 0; i < 30; i++) sums.add((await accounts.find().toArray()).reduce((sum, { value }) => sum + value, 0))
  }
  const single = async (): Promise<void> => {
    for (let i = 0; i < 100; i++) await accounts.updateOne({ _id: i % ACCOUNTS }, { $inc: { times: 1 } })
  }
  const moves = Promise.all([1, 2, 3, 4, 5].map((worker) => move(client, db, worker)))
  await Promise.all([moves, single(), single(), read(), changeIndexes(db)])
  await read()
  expect([...sums]).toEqual([ACCOUNTS * 100])
  expect(await accounts.aggregate([{ $group: { _id: null, n: { $sum: '$times' } } }]).toArray()).toEqual([
    { _id: null, n: 200 },
  ])
  expect(await db.collection('log').countDocuments()).toBe((await moves).reduce((a, b) => a + b, 0))
  for (const name of ['accounts', 'log'])
    expect(await db.command({ validate: name })).toMatchObject({ valid: true, errors: [] })
  await client.close()
  await server.stop()
})

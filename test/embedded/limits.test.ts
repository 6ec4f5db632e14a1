import { MongoClient } from 'mongodb'
import type { Db } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmbedded } from './support/server.ts'
import type { TestEmbedded } from './support/server.ts'

let server: TestEmbedded
let client: MongoClient
let db: Db
beforeAll(async () => {
  server = await startTestEmbedded()
  client = await MongoClient.connect(server.uri)
  db = client.db()
})
afterAll(async () => {
  await client.close()
  await server.stop()
})

describe('large things', () => {
  it('of up to 16 MB are stored, and no larger', async () => {
    const docs = db.collection<{ _id: number; text: string }>('large')
    const text = 'x'.repeat(16 * 1024 * 1024 - 40)
    await docs.insertOne({ _id: 1, text })
    expect((await docs.findOne({ _id: 1 }))?.text.length).toBe(text.length)
    await expect(docs.updateOne({ _id: 1 }, { $set: { more: 'y'.repeat(100) } })).rejects.toMatchObject({
      code: 10_334,
    })
    for (let i = 2; i < 5; i++) await docs.insertOne({ _id: i, text })
    expect(
      await docs
        .find()
        .map(({ _id }) => _id)
        .toArray(),
    ).toEqual([1, 2, 3, 4])
  })

  it('as keys are unique, found and sorted although an index cuts them', async () => {
    const docs = db.collection<{ key: string; n: number }>('long_keys')
    await docs.createIndex({ key: 1, n: 1 }, { unique: true })
    const key = (n: number): string => `${'k'.repeat(3000)}${String(n).padStart(3, '0')}`
    await docs.insertMany(Array.from({ length: 50 }, (_, i) => ({ key: key((i * 7) % 50), n: i })))
    await expect(docs.insertOne({ key: key(0), n: 0 })).rejects.toMatchObject({ code: 11_000 })
    expect(
      await docs
        .find({ key: key(21) })
        .map(({ n }) => n)
        .toArray(),
    ).toEqual([3])
    expect(await docs.countDocuments({ key: { $gte: key(10), $lt: key(20) } })).toBe(10)
    const sorted = await docs
      .find({ key: { $gt: 'a' } })
      .sort({ key: 1 })
      .map((doc) => doc.key)
      .toArray()
    expect(sorted).toEqual(Array.from({ length: 50 }, (_, i) => key(i)))
    expect(await db.command({ validate: 'long_keys' })).toMatchObject({ valid: true })
  })

  it('as ids work alike', async () => {
    const docs = db.collection<{ _id: string }>('long_ids')
    const id = 'i'.repeat(5000)
    await docs.insertMany([{ _id: `${id}a` }, { _id: `${id}b` }])
    await expect(docs.insertOne({ _id: `${id}a` })).rejects.toMatchObject({ code: 11_000 })
    expect((await docs.findOne({ _id: `${id}b` }))?._id.at(-1)).toBe('b')
    expect((await docs.deleteOne({ _id: `${id}a` })).deletedCount).toBe(1)
  })
})

describe('what MongoDB refuses', () => {
  it('is refused with its codes', async () => {
    const docs = db.collection('refused')
    await docs.insertOne({ _id: 1 as never, list: [1], text: 'a' })
    const failures: [string, () => Promise<unknown>, number][] = [
      ['an array as id', () => docs.insertOne({ _id: [1] as never }), 53],
      ['another id', () => docs.updateOne({ _id: 1 as never }, { $set: { _id: 2 } as never }), 66],
      ['a field twice', () => docs.updateOne({}, { $set: { a: 1 }, $inc: { a: 1 } }), 40],
      ['a number added to text', () => docs.updateOne({}, { $inc: { text: 1 } }), 14],
      ['a push onto text', () => docs.updateOne({}, { $push: { text: 1 } as never }), 2],
      ['a field of a number', () => docs.updateOne({}, { $set: { 'text.a': 1 } }), 28],
      [
        'parallel arrays',
        async () => {
          await db.collection('parallel').createIndex({ a: 1, b: 1 })
          await db.collection('parallel').insertOne({ a: [1], b: [2] })
        },
        171,
      ],
      ['a sort in no direction', () => docs.aggregate([{ $sort: { a: 5 } }]).toArray(), 15_975],
      ['a pipeline stage of two', () => docs.aggregate([{ $match: {}, $limit: 1 }]).toArray(), 40_323],
      ['in without a list', () => docs.find({ a: { $in: 1 as never } }).toArray(), 2],
      ['a mixed projection', () => docs.find({}, { projection: { a: 1, b: 0 } }).toArray(), 31_254],
      ['a bad collection name', () => db.createCollection('a$b'), 73],
      ['a drop of the id index', () => docs.dropIndex('_id_'), 72],
    ]
    for (const [what, act, code] of failures) {
      const error = await act().catch((thrown: unknown) => thrown)
      expect({ what, code: (error as { code?: number }).code }).toEqual({ what, code })
    }
  })
})

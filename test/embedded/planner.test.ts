import { MongoClient } from 'mongodb'
import type { Collection, Document, Filter, Sort } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmbedded } from './support/server.ts'
import type { TestEmbedded } from './support/server.ts'

let server: TestEmbedded
let client: MongoClient
let tasks: Collection
beforeAll(async () => {
  server = await startTestEmbedded()
  client = await MongoClient.connect(server.uri)
  tasks = client.db().collection('tasks')
  await tasks.createIndexes([
    { key: { team: 1, number: 1 }, unique: true },
    { key: { team: 1, state: 1, due: -1 } },
    { key: { due: 1 }, name: 'open_due', partialFilterExpression: { state: 'open' } },
    { key: { team: 1, people: 1 } },
    { key: { code: 1 }, sparse: true },
    { key: { mail: 1 }, unique: true, sparse: true, collation: { locale: 'en', strength: 2 } },
  ])
  await tasks.insertMany(
    Array.from({ length: 1000 }, (_, n) => ({
      _id: n as never,
      team: `T${n % 10}`,
      number: n,
      state: n % 4 === 0 ? 'open' : 'done',
      due: n * 10,
      people: [`U${n % 7}`, `U${n % 3}`],
      ...(n % 20 === 0 ? { code: n, mail: `P${n}@x.org` } : {}),
    })),
  )
})
afterAll(async () => {
  await client.close()
  await server.stop()
})

async function stats(filter: Filter<Document>, options: { sort?: Sort; hint?: string; limit?: number } = {}) {
  const { executionStats } = await tasks.find(filter, options).explain('executionStats')
  const stages = JSON.stringify(executionStats)
  return {
    n: executionStats['nReturned'] as number,
    keys: executionStats['totalKeysExamined'] as number,
    docs: executionStats['totalDocsExamined'] as number,
    index: /"indexName":"([^"]+)"/.exec(stages)?.[1],
    sorts: stages.includes('"stage":"SORT"'),
  }
}

describe('a plan', () => {
  it('reads one document by a unique key', async () => {
    expect(await stats({ team: 'T3', number: 13 })).toEqual({
      n: 1,
      keys: 1,
      docs: 1,
      index: 'team_1_number_1',
      sorts: false,
    })
    expect(await stats({ _id: 5 as never })).toEqual({ n: 1, keys: 1, docs: 1, index: '_id_', sorts: false })
  })

  it('takes equality, then range, and the sort from the index, in both directions', async () => {
    const filter = { team: 'T0', state: 'open', due: { $gte: 1000, $lt: 2000 } }
    for (const direction of [1, -1] as const) {
      const found = await stats(filter, { sort: { due: direction } })
      expect(found).toMatchObject({ index: 'team_1_state_1_due_-1', sorts: false })
      expect(found.keys).toBe(found.n)
      expect(found.docs).toBe(found.n)
    }
    expect(await stats({ team: 'T0', state: 'open' }, { sort: { due: -1 }, limit: 3 })).toMatchObject({
      n: 3,
      docs: 3,
      sorts: false,
    })
  })

  it('merges several values in the order of what follows them', async () => {
    const filter = { team: 'T0', state: { $in: ['open', 'done'] } }
    expect(await stats(filter, { sort: { due: 1 }, limit: 5 })).toMatchObject({ n: 5, docs: 5, sorts: false })
    const dues = await tasks
      .find(filter)
      .sort({ due: 1 })
      .map(({ due }) => due as number)
      .toArray()
    expect(dues).toEqual(Array.from({ length: 100 }, (_, i) => i * 100))
  })

  it('uses a partial index only for what it holds', async () => {
    expect(await stats({ state: 'open', due: { $lt: 100 } })).toMatchObject({ index: 'open_due', n: 3, docs: 3 })
    expect((await stats({ due: { $lt: 100 } })).index).toBeUndefined()
  })

  it('uses a sparse index only where nothing missing can match', async () => {
    expect(await stats({ code: 40 })).toMatchObject({ index: 'code_1', docs: 1 })
    expect(await stats({ code: null })).toMatchObject({ n: 950 })
    expect((await stats({}, { sort: { code: 1 } })).n).toBe(1000)
  })

  it('finds each document once by an array', async () => {
    expect(await stats({ team: 'T1', people: { $in: ['U0', 'U1'] } })).toMatchObject({ index: 'team_1_people_1' })
    const found = await tasks.find({ team: 'T1', people: { $in: ['U0', 'U1', 'U2'] } }).toArray()
    expect(new Set(found.map(({ _id }) => String(_id))).size).toBe(found.length)
  })

  it('goes by the value of an array that the fewest have, whatever the order in which they are asked for', async () => {
    const all = await tasks.countDocuments({ team: 'T1', people: 'U6' })
    for (const people of [
      ['U0', 'U6'],
      ['U6', 'U0'],
    ]) {
      const found = await stats({ team: 'T1', $and: people.map((one) => ({ people: one })) })
      expect(found).toMatchObject({ keys: all, docs: all })
      expect(found.n).toBeGreaterThan(0)
      expect(found.n).toBeLessThan(all)
    }
  })

  it('merges several values of an array in order, and reads no further than it must', async () => {
    const notes = client.db().collection<{ _id: number; tags: string[]; on: boolean }>('notes')
    await notes.createIndex({ tags: 1, on: -1, _id: -1 })
    await notes.insertMany(
      Array.from({ length: 300 }, (_, n) => ({ _id: n, tags: [`t${n % 5}`, `t${n % 3}`], on: n % 2 === 0 })),
    )
    const cursor = notes.find({ tags: { $in: ['t1', 't2'] } }).sort({ on: -1, _id: -1 })
    const { executionStats } = await cursor.clone().limit(10).explain('executionStats')
    expect(executionStats).toMatchObject({ nReturned: 10, totalDocsExamined: 10 })
    const wanted = (on: boolean): number[] =>
      Array.from({ length: 300 }, (_, n) => 299 - n).filter(
        (n) => (n % 2 === 0) === on && [n % 5, n % 3].some((tag) => tag === 1 || tag === 2),
      )
    expect(await cursor.map(({ _id }) => _id).toArray()).toEqual([...wanted(true), ...wanted(false)])
  })

  it('counts no further than it is asked to', async () => {
    const command = { explain: { count: 'tasks', query: { team: 'T1' }, limit: 7 }, verbosity: 'executionStats' }
    expect(await client.db().command(command)).toMatchObject({ executionStats: { totalKeysExamined: 7 } })
  })

  it('answers alternatives by an index each', async () => {
    const found = await stats({ $or: [{ team: 'T1', number: 11 }, { _id: 20 as never }] })
    expect(found).toMatchObject({ n: 2, keys: 2, docs: 2 })
  })

  it('obeys a hint, and refuses one that names no index', async () => {
    expect(await stats({ team: 'T1', number: 11 }, { hint: 'team_1_people_1' })).toMatchObject({
      index: 'team_1_people_1',
      n: 1,
    })
    await expect(tasks.find({}, { hint: 'nothing' }).toArray()).rejects.toMatchObject({ code: 2 })
  })

  it('counts by keys alone', async () => {
    const { executionStats } = (await client
      .db()
      .command({ explain: { count: 'tasks', query: { team: 'T1', state: 'open' } }, verbosity: 'executionStats' })) as {
      executionStats: Document
    }
    expect(executionStats['totalDocsExamined']).toBe(0)
  })
})

describe('a collation', () => {
  it('makes unique and finds without regard to case', async () => {
    await expect(tasks.insertOne({ team: 'X', number: 5000, mail: 'p20@X.ORG' })).rejects.toMatchObject({
      code: 11_000,
    })
    expect(await tasks.findOne({ mail: 'p40@x.ORG' }, { collation: { locale: 'en', strength: 2 } })).toMatchObject({
      _id: 40,
    })
    expect(await tasks.findOne({ mail: 'p40@x.ORG' })).toBeNull()
  })

  it('sorts as the language does', async () => {
    const words = client.db().collection('words')
    await words.insertMany(['z', 'ä', 'a', 'Z', 'o'].map((word) => ({ word })))
    const order = async (locale: string) =>
      words
        .find()
        .collation({ locale })
        .sort({ word: 1 })
        .map(({ word }) => word as string)
        .toArray()
    expect(await order('de')).toEqual(['a', 'ä', 'o', 'z', 'Z'])
    expect(await order('sv')).toEqual(['a', 'o', 'z', 'Z', 'ä'])
  })
})

describe('a TTL index', () => {
  it('is listed with its time', async () => {
    const events = client.db().collection('events')
    await events.createIndex({ at: 1 }, { expireAfterSeconds: 60 })
    expect((await events.indexes())[1]).toMatchObject({ key: { at: 1 }, expireAfterSeconds: 60 })
    await expect(events.createIndex({ at: 1 }, { expireAfterSeconds: 90 })).rejects.toMatchObject({ code: 85 })
  })
})

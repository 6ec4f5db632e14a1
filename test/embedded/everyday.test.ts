import { createServer, connect } from 'node:net'
import type { Server, Socket } from 'node:net'
import { MongoClient } from 'mongodb'
import mongoose from 'mongoose'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmbedded } from './support/server.ts'
import type { TestEmbedded } from './support/server.ts'

/** What an app does with mongoose and the driver, both unchanged. */

let server: TestEmbedded
let connection: Connection
beforeAll(async () => {
  mongoose.set('transactionAsyncLocalStorage', true)
  server = await startTestEmbedded()
  connection = await mongoose.createConnection(server.uri).asPromise()
})
afterAll(async () => {
  await connection.close()
  await server.stop()
})

const teamSchema = new mongoose.Schema({ title: { type: String, required: true } })
const personSchema = new mongoose.Schema(
  {
    name: { type: String, unique: true },
    age: Number,
    tags: [String],
    jobs: [{ title: String, done: Boolean }],
    team: { type: mongoose.Schema.Types.ObjectId, ref: 'Team' },
  },
  { optimisticConcurrency: true, timestamps: true },
)

function declare(on: Connection) {
  return { Team: on.model('Team', teamSchema), Person: on.model('Person', personSchema) }
}

let declared: ReturnType<typeof declare> | undefined

async function models() {
  declared ??= declare(connection)
  await declared.Team.init()
  await declared.Person.init()
  return declared
}

describe('mongoose', () => {
  it('saves, populates and reads back', async () => {
    const { Team, Person } = await models()
    const team = await Team.create({ title: 'Design' })
    await Person.create({ name: 'Ann', age: 30, tags: ['a'], jobs: [{ title: 'logo', done: false }], team: team._id })
    const found = await Person.findOne({ name: 'Ann' }).populate('team').orFail()
    expect(found.get('team.title')).toBe('Design')
    expect(found.get('jobs.0.title')).toBe('logo')
    expect(found.get('createdAt')).toBeInstanceOf(Date)
  })

  it('refuses a stale version', async () => {
    const { Person } = await models()
    await Person.create({ name: 'Bob', age: 1 })
    const [first, second] = [
      await Person.findOne({ name: 'Bob' }).orFail(),
      await Person.findOne({ name: 'Bob' }).orFail(),
    ]
    first.set('age', 2)
    await first.save()
    second.set('age', 3)
    await expect(second.save()).rejects.toMatchObject({ name: 'VersionError' })
  })

  it('names the key of a duplicate', async () => {
    const { Person } = await models()
    await Person.create({ name: 'Cyd' })
    await expect(Person.create({ name: 'Cyd' })).rejects.toMatchObject({
      code: 11_000,
      keyPattern: { name: 1 },
      keyValue: { name: 'Cyd' },
    })
  })

  it('commits and rolls back with connection.transaction', async () => {
    const { Person } = await models()
    await connection.transaction(async () => {
      await Person.create({ name: 'Dan' })
      await Person.updateOne({ name: 'Dan' }, { $set: { age: 4 }, $push: { tags: 'x' } })
      expect(await Person.countDocuments({ name: 'Dan', age: 4 })).toBe(1)
    })
    const failing = connection.transaction(async () => {
      await Person.create({ name: 'Eve' })
      await Person.deleteOne({ name: 'Dan' })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await Person.find({ name: { $in: ['Dan', 'Eve'] } }).distinct('name')).toEqual(['Dan'])
  })

  it('changes indexes when the schema does', async () => {
    const schema = (index: Record<string, 1 | -1>) => new mongoose.Schema({ a: Number, b: Number }).index(index)
    const before = connection.model('Indexed', schema({ a: 1 }))
    await before.init()
    connection.deleteModel('Indexed')
    const after = connection.model('Indexed', schema({ b: -1, a: 1 }), 'indexeds')
    expect(await after.syncIndexes()).toEqual(['a_1'])
    expect((await after.listIndexes()).map(({ name }) => name as string)).toEqual(['_id_', 'b_-1_a_1'])
  })

  it('writes in bulk, and goes on after an error if unordered', async () => {
    const { Person } = await models()
    const result = await Person.bulkWrite([
      { insertOne: { document: { name: 'Fay', age: 1 } } },
      { updateOne: { filter: { name: 'Fay' }, update: { $inc: { age: 5 } } } },
      { replaceOne: { filter: { name: 'Gus' }, replacement: { name: 'Gus', age: 7 }, upsert: true } },
      { deleteOne: { filter: { name: 'Nobody' } } },
    ])
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 0 })
    const failed = await Person.insertMany([{ name: 'Fay' }, { name: 'Hal' }, { name: 'Gus' }, { name: 'Ida' }], {
      ordered: false,
    }).catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 11_000 })
    expect(await Person.countDocuments({ name: { $in: ['Hal', 'Ida'] } })).toBe(2)
  })
})

describe('the driver', () => {
  it('walks a cursor over 10,000 documents in order', async () => {
    const client = await MongoClient.connect(server.uri)
    const numbers = client.db().collection<{ n: number }>('numbers')
    await numbers.createIndex({ n: 1 })
    await numbers.insertMany(Array.from({ length: 10_000 }, (_, i) => ({ n: (i * 7919) % 10_000 })))
    let last = -1
    let count = 0
    for await (const { n } of numbers
      .find({ n: { $gte: 0 } })
      .sort({ n: 1 })
      .batchSize(333)) {
      expect(n).toBe(last + 1)
      last = n
      count++
      // What comes in meanwhile is not in a state that was frozen before.
      if (count === 500) await numbers.insertOne({ n: 20_000 })
    }
    expect(count).toBe(10_000)
    await client.close()
  })

  it('gives up a cursor that is closed, and says so', async () => {
    const client = await MongoClient.connect(server.uri)
    const cursor = client.db().collection('numbers').find().batchSize(2)
    await cursor.next()
    const { id } = cursor
    await cursor.close()
    await expect(client.db().command({ getMore: id, collection: 'numbers' })).rejects.toMatchObject({
      code: 43,
      codeName: 'CursorNotFound',
    })
    await client.close()
  })

  it('retries a write whose answer was lost, and it is done once', async () => {
    const proxy = await cuttingProxy(Number(new URL(server.uri).port))
    const client = await MongoClient.connect(
      `mongodb://127.0.0.1:${proxy.port}/test?directConnection=true&retryWrites=true`,
    )
    const counters = client.db().collection<{ _id: string; n: number }>('counters')
    await counters.insertOne({ _id: 'c', n: 0 })
    for (let i = 0; i < 5; i++) {
      proxy.cutAfterNextRequest('findAndModify')
      const after = await counters.findOneAndUpdate({ _id: 'c' }, { $inc: { n: 1 } }, { returnDocument: 'after' })
      expect(after?.n).toBe(i + 1)
    }
    expect(proxy.cuts).toBe(5)
    expect(await counters.findOne({ _id: 'c' })).toEqual({ _id: 'c', n: 5 })
    await client.close()
    await proxy.close()
  })
})

interface Proxy {
  readonly port: number
  readonly cuts: number
  cutAfterNextRequest(command: string): void
  close(): Promise<void>
}

/** Passes bytes on, and cuts the connection in place of one answer. */
async function cuttingProxy(target: number): Promise<Proxy> {
  let command: string | undefined
  let cuts = 0
  const sockets = new Set<Socket>()
  const proxy: Server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => [client, upstream].forEach((each) => each.destroy()))
    }
    let cut = false
    client.on('data', (chunk) => {
      if (command !== undefined && chunk.includes(command)) {
        command = undefined
        cut = true
      }
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      if (!cut) return void client.write(chunk)
      cuts++
      client.destroy()
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    get cuts() {
      return cuts
    },
    cutAfterNextRequest: (name) => void (command = name),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}

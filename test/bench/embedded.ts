import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import type { Collection, Document } from 'mongodb'
import { startEmbedded } from '../../src/embedded/index.ts'
import type { Figure } from './figure.ts'

/** The embedded server as the app uses it: through the driver, in the app's own process. */
const SIZES = [1000, 100_000] as const
const ROUNDS = 400
const START = new Date('2026-01-05T08:00:00Z').getTime()

/** Some 400 bytes, like a task. */
const task = (n: number): Document => ({
  workspaceId: `T${n % 20}`,
  number: n,
  title: `Task ${n} of the launch of the new site`,
  description: 'What is to be done, in a sentence or two, with a link and the name of whoever asked for it. '.repeat(2),
  responsible: [`U${n % 40}`],
  status: n % 3 === 0 ? 'done' : 'open',
  nextCheckAt: new Date(START + n * 60_000),
  version: 1,
})

async function fill(collection: Collection, count: number): Promise<void> {
  await collection.createIndexes([
    { key: { workspaceId: 1, number: 1 }, unique: true },
    { key: { status: 1, nextCheckAt: 1 } },
    { key: { workspaceId: 1, responsible: 1, status: 1 } },
  ])
  for (let at = 0; at < count; at += 1000) {
    await collection.insertMany(Array.from({ length: Math.min(1000, count - at) }, (_, i) => task(at + i)))
  }
}

async function measure(
  rounds: number,
  run: (round: number) => Promise<unknown>,
): Promise<{ median: number; p99: number }> {
  // Warm: the first size must not pay for the compiler.
  for (let i = 0; i < rounds * 2; i++) await run(-1 - i)
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    const begun = performance.now()
    await run(i)
    times.push(performance.now() - begun)
  }
  times.sort((a, b) => a - b)
  const at = (share: number): number => Math.round((times[Math.floor(times.length * share)] ?? 0) * 1000) / 1000
  return { median: at(0.5), p99: at(0.99) }
}

type Operation = (round: number) => Promise<unknown>

function operations(
  client: MongoClient,
  collection: Collection,
  count: number,
): { readonly [name: string]: Operation } {
  let next = count + 1_000_000
  const some = (round: number): number => (Math.abs(round) * 7919) % count
  return {
    // The floor: what the driver and the way there and back cost without any work.
    ping: () => client.db().command({ ping: 1 }),
    insert: () => collection.insertOne(task(next++)),
    'indexed find': (round) => collection.findOne({ workspaceId: `T${some(round) % 20}`, number: some(round) }),
    'find sorted by index': (round) =>
      collection
        .find({ status: 'open', nextCheckAt: { $gte: new Date(START + (some(round) / 2) * 60_000) } })
        .sort({ nextCheckAt: 1 })
        .limit(20)
        .toArray(),
    claim: () =>
      collection.findOneAndUpdate(
        // What was claimed may be claimed again: a small collection must not run out of it.
        { status: 'open', nextCheckAt: { $lte: new Date(START + next * 120_000) } },
        { $set: { nextCheckAt: new Date(START + next++ * 120_000) }, $inc: { version: 1 } },
        { sort: { nextCheckAt: 1 }, returnDocument: 'after' },
      ),
    'transaction of 5 documents': (round) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          for (let i = 0; i < 5; i++)
            await collection.updateOne(
              { workspaceId: `T${some(round + i) % 20}`, number: some(round + i) },
              { $inc: { version: 1 } },
              { session },
            )
        }),
      ),
  }
}

async function atSize(count: number, folder: string): Promise<{ figures: Figure[]; medians: Map<string, number> }> {
  const figures: Figure[] = []
  const medians = new Map<string, number>()
  const add = (name: string, value: number, unit: string): number =>
    figures.push({ name: `embedded ${name}, ${count} documents`, value, unit })
  const memoryBefore = process.memoryUsage.rss()
  const server = await startEmbedded({ dataDir: folder })
  const client = await MongoClient.connect(server.uri)
  const collection = client.db().collection('tasks')
  await fill(collection, count)
  for (const [name, run] of Object.entries(operations(client, collection, count))) {
    const { median, p99 } = await measure(ROUNDS, run)
    add(`${name} median`, median, 'ms')
    add(`${name} p99`, p99, 'ms')
    medians.set(name, median)
  }
  add('memory more than before', Math.round((process.memoryUsage.rss() - memoryBefore) / 1_048_576), 'MB')
  await client.close()
  await server.stop()
  add('file', Math.round((await stat(join(folder, 'data.mdb'))).size / 1_048_576), 'MB')
  add('open and first answer', await openTime(folder), 'ms')
  return { figures, medians }
}

async function openTime(folder: string): Promise<number> {
  const begun = performance.now()
  const server = await startEmbedded({ dataDir: folder })
  const client = await MongoClient.connect(server.uri)
  await client.db().collection('tasks').findOne({ workspaceId: 'T1', number: 1 })
  const time = performance.now() - begun
  await client.close()
  await server.stop()
  return Math.round(time)
}

export async function bench(): Promise<Figure[]> {
  const figures: Figure[] = []
  const medians: Map<string, number>[] = []
  for (const count of SIZES) {
    const folder = await mkdtemp(join(tmpdir(), 'embedded-bench-'))
    try {
      const result = await atSize(count, folder)
      figures.push(...result.figures)
      medians.push(result.medians)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  for (const [name, small] of medians[0] ?? []) {
    const large = medians[1]?.get(name) ?? 0
    figures.push({
      name: `embedded ${name}, 100000 to 1000 documents`,
      value: Math.round((large / small) * 100) / 100,
      unit: 'times',
      note: 'medians',
    })
  }
  return figures
}

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import type { Db } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { diceOf } from './support/cases.ts'
import type { Dice } from './support/cases.ts'

/** How often the server is killed; CI sets 50. */
const kills = Number(process.env['CRASH_KILLS'] ?? 10)
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1e6))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-crash-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function start(): Promise<{ child: ChildProcess; uri: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/embedded/main.ts', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) return { child, uri: line }
  throw new Error('the server ended before it served')
}

/** What the client was told is done. */
interface Acknowledged {
  readonly single: Set<number>
  readonly pairs: Set<number>
  readonly counts: Map<number, number>
}

/** Writes until the connection breaks: single documents, two in one transaction, and counters. */
async function write(db: Db, client: MongoClient, known: Acknowledged, numbers: { next: number }): Promise<void> {
  for (;;) {
    const n = numbers.next++
    if (n % 3 === 0) {
      await db.collection('single').insertOne({ n, text: 'x'.repeat(n % 700), tags: [n, n + 1] })
      known.single.add(n)
    } else if (n % 3 === 1) {
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await db.collection('left').insertOne({ n }, { session })
          await db.collection('right').insertOne({ n }, { session })
        }),
      )
      known.pairs.add(n)
    } else {
      const slot = n % 7
      await db.collection('counters').updateOne({ slot }, { $inc: { value: 1 } }, { upsert: true })
      known.counts.set(slot, (known.counts.get(slot) ?? 0) + 1)
    }
  }
}

const numbersOf = async (db: Db, name: string): Promise<Set<number>> =>
  new Set((await db.collection<{ n: number }>(name).find().toArray()).map(({ n }) => n))

async function check(db: Db, known: Acknowledged): Promise<void> {
  const [single, left, right] = [
    await numbersOf(db, 'single'),
    await numbersOf(db, 'left'),
    await numbersOf(db, 'right'),
  ]
  expect([...known.single].filter((n) => !single.has(n))).toEqual([])
  expect([...known.pairs].filter((n) => !left.has(n))).toEqual([])
  expect([...left].sort((a, b) => a - b)).toEqual([...right].sort((a, b) => a - b))
  for (const { slot, value } of await db.collection('counters').find().toArray()) {
    // What was under way at a kill may have been done without its answer: once for each kill at most.
    expect(value).toBeGreaterThanOrEqual(known.counts.get(slot as number) ?? 0)
    known.counts.set(slot as number, value as number)
  }
  for (const name of ['single', 'left', 'right', 'counters'])
    expect(await db.command({ validate: name })).toMatchObject({ valid: true, errors: [] })
}

async function round(known: Acknowledged, numbers: { next: number }, dice: Dice): Promise<void> {
  const { child, uri } = await start()
  const client = await MongoClient.connect(uri, { retryWrites: false, serverSelectionTimeoutMS: 2000 })
  const db = client.db()
  for (const name of ['single', 'left', 'right', 'counters']) await db.createCollection(name)
  await db.collection('single').createIndex({ n: 1 }, { unique: true })
  await db.collection('single').createIndex({ tags: 1, n: -1 })
  await check(db, known)
  const gone = once(child, 'exit')
  const writing = [1, 2, 3].map(() => write(db, client, known, numbers).catch(() => undefined))
  await sleep(30 + dice.int(400))
  child.kill('SIGKILL')
  await gone
  await client.close(true)
  await Promise.all(writing)
}

it(
  `keeps every acknowledged write and no half one through ${kills} times kill -9 (seed ${seed})`,
  async () => {
    const dice = diceOf(seed)
    const known: Acknowledged = { single: new Set(), pairs: new Set(), counts: new Map() }
    const numbers = { next: 0 }
    for (let i = 0; i < kills; i++) await round(known, numbers, dice)
    const { child, uri } = await start()
    const client = await MongoClient.connect(uri)
    await check(client.db(), known)
    console.log(
      `${kills} kills: ${known.single.size} documents, ${known.pairs.size} transactions, ${[...known.counts.values()].reduce((a, b) => a + b, 0)} increments`,
    )
    await client.close()
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await gone).toEqual([0, null])
    expect(known.single.size + known.pairs.size).toBeGreaterThan(kills)
  },
  60_000 + kills * 6000,
)

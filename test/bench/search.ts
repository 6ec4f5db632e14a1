import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Connection } from 'mongoose'
import { nearKeys, taskSearchWords } from '../../src/domain/search.ts'
import type { TaskStatus } from '../../src/domain/task.ts'
import { startEmbedded } from '../../src/embedded/index.ts'
import { searchTasks } from '../../src/features/records/search-tasks.ts'
import type { Ports } from '../../src/ports.ts'
import { openConnection } from '../../src/store/connection.ts'
import { storesOn } from '../../src/store/mongo.ts'
import type { Stores } from '../../src/store/mongo.ts'
import { buildSheets } from '../../src/store/sheets.ts'
import { buildMember, buildProject, buildTask } from '../support/builders.ts'
import type { Figure } from './figure.ts'

const TASKS = Number(process.env['BENCH_SEARCH_TASKS'] ?? 100_000)
const BATCH = 1000
const PEOPLE = 200
const RUNS = 200
const WORKSPACE = 'T1'

/** The same pseudo-random numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

const SYLLABLES = 'ba co de fi ga hu ju ka le mi no pa qui ro sta tre vu wen xo zi ber lan dor mun'.split(' ')
const KNOWN = 'hero copy landing page banner logo draft layout photo shoot newsletter checkout footer icon brand'.split(
  ' ',
)

/** Words as a language has them: a few are in many texts, most in few. */
function vocabulary(random: () => number, size: number): readonly string[] {
  const words = new Set(KNOWN)
  while (words.size < size) {
    const length = 2 + Math.floor(random() * 3)
    words.add(Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(''))
  }
  return [...words]
}

const pick = <T>(items: readonly T[], random: () => number): T =>
  items[Math.min(items.length - 1, Math.floor(items.length ** random() - 1))]!

/** Rows as the stores write them, many at a time: one written by the store is the pattern of all. */
async function fill(stores: Stores, connection: Connection, words: readonly string[], random: () => number) {
  const text = (length: number): string => Array.from({ length }, () => pick(words, random)).join(' ')
  await stores.projects.add(buildProject())
  for (let i = 0; i < PEOPLE; i += 1)
    await stores.members.put(buildMember({ id: `U${i}`, name: `person${i}`, realName: `${text(1)} ${text(1)}` }))
  const vocabularyRows = words.map((word) => ({
    _id: `${WORKSPACE}/${word}`,
    workspaceId: WORKSPACE,
    word,
    near: nearKeys(word),
    memberIds: [],
  }))
  const known = new Set((await connection.collection('words').find().toArray()).map(({ _id }) => String(_id)))
  await insert(
    connection,
    'words',
    vocabularyRows.filter(({ _id }) => !known.has(_id)),
  )
  await stores.tasks.add(buildTask({ id: 'pattern' }))
  const pattern = await connection.collection('tasks').findOne()
  for (let done = 0; done < TASKS; done += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, TASKS - done) }, (_, i) => {
      const number = done + i
      const status: TaskStatus = random() < 0.7 ? 'done' : 'todo'
      const reference = `WEB-${number + 2}`
      const ownerId = `U${Math.floor(random() * PEOPLE)}`
      const facts = { reference, title: text(5), description: text(15), ownerId, status }
      const words = taskSearchWords(buildTask(facts))
      const _id = `t${String(number).padStart(7, '0')}`
      return { ...pattern, ...facts, _id, words, open: status === 'todo', numberRank: number + 2 }
    })
    await insert(connection, 'tasks', rows)
  }
}

async function insert(connection: Connection, collection: string, rows: readonly object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH)
    await connection.collection(collection).insertMany(rows.slice(at, at + BATCH))
}

const at = (sorted: readonly number[], part: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10

/** Searches as people make them: some words, of which one may have a slip or be unfinished. */
function queries(words: readonly string[], random: () => number): readonly string[] {
  const slip = (word: string): string => {
    const place = 1 + Math.floor(random() * (word.length - 2))
    return word.slice(0, place) + word.slice(place + 1)
  }
  return Array.from({ length: RUNS }, (_, run) => {
    const asked = Array.from({ length: 1 + (run % 3) }, () => pick(words, random))
    const last = asked.at(-1)!
    if (run % 4 === 1 && last.length > 4) asked[asked.length - 1] = slip(last)
    if (run % 4 === 2) asked[asked.length - 1] = last.slice(0, 4)
    return asked.join(' ')
  })
}

/** Full-text searches in one workspace of 100,000 tasks on the embedded server, from the words to the ranked tasks. */
export async function bench(): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'runsheet-bench-'))
  const server = await startEmbedded({ dataDir })
  const connection = await openConnection(server.uri)
  const stores = storesOn(connection, { wall: () => Date.now() })
  try {
    await stores.ensureIndexes()
    const random = numbers(7)
    const words = vocabulary(random, 20_000)
    await fill(stores, connection, words, random)
    // The use case needs no more of the ports than these.
    const ports = { ...stores, sheets: buildSheets(stores) } as unknown as Ports
    await searchTasks(ports, WORKSPACE, 'hero copy')
    const [times, busy]: [number[], number[]] = [[], []]
    let found = 0
    let slowest = { took: 0, query: '' }
    for (const query of queries(words, random)) {
      const [from, cpu] = [performance.now(), process.cpuUsage()]
      const { sheets } = await searchTasks(ports, WORKSPACE, query)
      const took = performance.now() - from
      if (took > slowest.took) slowest = { took, query }
      times.push(took)
      const { user, system } = process.cpuUsage(cpu)
      busy.push((user + system) / 1000)
      if (sheets.length > 0) found += 1
    }
    times.sort((a, b) => a - b)
    busy.sort((a, b) => a - b)
    const note = `${TASKS} tasks, ${RUNS} searches, ${found} with results`
    return [
      { name: 'search, median', value: at(times, 0.5), unit: 'ms', note },
      {
        name: 'search, median of processor time',
        value: at(busy, 0.5),
        unit: 'ms',
        note: 'server and caller together, whatever else the machine does',
      },
      { name: 'search, p95 of processor time', value: at(busy, 0.95), unit: 'ms' },
      { name: 'search, p95', value: at(times, 0.95), unit: 'ms' },
      { name: 'search, worst', value: at(times, 1), unit: 'ms', note: `“${slowest.query}”` },
    ]
  } finally {
    await stores.close()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

import { fullSight } from '../../src/domain/sight.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { startEmbedded } from '../../src/embedded/index.ts'
import { searchTasks } from '../../src/features/records/search-tasks.ts'
import type { Ports } from '../../src/ports.ts'
import { openConnection } from '../../src/store/connection.ts'
import { storesOn } from '../../src/store/mongo.ts'
import { buildSheets } from '../../src/store/sheets.ts'
import type { Figure } from './figure.ts'
import { fillWorkspace, pick, WORKSPACE } from './large-workspace.ts'
import { at, numbers } from './numbers.ts'

const TASKS = Number(process.env['BENCH_SEARCH_TASKS'] ?? 100_000)
const RUNS = 200

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
    const words = await fillWorkspace(stores, connection, TASKS)
    const random = numbers(8)
    // The use case needs no more of the ports than these.
    const ports = { ...stores, sheets: buildSheets(stores) } as unknown as Ports
    await searchTasks(ports, fullSight(WORKSPACE), 'hero copy')
    const [times, busy]: [number[], number[]] = [[], []]
    let found = 0
    let slowest = { took: 0, query: '' }
    for (const query of queries(words, random)) {
      const [from, cpu] = [performance.now(), process.cpuUsage()]
      const { sheets } = await searchTasks(ports, fullSight(WORKSPACE), query)
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

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { readList } from '../../src/domain/list-words.ts'
import { PRIORITIES } from '../../src/domain/task.ts'
import { tokenize } from '../../src/domain/tokens.ts'
import { startEmbedded } from '../../src/embedded/index.ts'
import { UserError } from '../../src/errors.ts'
import { listTasks } from '../../src/features/lists/list-tasks.ts'
import { buildSights } from '../../src/sights.ts'
import { fullSight } from '../../src/domain/sight.ts'
import type { Ports, Speech } from '../../src/ports.ts'
import { openConnection } from '../../src/store/connection.ts'
import { storesOn } from '../../src/store/mongo.ts'
import { buildSheets } from '../../src/store/sheets.ts'
import { buildMember, MADE_AT } from '../support/builders.ts'
import type { Figure } from './figure.ts'
import { fillWorkspace, PEOPLE, WORKSPACE } from './large-workspace.ts'
import { at, numbers } from './numbers.ts'

const TASKS = Number(process.env['BENCH_LIST_TASKS'] ?? 100_000)
const RUNS = 20
const HOUR = 3_600_000

/** Lists as people ask for them, from the narrowest to the widest; three tasks in ten are open, all in one project. */
const LISTS = [
  '<@U7>',
  '<@U7> by due',
  '<@U7> by label sort:priority',
  'WEB',
  'WEB page 1500',
  'WEB overdue',
  'WEB sort:-due',
  'WEB sort:priority',
  'WEB sort:-priority',
  'WEB sort:created',
  'WEB sort:updated',
  'WEB done sort:updated',
  'blocked',
  'urgent',
  'undated',
  'label:sixth sort:estimate',
  'label:sixth by owner',
  'WEB by owner',
] as const

/** Pages of lists in one workspace of 100,000 tasks on the embedded server. */
export async function bench(): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'runsheet-bench-'))
  const server = await startEmbedded({ dataDir })
  const connection = await openConnection(server.uri)
  const stores = storesOn(connection, { wall: () => Date.now() })
  try {
    await stores.ensureIndexes()
    const random = numbers(9)
    await fillWorkspace(stores, connection, TASKS, (number) => {
      const rank = Math.floor(random() * PRIORITIES.length)
      const dueAt = random() < 0.2 ? null : new Date(MADE_AT.getTime() + Math.floor((random() - 0.3) * 2000) * HOUR)
      const labels = [`l${number % 50}`, ...(number % 6 === 0 ? ['sixth'] : [])]
      const estimateMinutes = random() < 0.3 ? null : 30 * Math.ceil(random() * 40)
      const priority = PRIORITIES[rank]
      return {
        priority,
        priorityRank: rank,
        dueAt,
        ...(dueAt && { dueRank: dueAt }),
        labels,
        estimateMinutes,
        touched: number,
      }
    })
    const speaker = buildMember({ id: 'U7' })
    const speech = { workspaceId: WORKSPACE, speaker, sight: fullSight(WORKSPACE), channelId: 'C' } as unknown as Speech
    const directory = { members: (id: string, ids: readonly string[]) => stores.members.getMany(id, ids) }
    const clock = { now: () => MADE_AT }
    // The use case needs no more of the ports than these.
    const sights = buildSights({ projects: stores.projects, channels: { of: async () => new Set<string>() } })
    const ports = { ...stores, sheets: buildSheets(stores), sights, directory, clock } as unknown as Ports
    const figures: Figure[] = []
    for (const line of LISTS) figures.push(await timed(ports, speech, line))
    return figures
  } finally {
    await stores.close()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function timed(ports: Ports, speech: Speech, line: string): Promise<Figure> {
  const context = { ...speech.speaker, now: MADE_AT, projectKeys: ['WEB'], listNames: [] }
  const said = readList(tokenize(line), context)
  if (said.kind !== 'list') throw new Error(`“${line}” is no list`)
  const times: number[] = []
  let note = ''
  for (let run = 0; run < RUNS; run += 1) {
    const begun = performance.now()
    try {
      note = `${(await listTasks(ports, speech, said)).total} tasks`
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      note = error.code
    }
    times.push(performance.now() - begun)
  }
  times.sort((a, b) => a - b)
  const all = `${note} of ${TASKS}, worst ${at(times, 1)} ms, ${PEOPLE} people`
  return { name: `list ${line}, median`, value: at(times, 0.5), unit: 'ms', note: all }
}

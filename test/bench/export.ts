import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { fullSight } from '../../src/domain/sight.ts'
import { TASK_STATUSES } from '../../src/domain/task.ts'
import { exportPieces } from '../../src/features/data/export-tasks.ts'
import type { Ports, Speech } from '../../src/ports.ts'
import { openConnection } from '../../src/store/connection.ts'
import { storesOn } from '../../src/store/mongo.ts'
import { buildSheets } from '../../src/store/sheets.ts'
import { buildMember } from '../support/builders.ts'
import type { Figure } from './figure.ts'
import { fillWorkspace, WORKSPACE } from './large-workspace.ts'

const TASKS = Number(process.env['BENCH_EXPORT_TASKS'] ?? 100_000)
const MEGABYTE = 1024 * 1024

/** A file of all tasks of a workspace of 100,000, as CSV and as JSON; the database is a process of its own. */
export async function bench(): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'runsheet-bench-'))
  const server = spawn(process.execPath, ['dist/embedded/main.js', '--data', dataDir, '--port', '0'])
  try {
    const [uri] = (await once(createInterface(server.stdout), 'line')) as [string]
    const connection = await openConnection(uri)
    const stores = storesOn(connection, { wall: () => Date.now() })
    await stores.ensureIndexes()
    await fillWorkspace(stores, connection, TASKS)
    const ports = { ...stores, sheets: buildSheets(stores) } as unknown as Ports
    const speech = {
      workspaceId: WORKSPACE,
      speaker: buildMember(),
      sight: fullSight(WORKSPACE),
    } as unknown as Speech
    const figures: Figure[] = []
    for (const format of ['csv', 'json'] as const) figures.push(...(await exported(ports, speech, format)))
    await stores.close()
    return figures
  } finally {
    server.kill()
    await once(server, 'exit')
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function exported(ports: Ports, speech: Speech, format: 'csv' | 'json'): Promise<readonly Figure[]> {
  const before = process.memoryUsage().heapUsed
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  let [rows, bytes, peak] = [0, 0, 0]
  const begun = performance.now()
  const count = (more: number): void => {
    rows += more
    peak = Math.max(peak, process.memoryUsage().heapUsed)
  }
  const filter = { statuses: TASK_STATUSES }
  for await (const piece of exportPieces(ports, speech, { format, separator: null, filter, count }))
    bytes += Buffer.byteLength(piece)
  const seconds = (performance.now() - begun) / 1000
  delay.disable()
  const size = `${rows} rows, ${Math.round(bytes / MEGABYTE)} MB in ${Math.round(seconds)} s`
  return [
    { name: `export ${format}`, value: Math.round(rows / seconds), unit: 'rows/s', note: size },
    {
      name: `export ${format}, most memory`,
      value: Math.round((peak - before) / MEGABYTE),
      unit: 'MB',
      note: 'heap above what there was before, garbage included',
    },
    {
      name: `export ${format}, longest wait of others`,
      value: Math.round(delay.max / 1e6),
      unit: 'ms',
      note: `99 % wait less than ${Math.round(delay.percentile(99) / 1e6)} ms`,
    },
  ]
}

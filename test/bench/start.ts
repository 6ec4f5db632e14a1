import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { startProcess } from '../support/process.ts'
import type { Figure } from './figure.ts'

const RUNS = 5

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** From the start of the process, built, to a sandbox that is ready: on an empty folder, and on one that is there. */
export async function bench(): Promise<readonly Figure[]> {
  const [fresh, again]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run += 1) {
    const dataDir = await mkdtemp(join(tmpdir(), 'runsheet-bench-'))
    for (const times of [fresh, again]) {
      const begun = performance.now()
      const bot = await startProcess({ dataDir })
      times.push(performance.now() - begun)
      await bot.terminate()
    }
    await rm(dataDir, { recursive: true, force: true })
  }
  return [
    { name: 'start on an empty folder', value: Math.round(median(fresh)), unit: 'ms', note: `median of ${RUNS}` },
    {
      name: 'start on a folder that is there',
      value: Math.round(median(again)),
      unit: 'ms',
      note: `median of ${RUNS}`,
    },
  ]
}

import { closeSync, copyFileSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openEngine } from '../../src/embedded/storage/engine.ts'
import { openJournal, recordsAfter } from '../../src/embedded/storage/journal.ts'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((path) => rmSync(path, { recursive: true, force: true })))

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'embedded-journal-'))
  folders.push(path)
  return path
}

const key = (n: number): Buffer => Buffer.from([2, 0, 0, 0, 1, n])
const record = (number: number) => ({
  number,
  changes: [
    { key: key(number), value: Buffer.from(`value ${number}`) },
    { key: key(number - 1), value: undefined },
  ],
})
const numbers = (path: string, number: number): number[] => recordsAfter(path, number).map((each) => each.number)

it('gives back what was written, in order over both files', () => {
  const path = folder()
  const journal = openJournal(path)
  for (const n of [1, 2]) journal.append(record(n))
  journal.turn()
  journal.append(record(3))
  expect(recordsAfter(path, 0)).toEqual([record(1), record(2), record(3)])
  expect(numbers(path, 2)).toEqual([3])
  journal.turn()
  journal.append(record(4))
  expect(numbers(path, 2)).toEqual([3, 4])
  journal.close()
})

it('takes no half record, wherever it was cut or damaged', () => {
  const path = folder()
  const journal = openJournal(path)
  for (const n of [1, 2, 3]) journal.append(record(n))
  journal.close()
  const file = join(path, 'journal-0')
  const whole = readFileSync(file)
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(file, whole.subarray(0, length))
    expect(numbers(path, 0)).toEqual([1, 2, 3].slice(0, Math.floor((length / whole.length) * 3)))
  }
  const damaged = Buffer.from(whole)
  damaged[whole.length / 3 + 20] = 0xee
  writeFileSync(file, damaged)
  expect(numbers(path, 0)).toEqual([1])
})

it('takes nothing behind a gap', () => {
  const path = folder()
  const journal = openJournal(path)
  for (const n of [2, 3, 5]) journal.append(record(n))
  journal.close()
  expect(numbers(path, 1)).toEqual([2, 3])
  expect(numbers(path, 0)).toEqual([])
})

/** lmdb's two pages that say which pages count: each commit writes one of them, last. */
function headsOf(path: string): Buffer {
  const heads = Buffer.alloc(2 * 4096)
  const file = openSync(join(path, 'data.mdb'), 'r')
  readSync(file, heads, 0, heads.length, 0)
  closeSync(file)
  return heads
}

/**
 * The files as an end of the process at this moment would leave them. A copy takes its time: one during which lmdb's
 * thread has committed is of no moment, and pages that it lacks would end the process that reads it.
 */
function crashOf(path: string): string {
  const crashed = folder()
  let before: Buffer
  do {
    before = headsOf(path)
    for (const name of ['journal-0', 'journal-1', 'data.mdb']) copyFileSync(join(path, name), join(crashed, name))
  } while (!headsOf(path).equals(before))
  return crashed
}

it('has what an end without farewell kept from lmdb, at every moment', async () => {
  const path = folder()
  const engine = openEngine(path)
  for (let n = 1; n <= 60; n++) {
    engine.write((view) => view.put(key(n), Buffer.from([n])))
    if (n % 7 === 0) await new Promise((resolve) => setTimeout(resolve, n % 3 === 0 ? 25 : 1))
    const crashed = crashOf(path)
    const again = openEngine(crashed)
    expect(Array.from(again.live.range({ start: key(0), end: key(255) }), (entry) => entry.value[0])).toEqual(
      Array.from({ length: n }, (_, i) => i + 1),
    )
    await again.close()
    expect(numbers(crashed, 0)).toEqual([])
  }
  await engine.close()
})

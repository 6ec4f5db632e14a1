import { closeSync, copyFileSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Change } from './overlay.ts'

/** A write: its number, one more than that of the write before it, and what it changes. */
export interface JournalRecord {
  readonly number: number
  readonly changes: readonly Change[]
}

/**
 * The writes that lmdb does not have yet. A write is answered once its record is with the operating system: the end of
 * this process, however it comes, loses nothing that was answered. There are two files that take turns: while lmdb takes
 * what is in the one, the other one gathers.
 */
export interface Journal {
  append(record: JournalRecord): void
  /** Goes on in the other file; lmdb has all that is in it. */
  turn(): void
  /** Forgets everything: lmdb has it all. */
  clear(): void
  close(): void
}

const FILES = ['journal-0', 'journal-1'] as const
/** Length and checksum of what follows. */
const HEAD = 8

/** Begins an empty journal: what an earlier one holds must be in lmdb by now. */
export function openJournal(folder: string): Journal {
  const files = FILES.map((name) => ({ descriptor: openSync(join(folder, name), 'w'), size: 0 }))
  let [active, resting] = files as [JournalFile, JournalFile]
  return {
    append(record) {
      const bytes = encodeRecord(record)
      // Where this fails, the next record is written over what there is of it.
      for (let at = 0; at < bytes.length;)
        at += writeSync(active.descriptor, bytes, at, bytes.length - at, active.size + at)
      active.size += bytes.length
    },
    turn() {
      empty(resting)
      ;[active, resting] = [resting, active]
    },
    clear: () => files.forEach(empty),
    close: () => files.forEach(({ descriptor }) => closeSync(descriptor)),
  }
}

interface JournalFile {
  readonly descriptor: number
  size: number
}

function empty(file: JournalFile): void {
  ftruncateSync(file.descriptor)
  file.size = 0
}

/**
 * The records of a folder that follow on a number, in order and without a gap. What a crash of the machine left is taken
 * up to where it is whole.
 */
export function recordsAfter(folder: string, number: number): readonly JournalRecord[] {
  const records = FILES.flatMap((name) => readRecords(join(folder, name))).sort((a, b) => a.number - b.number)
  const following = records.filter((record) => record.number > number)
  const gap = following.findIndex((record, i) => record.number !== number + 1 + i)
  return gap < 0 ? following : following.slice(0, gap)
}

/** To be done before lmdb's own file is copied: then the copy has no gap. */
export function copyJournal(folder: string, target: string): void {
  for (const name of FILES) if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(target, name))
}

function encodeRecord({ number, changes }: JournalRecord): Buffer {
  const parts: Buffer[] = [Buffer.alloc(HEAD), Buffer.alloc(8)]
  parts[1]?.writeDoubleLE(number)
  for (const { key, value } of changes) {
    const sizes = Buffer.alloc(6)
    sizes.writeUInt16LE(key.length, 0)
    sizes.writeInt32LE(value ? value.length : -1, 2)
    parts.push(sizes, key)
    if (value) parts.push(value)
  }
  const bytes = Buffer.concat(parts)
  bytes.writeUInt32LE(bytes.length - HEAD, 0)
  bytes.writeUInt32LE(crc32(bytes.subarray(HEAD)), 4)
  return bytes
}

/** Reads up to the first record that is not whole: the process ended while it was written. */
function readRecords(file: string): JournalRecord[] {
  if (!existsSync(file)) return []
  const bytes = readFileSync(file)
  const records: JournalRecord[] = []
  for (let at = 0; at + HEAD < bytes.length;) {
    const body = bytes.subarray(at + HEAD, at + HEAD + bytes.readUInt32LE(at))
    if (body.length < bytes.readUInt32LE(at) || body.length < 8 || crc32(body) !== bytes.readUInt32LE(at + 4)) break
    records.push({ number: body.readDoubleLE(0), changes: readChanges(body.subarray(8)) })
    at += HEAD + body.length
  }
  return records
}

function readChanges(bytes: Buffer): Change[] {
  const changes: Change[] = []
  for (let at = 0; at < bytes.length;) {
    const keyEnd = at + 6 + bytes.readUInt16LE(at)
    const size = bytes.readInt32LE(at + 2)
    const end = keyEnd + Math.max(0, size)
    changes.push({ key: bytes.subarray(at + 6, keyEnd), value: size < 0 ? undefined : bytes.subarray(keyEnd, end) })
    at = end
  }
  return changes
}

import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { open } from 'lmdb'
import { openEngine } from './engine.ts'
import { copyJournal } from './journal.ts'

/** Compaction pays from this size on, where at least half of the file holds nothing. */
const WORTHWHILE = 64 * 1024 * 1024

/**
 * Copies the data without its gaps, before the server opens it. The copy takes the place of the original by one rename:
 * a crash leaves the one or the other.
 */
export async function compactIfWorthwhile(folder: string): Promise<boolean> {
  const file = join(folder, 'data.mdb')
  const temporary = join(folder, 'compact')
  rmSync(temporary, { recursive: true, force: true })
  if (!existsSync(file) || statSync(file).size < WORTHWHILE) return false
  const engine = openEngine(folder)
  const { file: size, free } = engine.size()
  if (free * 2 < size) {
    await engine.close()
    return false
  }
  mkdirSync(temporary)
  await engine.backup(temporary)
  await engine.close()
  renameSync(join(temporary, 'data.mdb'), file)
  rmSync(temporary, { recursive: true, force: true })
  return true
}

/** Makes the folder for a copy; refuses one that holds data already. */
export function prepareCopy(folder: string): void {
  if (existsSync(join(folder, 'data.mdb'))) throw new Error(`${folder} holds a copy already: choose another folder`)
  mkdirSync(folder, { recursive: true })
}

/** Copies the data of a folder that another process is using: what that process has answered by now. */
export async function copyFromOutside(folder: string, target: string): Promise<void> {
  if (!existsSync(join(folder, 'data.mdb'))) throw new Error(`${folder} holds no data`)
  prepareCopy(target)
  copyJournal(folder, target)
  const store = open({ path: folder, keyEncoding: 'binary', encoding: 'binary', readOnly: true })
  await store.backup(target, true)
  await store.close()
}

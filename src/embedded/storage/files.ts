import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from './engine.ts'

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
  await engine.backup(temporary)
  await engine.close()
  renameSync(join(temporary, 'data.mdb'), file)
  rmSync(temporary, { recursive: true, force: true })
  return true
}

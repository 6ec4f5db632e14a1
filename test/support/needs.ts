import { existsSync } from 'node:fs'
import { describe } from 'vitest'

/** The reference data beside the project; absent on a user's machine, present in CI. */
export const SHARED = new URL('../../../shared/', import.meta.url).pathname

/** Debian's Chromium, for tests of what people see. */
export const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/**
 * `describe` where `path` exists. Elsewhere the tests are skipped with the reason in their name; under
 * `REQUIRE_ALL=1` (CI) a missing need fails instead, so that nothing is skipped unseen.
 */
export function describeWith(path: string, what: string): typeof describe | typeof describe.skip {
  if (existsSync(path)) return describe
  if (process.env['REQUIRE_ALL'] === '1') throw new Error(`REQUIRE_ALL=1, but ${what} is missing: ${path}`)
  return Object.assign(
    ((name: string, ...rest: never[]) =>
      (describe.skip as (...a: unknown[]) => void)(
        `${name} (skipped: needs ${what})`,
        ...rest,
      )) as typeof describe.skip,
    describe.skip,
  )
}

import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestEmbedded } from './support/server.ts'
import type { TestEmbedded } from './support/server.ts'
import { brief, compareServers } from './support/differential.ts'

/**
 * Random questions: the answers must be the same with and without indexes, and, where `TEST_MONGODB_URI` names another
 * server, the same there. `DIFFERENTIAL_CASES` and `DIFFERENTIAL_SEED` say how many and which.
 */
const outside = process.env['TEST_MONGODB_URI']
const cases = Number(process.env['DIFFERENTIAL_CASES'] ?? 300)
/** The same questions each time, so that a failure is one of the change at hand; other seeds are for exploring. */
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? 1_300_001)

let server: TestEmbedded
beforeAll(async () => {
  server = await startTestEmbedded()
})
afterAll(() => server.stop())

it(
  `answers ${cases} random questions alike with and without indexes${outside ? ' and as another server does' : ''} (seed ${seed})`,
  async () => {
    const { differences, explainedCount } = await compareServers({
      ours: server.uri,
      theirs: outside ?? server.uri,
      cases,
      seed,
    })
    console.log(
      `${cases} cases from seed ${seed}: ${differences.length} unexplained differences, ${explainedCount} explained`,
    )
    expect(differences.slice(0, 10).map(brief)).toEqual([])
  },
  60_000 + cases * 300,
)

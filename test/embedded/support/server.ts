import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../../src/embedded/index.ts'
import type { EmbeddedOptions, EmbeddedServer } from '../../../src/embedded/index.ts'

export interface TestEmbedded extends EmbeddedServer {
  readonly folder: string
}

/** An embedded server in a fresh folder, removed at stop. */
export async function startTestEmbedded(options: Partial<EmbeddedOptions> = {}): Promise<TestEmbedded> {
  const folder = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'embedded-')))
  const server = await startEmbedded({ ...options, dataDir: folder })
  return {
    ...server,
    folder,
    async stop() {
      await server.stop()
      if (options.dataDir === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

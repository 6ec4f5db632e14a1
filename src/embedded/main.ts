import { parseArgs } from 'node:util'
import { FolderInUse, startEmbedded } from './index.ts'
import type { EmbeddedServer } from './index.ts'
import { copyFromOutside } from './storage/files.ts'

/**
 * `npm run embedded -- --data DIR [--port N] [--host H] [--backup DIR]…`: serves, and prints its URI first. Copies the
 * data into each `--backup` folder; that is all it does where another process serves the folder. A password comes from
 * EMBEDDED_PASSWORD.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '.runsheet/database' },
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      backup: { type: 'string', multiple: true, default: [] },
    },
  })
  const password = process.env['EMBEDDED_PASSWORD']
  const how = { dataDir: values.data, port: Number(values.port), host: values.host, ...(password ? { password } : {}) }
  const server = await startEmbedded(how).catch((error: unknown) => {
    if (error instanceof FolderInUse && values.backup.length > 0) return undefined
    throw error
  })
  if (server) {
    // The password is not for the log.
    console.log(password ? server.uri.replace(`:${encodeURIComponent(password)}@`, '@') : server.uri)
    stopOnSignal(server)
  }
  for (const folder of values.backup) {
    await (server ? server.backup(folder) : copyFromOutside(values.data, folder))
    console.log(`copied to ${folder}`)
  }
}

function stopOnSignal(server: EmbeddedServer): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    server.stop().then(() => process.exit(0), fail)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

main().catch(fail)

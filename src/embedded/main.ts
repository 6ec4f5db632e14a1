import { parseArgs } from 'node:util'
import { startEmbedded } from './index.ts'

/** `npm run embedded -- --data DIR [--port N] [--host H] [--backup DIR]…`; a password comes from EMBEDDED_PASSWORD. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '.runsheet/data' },
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      backup: { type: 'string', multiple: true, default: [] },
    },
  })
  const password = process.env['EMBEDDED_PASSWORD']
  const server = await startEmbedded({
    dataDir: values.data,
    port: Number(values.port),
    host: values.host,
    ...(password ? { password } : {}),
  })
  // The password is not for the log.
  console.log(password ? server.uri.replace(`:${encodeURIComponent(password)}@`, '@') : server.uri)
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    server.stop().then(() => process.exit(0), fail)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  for (const folder of values.backup) {
    await server.backup(folder)
    console.log(`copied to ${folder}`)
  }
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

main().catch(fail)

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { startSandbox } from './index.ts'

const USAGE = 'usage: npm run sandbox -- --port N --manifest FILE [--data DIR] [--seed FILE] [--app-url URL]'

/** Starts the workspace alone, for any Bolt app, and prints the variables that connect one. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4000' },
      manifest: { type: 'string' },
      data: { type: 'string', default: '.sandbox' },
      seed: { type: 'string' },
      'app-url': { type: 'string' },
    },
  })
  const { manifest, seed } = values
  if (manifest === undefined || !/^\d+$/.test(values.port)) throw new Error(USAGE)
  const requestUrl = values['app-url']
  const now = process.env['SANDBOX_NOW']
  const sandbox = await startSandbox({
    port: Number(values.port),
    dataDir: values.data,
    ...(now === undefined || now === '' ? {} : { now: instant(now) }),
    ...(seed === undefined ? {} : { seed: read(seed) }),
    app: { manifest: read(manifest), ...(requestUrl === undefined ? {} : { requestUrl }) },
  })
  const { credentials } = sandbox
  console.log(`SLACK_API_URL=${sandbox.apiUrl}`)
  console.log(`SLACK_BOT_TOKEN=${credentials.botToken}`)
  console.log(`SLACK_SIGNING_SECRET=${credentials.signingSecret}`)
  console.log(`SLACK_APP_TOKEN=${credentials.appToken}`)
  sandbox.setReady(true)
  console.log('ready')
  const stop = (): void => {
    void sandbox.stop().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

const read = (file: string): unknown => parse(readFileSync(file, 'utf8')) as unknown

function instant(text: string): Date {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new Error(`SANDBOX_NOW is no instant: ${text}`)
  return at
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
})

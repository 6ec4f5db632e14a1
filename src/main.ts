// Before any date is made: all reckoning is in UTC, whatever the machine's zone.
process.env['TZ'] = 'UTC'

const { buildApp } = await import('./app.ts')
const { ConfigError, readConfig } = await import('./config.ts')
const { createLog } = await import('./log.ts')

const THINGS_TO_TRY = [
  'In #web-redesign, type:   /task Fix hero copy @eve due fri 5pm !high ~3h',
  'See what there is:        /task list',
  'Move the clock past a due date, and see who is asked and who is told.',
]

/** Reads the settings or says all that is wrong with them. */
function settings() {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(2)
  }
}

const config = settings()
const log = createLog(config.logLevel)
const app = buildApp(config, log)

let stopping: Promise<void> | undefined
/** A second signal does not wait for the first. */
function stop(signal: NodeJS.Signals): void {
  if (stopping) process.exit(1)
  log.info({ signal }, 'Stopping')
  stopping = app.stop().then(() => process.exit(0))
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

try {
  const { sandboxUrl, port } = await app.start()
  log.info({ port, sandbox: sandboxUrl !== null }, 'Runsheet is running')
  if (sandboxUrl)
    console.log(
      [
        '',
        `Runsheet is open at ${sandboxUrl}`,
        '',
        'Three things to try:',
        ...THINGS_TO_TRY.map((thing, index) => `  ${index + 1}. ${thing}`),
        '',
      ].join('\n'),
    )
} catch (error) {
  log.error({ err: error }, 'Runsheet could not start')
  console.error(`Runsheet could not start: ${error instanceof Error ? error.message : String(error)}`)
  await app.stop()
  process.exit(1)
}

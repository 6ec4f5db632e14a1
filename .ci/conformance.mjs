// Starts the embedded server by its command, runs MongoDB's tests against it, and stops it.
//   node .ci/conformance.mjs SHARED MIN_PERCENT
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const [, , shared, minPercent] = process.argv
const data = mkdtempSync(join(tmpdir(), 'conformance-'))
const server = spawn('npm', ['run', '-s', 'embedded', '--', '--port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
})
const stopServer = () => {
  try {
    process.kill(-server.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
  rmSync(data, { recursive: true, force: true })
}
process.on('exit', stopServer)
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1))

server.once('exit', (code) => {
  console.error(`the embedded server ended by itself (exit code ${code})`)
  process.exit(1)
})
const [uri] = await once(createInterface(server.stdout), 'line', { signal: AbortSignal.timeout(60_000) })
console.log(`the embedded server serves ${uri}`)
const tool = join(shared, 'tools/mongo-conformance.mjs')
const options = ['--uri', uri, '--failures', '--min-percent', minPercent]
const run = spawn(process.execPath, [tool, ...options, join(shared, 'data/mongodb-crud')], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
// Marked as a quotation: its sum is not that of the whole run.
createInterface(run.stdout).on('line', (line) => console.log(`| ${line}`))
const [code] = await once(run, 'close')
process.exit(code ?? 1)

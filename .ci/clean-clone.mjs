// Does in a clean clone what the README tells a newcomer to do, and uses what starts as a person would.
//   node .ci/clean-clone.mjs FOLDER REPORT
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const [, , folder, report] = process.argv
const data = mkdtempSync(join(tmpdir(), 'clean-clone-'))
const counts = { numPassedTests: 0, numFailedTests: 0, numTotalTests: 0 }
const running = new Set()

process.on('exit', () => {
  for (const child of running) {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  rmSync(data, { recursive: true, force: true })
  writeFileSync(report, JSON.stringify(counts))
})
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1))

async function test(name, act) {
  counts.numTotalTests += 1
  try {
    const said = await act()
    counts.numPassedTests += 1
    console.log(`ok: ${name}${said ? ` (${said})` : ''}`)
  } catch (error) {
    counts.numFailedTests += 1
    console.log(`FAILED: ${name}: ${error.message}`)
  }
}

function run(command, env = {}) {
  const [name, ...rest] = command.split(' ')
  const child = spawn(name, rest, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.add(child)
  child.said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (child.said += chunk))
  child.ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child)
    return signal ?? code
  })
  return child
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

async function call(port, path, body) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    signal: AbortSignal.timeout(15_000),
    ...(body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  return response.json()
}

/** `npm start`, until the sandbox says that all is there. */
async function start() {
  const port = await freePort()
  const since = performance.now()
  const child = run('npm start', { DATA_DIR: data, PORT: String(await freePort()), SANDBOX_PORT: String(port) })
  while (performance.now() - since < 120_000) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${child.said}`)
    const state = await call(port, '/sandbox/state').catch(() => null)
    if (state?.ready === true) return { child, port, took: seconds(since) }
    await sleep(50)
  }
  throw new Error(`not ready after 120 s:\n${child.said}`)
}

async function stop({ child }) {
  child.kill('SIGTERM')
  const code = await Promise.race([child.ended, sleep(20_000, 'still running after 20 s', { ref: false })])
  if (code !== 0) throw new Error(`it ended with ${code}:\n${child.said}`)
}

const act = async (port, what) => {
  const answer = await call(port, '/sandbox/act', what)
  if (answer.ok !== true) throw new Error(`${JSON.stringify(what)} was answered ${JSON.stringify(answer)}`)
  return (answer.seen ?? []).map(({ plain }) => plain).join('\n')
}

const TITLE = 'Proofread the launch letter'
const list = async (port) => {
  const shown = await act(port, { as: 'ana', do: 'command', channel: '#web-redesign', text: '/task list WEB' })
  if (!shown.includes(TITLE)) throw new Error(`the list does not show it:\n${shown}`)
}

const begin = performance.now()
await test('npm ci', async () => {
  const child = run('npm ci --prefer-offline')
  const code = await child.ended
  if (code !== 0) throw new Error(`it ended with ${code}:\n${child.said}`)
  return seconds(begin)
})
let first
await test('npm start is ready', async () => {
  first = await start()
  return `${first.took}; ${seconds(begin)} with the install`
})
if (!first) process.exit(1)
await test('both within 60 s', () => {
  if (performance.now() - begin > 60_000) throw new Error(`it took ${seconds(begin)}`)
})
await test('a line becomes a task', async () => {
  const text = `/task ${TITLE} @ben due tomorrow 5pm in WEB`
  const shown = await act(first.port, { as: 'ana', do: 'command', channel: '#web-redesign', text })
  if (!shown.includes(TITLE)) throw new Error(`the answer does not name it:\n${shown}`)
})
await test('the list shows it', () => list(first.port))
await test('SIGTERM stops it with exit code 0', () => stop(first))

let again
await test('npm start is ready again', async () => {
  again = await start()
  return again.took
})
if (again) {
  await test('the task is still there', () => list(again.port))
  await test('SIGTERM stops it again with exit code 0', () => stop(again))
}
process.exit(counts.numFailedTests > 0 ? 1 : 0)

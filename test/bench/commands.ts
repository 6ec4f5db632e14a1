import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, createServer, request } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openConnection } from '../../src/store/connection.ts'
import { storesOn } from '../../src/store/mongo.ts'
import { freePort } from '../support/runsheet.ts'
import type { Figure } from './figure.ts'
import { fillWorkspace, PEOPLE, WORKSPACE } from './large-workspace.ts'
import { at } from './numbers.ts'

const TASKS = Number(process.env['BENCH_COMMANDS_TASKS'] ?? 100_000)
const SECONDS = Number(process.env['BENCH_COMMANDS_SECONDS'] ?? 8)
const CROWDS = [1, 50, 200]
const SECRET = 'bench-secret'
/** As `npm start` and `npm run embedded` have it. */
const HEAP = ['--max-semi-space-size=32']

/** A process that says that it is ready on its standard output. */
async function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}: ${said}`)))
    child.stdout?.on('data', (data: Buffer) => {
      said += data.toString()
      if (ready.test(said)) resolve()
    })
  })
  child.removeAllListeners('exit')
  return Object.assign(child, { said })
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** Slack's side of the calls that the apps make, as short as it can be. */
async function startSlack(): Promise<{ readonly server: Server; readonly url: string }> {
  let count = 0
  const answers: Readonly<Record<string, (body: URLSearchParams) => object>> = {
    'auth.test': () => ({ team_id: WORKSPACE, team: 'Bench', user_id: 'UBOT', bot_id: 'BBOT' }),
    'conversations.open': (body) => ({ channel: { id: `D${body.get('users') ?? ''}` } }),
    'chat.postMessage': (body) => ({ channel: body.get('channel'), ts: `1.${(count += 1)}` }),
  }
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const method = (incoming.url ?? '').replace('/api/', '')
      const answer = answers[method]?.(new URLSearchParams(Buffer.concat(chunks).toString())) ?? {}
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ ok: true, ...answer }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/` }
}

/** Sends one command as Slack does and gives the milliseconds to its acknowledgement, and the answer. */
function send(agent: Agent, port: number, text: string, memberId: string): Promise<{ ms: number; answer: string }> {
  const body = new URLSearchParams({
    command: '/task',
    text,
    team_id: WORKSPACE,
    channel_id: 'CWEB',
    user_id: memberId,
    trigger_id: '1.2.x',
    response_url: 'http://127.0.0.1:9/none',
    api_app_id: 'A1',
  }).toString()
  const stamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', SECRET).update(`v0:${stamp}:${body}`).digest('hex')
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': stamp,
    'x-slack-signature': `v0=${signature}`,
  }
  const from = performance.now()
  return new Promise((resolve, reject) => {
    const call = request(
      { port, host: '127.0.0.1', path: '/slack/events', method: 'POST', agent, headers },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString()
          if (response.statusCode === 200) resolve({ ms: performance.now() - from, answer })
          else reject(new Error(`${text}: ${response.statusCode} ${answer}`))
        })
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

interface Load {
  readonly sorted: readonly number[]
  readonly perSecond: number
  /** How many were acknowledged before their answer was there. */
  readonly late: number
}

/** So many people at once for some seconds, each saying the next thing as soon as the last is acknowledged. */
async function load(port: number, crowd: number, line: (count: number) => string, expected: RegExp): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: crowd })
  const times: number[] = []
  let [count, late] = [0, 0]
  const begun = performance.now()
  const until = begun + SECONDS * 1000
  await Promise.all(
    Array.from({ length: crowd }, async (_, person) => {
      while (performance.now() < until) {
        const { ms, answer } = await send(agent, port, line((count += 1)), `U${person % PEOPLE}`)
        // What takes longer than two seconds is acknowledged without its answer, which follows.
        const isExpected = expected.test(answer)
        if (answer === '' && !isExpected) late += 1
        else if (!isExpected) throw new Error(`Not what was expected: ${answer.slice(0, 300)}`)
        times.push(ms)
      }
    }),
  )
  agent.destroy()
  const perSecond = times.length / ((performance.now() - begun) / 1000)
  return { sorted: times.toSorted((a, b) => a - b), perSecond, late }
}

/** What people say most, and what the answer must have. `done` closes open tasks of the workspace one after the other. */
const linesFor = (open: readonly string[]) => {
  let closed = 0
  return [
    ['create', (count: number) => `Proofread letter ${count} due fri 5pm !high ~2h #bench`, /Created WEB-/],
    ['show', (count: number) => `WEB-${2 + ((count * 7919) % TASKS)}`, /Status/],
    ['list', () => 'list me', /open task/],
    // The form is open when its command is acknowledged, with nothing more to say.
    ['form', () => '', /^$/],
    ['done', () => `done ${open[(closed += 1) % open.length] ?? ''}`, /is now \*Done|was so already/],
  ] as const
}

const figures = (name: string, { sorted, perSecond, late }: Load, note?: string): readonly Figure[] => [
  { name: `${name}, median`, value: at(sorted, 0.5), unit: 'ms' },
  {
    name: `${name}, p99`,
    value: at(sorted, 0.99),
    unit: 'ms',
    ...(late > 0 ? { note: `${late} of ${sorted.length} acknowledged before their answer was there` } : {}),
  },
  { name: `${name}, throughput`, value: Math.round(perSecond), unit: '1/s', ...(note ? { note } : {}) },
]

/**
 * `/task` at 1, 50 and 200 people at once in a workspace of 100,000 tasks, from the request to the acknowledgement, which
 * has the answer. Beside it, in turn, a bare Bolt app that inserts one document and acknowledges, and one that takes a
 * number and writes an entry of a history as well, in one transaction. All are processes of their own on one embedded
 * server, which is another.
 */
export async function bench(): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'runsheet-bench-'))
  const running: ChildProcess[] = []
  const { server: slack, url: apiUrl } = await startSlack()
  try {
    const dbPort = await freePort()
    const embedded = [...HEAP, 'dist/embedded/main.js', '--port', String(dbPort), '--data', join(dataDir, 'database')]
    running.push(await start(embedded, {}, /mongodb:\/\//))
    const uri = `mongodb://127.0.0.1:${dbPort}/?replicaSet=rs0&directConnection=true`
    const connection = await openConnection(uri)
    const stores = storesOn(connection, { wall: () => Date.now() })
    await stores.ensureIndexes()
    await fillWorkspace(stores, connection, TASKS)
    const rows = await connection
      .collection('tasks')
      .find({ open: true }, { projection: { reference: 1 } })
      .toArray()
    const open = rows.map(({ reference }) => String(reference))
    await stores.close()

    const [port, barePort, wholePort] = [await freePort(), await freePort(), await freePort()]
    const env = {
      MONGODB_URI: uri,
      PORT: String(port),
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_API_URL: apiUrl,
    }
    running.push(await start([...HEAP, 'dist/main.js'], env, /Runsheet is running/))
    const bare = ['--import', 'tsx', 'test/bench/bare-app.ts', uri]
    running.push(await start([...bare, String(barePort), SECRET, apiUrl], {}, /ready/))
    running.push(await start([...bare, String(wholePort), SECRET, apiUrl, 'whole'], {}, /ready/))

    const all: Figure[] = []
    const lines = linesFor(open)
    const [create] = lines
    // Both processes are warm before anything counts.
    await load(port, 20, create[1], create[2])
    for (const each of [barePort, wholePort]) await load(each, 20, create[1], /Noted/)
    for (const crowd of CROWDS) {
      const people = crowd === 1 ? '1 person' : `${crowd} people`
      const floor = await load(barePort, crowd, create[1], /Noted/)
      all.push(...figures(`bare app, ${people}`, floor))
      const whole = await load(wholePort, crowd, create[1], /Noted/)
      const share = (of: Load): string => `${(of.perSecond / floor.perSecond).toFixed(2)} of the bare app’s`
      all.push(...figures(`bare app with a number and a history, ${people}`, whole, share(whole)))
      for (const [name, line, expected] of lines) {
        const measured = await load(port, crowd, line, expected)
        all.push(...figures(`${name}, ${people}`, measured, name === 'create' ? share(measured) : undefined))
      }
    }
    return all
  } finally {
    for (const child of running.toReversed()) await stop(child)
    slack.closeAllConnections()
    slack.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

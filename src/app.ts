import { AsyncResource } from 'node:async_hooks'
import { join } from 'node:path'
import { buildAddresses } from './addresses.ts'
import type { Config } from './config.ts'
import { DEFAULT_WORKING_HOURS } from './domain/member.ts'
import { fullSight } from './domain/sight.ts'
import { DEFAULT_SETTINGS } from './domain/workspace.ts'
import { registerFeatures } from './features.ts'
import { buildHeartbeat } from './http/health.ts'
import type { Heartbeat } from './http/health.ts'
import { buildMetrics } from './http/metrics.ts'
import type { Metrics } from './http/metrics.ts'
import { buildHttpServer } from './http/server.ts'
import { buildTaskPages } from './http/task-pages.ts'
import { objectIds } from './ids.ts'
import { buildOutboxDelivery } from './jobs/deliver-outbox.ts'
import { buildJobs } from './jobs/jobs.ts'
import type { Jobs } from './jobs/jobs.ts'
import { buildScheduler } from './jobs/scheduler.ts'
import type { Addresses, Clock, Log, Ports } from './ports.ts'
import { rememberMembers, rememberProjects } from './remember.ts'
import { buildSights } from './sights.ts'
import { buildSlack } from './slack/bolt.ts'
import type { Slack } from './slack/bolt.ts'
import { connectStores } from './store/mongo.ts'
import type { Stores } from './store/mongo.ts'
import { buildSheets } from './store/sheets.ts'
import { openWorld } from './world.ts'

/** What tests put in the place of the real parts. */
export interface Overrides {
  readonly clock?: Clock
  /** Milliseconds for a call to Slack. */
  readonly callTimeout?: number
}

export interface Running {
  /** Where the sandbox's page is; null where Runsheet talks to Slack itself. */
  readonly sandboxUrl: string | null
  readonly port: number
}

export interface RunsheetProcess {
  /** Resolves when Slack (or the sandbox) can be served. */
  start(): Promise<Running>
  /** Finishes what is in hand, gives leases back, closes everything; safe to call at any time. */
  stop(): Promise<void>
}

/** What was started, to be stopped in the opposite order. */
type Stop = () => Promise<void>

/** The composition root: the only place where ports meet adapters. */
export function buildApp(config: Config, log: Log, overrides: Overrides = {}): RunsheetProcess {
  const stops: Stop[] = []
  return {
    start: () => start(config, log, overrides, stops),
    stop: async () => {
      for (let stop = stops.pop(); stop; stop = stops.pop()) {
        await stop().catch((error: unknown) => log.error({ err: error }, 'A part did not stop cleanly'))
      }
    },
  }
}

async function start(config: Config, log: Log, overrides: Overrides, stops: Stop[]): Promise<Running> {
  const [uri, world] = await Promise.all([
    config.mongodbUri ?? startDatabase(config, stops),
    openWorld(config, (stop) => stops.push(stop)),
  ])
  const clock = overrides.clock ?? world.clock
  const stores = await openStores(uri, { clock, log, alone: config.mongodbUri === null }, stops)
  const metrics = buildMetrics()
  const slack = buildSlack({
    ...stores,
    mode: world.slack,
    apiUrl: world.apiUrl,
    vault: stores.installations,
    workingHours: DEFAULT_WORKING_HOURS,
    workspaceSettings: DEFAULT_SETTINGS,
    onAcknowledged: (surface, milliseconds) => metrics.acknowledged(surface, milliseconds),
    // Whoever acts in the sandbox sees what came of it, though events are acknowledged before they are worked off.
    onWorking: () => world.begin(),
    clock,
    ids: objectIds,
    log,
    ...(overrides.callTimeout === undefined ? {} : { callTimeout: overrides.callTimeout }),
  })
  const { ports, outbox } = wire(stores, slack, {
    addresses: buildAddresses(config.publicUrl),
    clock,
    log,
    onOutcome: (outcome) => metrics.delivered(outcome),
    onDelivering: () => world.begin(),
  })
  registerFeatures(slack.app, ports)
  const jobs = buildJobs(ports, () => outbox.deliver())
  const heartbeat = buildHeartbeat(() => clock.wall())
  const runDue = watchedRun({ slack, jobs, clock, metrics, heartbeat })
  const http = buildHttpServer({
    host: config.host,
    port: config.port,
    slack: slack.requestListener,
    pages: pagesOf(ports, slack, clock),
    metrics,
    log,
    checks: {
      database: () => stores.ping().then(() => true),
      slack: () => slack.ready(),
      jobs: () => heartbeat.check(),
    },
  })
  stops.push(() => outbox.stop())
  const { port } = await http.listen()
  world.servedAt(port)
  stops.push(
    () => slack.stop(),
    () => http.stop(),
  )
  await slack.start()
  await world.settle(ports, { runDue, nextDueAt: (after) => jobs.nextDueAt(after) })
  const scheduler = buildScheduler({ runDue }, { clock, log })
  scheduler.start()
  stops.push(() => jobs.stop().then(() => scheduler.stop()))
  return { sandboxUrl: world.sandboxUrl, port }
}

interface RunParts {
  readonly slack: Slack
  readonly jobs: Jobs
  readonly clock: Clock
  readonly metrics: Metrics
  readonly heartbeat: Heartbeat
}

/** One round of what runs by itself, timed, and noted for the readiness check. */
function watchedRun({ slack, jobs, clock, metrics, heartbeat }: RunParts): (now: Date) => Promise<void> {
  return async (now) => {
    const begun = clock.wall()
    let failed = true
    try {
      await slack.finishEvents()
      await jobs.runDue(now)
      failed = false
      heartbeat.beat()
    } finally {
      metrics.jobsRan(clock.wall() - begun, failed)
    }
  }
}

interface StoreFacts {
  readonly clock: Clock
  readonly log: Log
  /** No other process works on the database. */
  readonly alone: boolean
}

async function openStores(uri: string, { clock, log, alone }: StoreFacts, stops: Stop[]): Promise<Stores> {
  const stores = await connectStores(uri, { wall: () => clock.wall(), log })
  stops.push(() => stores.close())
  await stores.ensureIndexes()
  // Leases that are there were held by a process that is gone.
  if (alone) await stores.endLeases()
  const wall = (): number => clock.wall()
  return {
    ...stores,
    members: rememberMembers(stores.members, wall),
    projects: rememberProjects(stores.projects, wall),
  }
}

async function startDatabase(config: Config, stops: Stop[]): Promise<string> {
  // Only where it is needed: production runs without it.
  const { startEmbedded } = await import('./embedded/index.ts')
  const server = await startEmbedded({ dataDir: join(config.dataDir, 'database') })
  stops.push(() => server.stop())
  return server.uri
}

interface Tools {
  readonly addresses: Addresses
  readonly clock: Clock
  readonly log: Log
  readonly onOutcome: (outcome: string) => void
  /** Told when a delivery begins; what it gives back, when it ends. */
  readonly onDelivering: () => () => void
}

const pagesOf = (ports: Ports, { appPage }: Slack, clock: Clock) =>
  buildTaskPages({
    ...ports,
    taskNamed: ({ workspaceId, reference }) => ports.tasks.byReference(fullSight(workspaceId), reference),
    appPage,
    wall: () => clock.wall(),
  })

/** Ports need the outbox's wake-up, and delivery needs the ports: the knot is tied here. */
function wire(stores: Stores, slack: Slack, { addresses, clock, log, onOutcome, onDelivering }: Tools) {
  const { messenger, directory, channels, files } = slack
  const sheets = buildSheets(stores, addresses)
  const sights = buildSights({ projects: stores.projects, channels })
  const ports: Ports = {
    ...stores,
    clock,
    ids: objectIds,
    log,
    messenger,
    directory,
    channels,
    files,
    sheets,
    sights,
    addresses,
    wakeOutbox: () => wake(),
  }
  const outbox = buildOutboxDelivery(ports, { onOutcome })
  const deliver = async (): Promise<void> => {
    const end = onDelivering()
    try {
      await outbox.deliver()
    } catch (error) {
      log.error({ err: error }, 'Delivery of the outbox failed')
    } finally {
      end()
    }
  }
  // Whoever wakes the outbox may be in a transaction, which delivery must not take for its own.
  const wake = AsyncResource.bind(() => void deliver())
  return { ports, outbox }
}

import type { Server } from 'node:http'
import { nextScheduledAt, runScheduled } from './api/schedule.ts'
import { openActivity } from './deliveries/activity.ts'
import { watchedTransport } from './deliveries/faulty-transport.ts'
import { httpTransport } from './deliveries/http-transport.ts'
import { socketTransport } from './deliveries/socket-transport.ts'
import type { DisconnectReason, SocketTransport } from './deliveries/socket-transport.ts'
import { openTriggers } from './deliveries/triggers.ts'
import { openInputs, openOffers } from './drive/inputs.ts'
import { listen, makeServer } from './http/server.ts'
import { realNow } from './real-time.ts'
import type { Services } from './services.ts'
import { DEFAULT_SEED } from './world/default-seed.ts'
import { openFaults } from './world/faults.ts'
import { openFollowers } from './world/followers.ts'
import { openLog } from './world/log.ts'
import { installIn } from './world/lookup.ts'
import type { Manifest } from './world/manifest.ts'
import { readManifest } from './world/manifest.ts'
import { openMover } from './world/move.ts'
import type { Follower } from './world/move.ts'
import { newApp, populate } from './world/populate.ts'
import type { AppRecord } from './world/records.ts'
import { readSeed } from './world/seed.ts'
import { openWorld } from './world/world.ts'
import type { World } from './world/world.ts'

export { followClock } from './follow-clock.ts'
export type { FollowedClock } from './follow-clock.ts'

export interface SandboxApp {
  /** The app's manifest, parsed from YAML or JSON. */
  readonly manifest: unknown
  /** Where it takes deliveries over HTTP, asked for each where it is known only later; absent: Socket Mode. */
  readonly requestUrl?: string | (() => string)
  /** What moves with the clock in the same process. */
  readonly joined?: Follower
}

export interface Credentials {
  readonly botToken: string
  readonly signingSecret: string
  readonly appToken: string
  readonly clientId: string
  readonly clientSecret: string
  readonly teamId: string
  readonly botUserId: string
  readonly appId: string
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`: the page; the drive API under `/sandbox/`, the Web API under `/api/`. */
  readonly url: string
  /** What `SLACK_API_URL` is to be. */
  readonly apiUrl: string
  /** World time. */
  readonly clock: { now(): Date }
  readonly credentials: Credentials
  /** Joins what moves with the clock, where it came into being after the sandbox. */
  join(joined: SandboxApp['joined']): void
  /** Says that the app is connected and seeded: `ready` of the state. */
  setReady(ready: boolean): void
  /** Says that an app in the same process is at work, until the result is called: what waits for its quiet waits on. */
  begin(): () => void
  /** Socket Mode: ends the app's connections as Slack does every few hours; a `warning` leaves ten seconds. */
  disconnect(reason: DisconnectReason): void
  stop(): Promise<void>
}

export interface SandboxOptions {
  readonly port: number
  readonly dataDir: string
  /** The instant at which a new world starts; default: the seed's, else real time. */
  readonly now?: Date
  readonly app: SandboxApp
  readonly seed?: unknown
  /** How long an app has to do nothing until an act is answered; default 150 ms. */
  readonly quietMs?: number
}

/** Starts a local Slack workspace with one app, on loopback; the world in `dataDir` goes on where it stopped. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const manifest = readManifest(options.app.manifest)
  const { world, app } = await worldOf(options, manifest)
  let url = ''
  let ready = false
  const { wire, sockets } = wireTo(options.app, app, world)
  const [log, faults, activity] = [openLog(world), openFaults(), openActivity()]
  const transport = watchedTransport(wire, { faults, log, activity })
  const s = {
    world,
    app,
    manifest,
    log,
    faults,
    transport,
    activity,
    triggers: openTriggers(),
    url: () => url,
  } satisfies Services
  const mover = openMover(s, { nextAt: () => nextScheduledAt(s), runDue: () => runScheduled(s) })
  if (options.app.joined) mover.follow(options.app.joined)
  const server = makeServer(
    s,
    {
      drive: { s, inputs: openInputs(), offers: openOffers() },
      mover,
      followers: openFollowers(mover, world.clock),
      ready: () => ready,
      quietMs: options.quietMs,
      ...disconnecting(sockets),
    },
    sockets,
  )
  url = `http://127.0.0.1:${await listen(server, options.port)}`
  await world.commit()

  return {
    url,
    apiUrl: `${url}/api/`,
    clock: world.clock,
    credentials: credentials(world, app),
    join: (joined) => {
      if (joined) mover.follow(joined)
    },
    setReady: (to) => {
      ready = to
      world.feed.tell({ kind: 'state' })
    },
    begin: () => activity.begin(),
    disconnect: (reason) => sockets?.disconnect(reason),
    stop: async () => {
      mover.stop()
      wire.close()
      await closeServer(server)
      await world.close()
    },
  }
}

/** The world that the folder holds, or else a new one as the seed describes it, with the app in it. */
async function worldOf(options: SandboxOptions, manifest: Manifest) {
  const seed = readSeed(options.seed ?? DEFAULT_SEED)
  const start = options.now?.getTime() ?? (seed.now === undefined ? realNow() : new Date(seed.now).getTime())
  const world = await openWorld(options.dataDir, start)
  const app = appOf(world, manifest)
  if (world.teams.size === 0) populate(world, seed, app, manifest)
  else refreshApp(world, manifest)
  return { world, app }
}

const disconnecting = (sockets: SocketTransport | undefined) =>
  sockets ? { disconnect: (reason: DisconnectReason) => sockets.disconnect(reason) } : {}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

/** The wire to the app: its request URL, or else Socket Mode. */
function wireTo({ requestUrl }: SandboxApp, app: AppRecord, world: World) {
  if (requestUrl !== undefined) {
    const url = typeof requestUrl === 'string' ? () => requestUrl : requestUrl
    return { wire: httpTransport(url, app.signingSecret), sockets: undefined }
  }
  const sockets = socketTransport(app.id, () => world.feed.tell({ kind: 'state' }))
  return { wire: sockets, sockets }
}

function appOf(world: World, manifest: Manifest): AppRecord {
  const [found] = world.apps.all()
  return found ?? world.apps.put(newApp(manifest))
}

/** A changed manifest takes effect at the next start, as if the app had been installed again. */
function refreshApp(world: World, manifest: Manifest): void {
  for (const install of world.installs.filter((i) => i.seeded === true && !i.revoked)) {
    world.installs.put({ ...install, scopes: manifest.botScopes })
  }
}

function credentials(world: World, app: AppRecord): Credentials {
  const [team] = world.teams.all()
  const install = team ? installIn(world, app.id, team.id) : undefined
  return {
    botToken: install?.botToken ?? '',
    signingSecret: app.signingSecret,
    appToken: app.appToken,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    teamId: team?.id ?? '',
    botUserId: install?.botUserId ?? '',
    appId: app.id,
  }
}

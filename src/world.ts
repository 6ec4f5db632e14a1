import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { seedAgency } from './agency.ts'
import type { AgencyPlaces } from './agency.ts'
import { systemClock, worldClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Clock, Ports } from './ports.ts'
import type { Sandbox } from './sandbox/index.ts'
import type { SlackMode } from './slack/access.ts'

/** What moves with a clock that can be moved. */
export interface Joined {
  runDue(now: Date): Promise<void>
  nextDueAt(after: Date): Promise<Date | null>
}

/** Where Runsheet is: Slack and the system's clock, or a sandbox and its clock, in this process or in another. */
export interface World {
  readonly clock: Clock
  readonly slack: SlackMode
  /** Another root of Slack's Web API; Slack's own when it is undefined. */
  readonly apiUrl: string | undefined
  /** The sandbox of this process. */
  readonly sandboxUrl: string | null
  /** Says that Runsheet is at work, until the result is called. */
  begin(): () => void
  /** Called once Runsheet listens: where the sandbox of this process reaches it. */
  servedAt(port: number): void
  /** Called once Runsheet is connected: from now on the clock moves it along. */
  settle(ports: Ports, joined: Joined): Promise<void>
}

type OnStop = (stop: () => Promise<void>) => void

const MANIFEST = new URL('../manifest.yml', import.meta.url)

/** Opens the world that the configuration names. */
export async function openWorld(config: Config, onStop: OnStop): Promise<World> {
  if (config.slack.kind === 'sandbox') return openInSandbox(config, onStop)
  const slack = {
    slack: config.slack,
    apiUrl: config.slackApiUrl ?? undefined,
    sandboxUrl: null,
    begin: () => () => {},
    servedAt: () => {},
  }
  if (config.clockUrl === null) return { ...slack, clock: systemClock, settle: async () => {} }
  const { followClock } = await import('./sandbox/index.ts')
  const followed = await followClock(config.clockUrl)
  onStop(() => followed.stop())
  return { ...slack, clock: worldClock(followed), settle: async (_ports, joined) => followed.join(joined) }
}

/** The sandbox's clock moves Runsheet along, and its workspace gets an agency to look at. */
async function openInSandbox(config: Config, onStop: OnStop): Promise<World> {
  let served = config.port
  const sandbox = await openSandbox(config, () => `http://127.0.0.1:${served}/slack/events`)
  onStop(() => sandbox.stop())
  const { signingSecret, botToken } = sandbox.credentials
  return {
    clock: worldClock(sandbox.clock),
    slack: { kind: 'http', signingSecret, botToken },
    apiUrl: sandbox.apiUrl,
    sandboxUrl: sandbox.url,
    begin: () => sandbox.begin(),
    servedAt: (port) => {
      served = port
    },
    settle: async (ports, joined) => {
      sandbox.join(joined)
      await seedAgency(ports, await placesOf(sandbox))
      sandbox.setReady(true)
    },
  }
}

async function openSandbox(config: Config, requestUrl: () => string): Promise<Sandbox> {
  const { startSandbox } = await import('./sandbox/index.ts')
  return startSandbox({
    port: config.sandboxPort,
    dataDir: join(config.dataDir, 'sandbox'),
    ...(config.sandboxNow ? { now: config.sandboxNow } : {}),
    app: {
      manifest: parse(await readFile(MANIFEST, 'utf8')),
      requestUrl,
    },
  })
}

const State = z.object({
  workspaces: z.tuple(
    [
      z.object({
        id: z.string(),
        members: z.array(z.object({ id: z.string(), name: z.string() })),
        channels: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ],
    z.unknown(),
  ),
})

/** Where the agency finds its people and channels: by the names that the sandbox shows to everybody. */
async function placesOf(sandbox: Sandbox): Promise<AgencyPlaces> {
  const response = await fetch(`${sandbox.url}/sandbox/state`)
  const [{ id: workspaceId, members, channels }] = State.parse(await response.json()).workspaces
  const idOf = (items: readonly { readonly id: string; readonly name: string }[], name: string): string => {
    const found = items.find((item) => item.name === name)
    if (!found) throw new Error(`The sandbox has no ${name}.`)
    return found.id
  }
  return { workspaceId, memberId: (name) => idOf(members, name), channelId: (name) => idOf(channels, name) }
}

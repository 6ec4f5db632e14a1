import { DEFAULT_WORKING_HOURS } from '../../src/domain/member.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/workspace.ts'
import { buildMetrics } from '../../src/http/metrics.ts'
import { buildHttpServer } from '../../src/http/server.ts'
import { buildSlack } from '../../src/slack/bolt.ts'
import type { Slack, SlackOptions } from '../../src/slack/bolt.ts'
import type { Stores } from '../../src/store/mongo.ts'
import type { MovableClock } from './clock.ts'
import { sequentialIds } from './clock.ts'
import { recordingLog } from './logs.ts'
import { SIGNING_SECRET } from './slack-requests.ts'
import type { SlackTarget } from './slack-requests.ts'

export interface SlackApp extends SlackTarget {
  readonly slack: Slack
  readonly log: ReturnType<typeof recordingLog>
  stop(): Promise<void>
}

/** Slack's side of Runsheet with real stores behind a real server, and no features: a test registers its own listeners. */
export async function startSlackApp(
  stores: Stores,
  clock: MovableClock,
  overrides: Partial<SlackOptions> = {},
): Promise<SlackApp> {
  const log = recordingLog()
  const slack = buildSlack({
    mode: { kind: 'http', signingSecret: SIGNING_SECRET, botToken: 'xoxb-one' },
    apiUrl: undefined,
    clock,
    ids: sequentialIds(`id-${Math.random().toString(36).slice(2, 8)}`),
    log,
    workspaces: stores.workspaces,
    members: stores.members,
    inbox: stores.inbox,
    leases: stores.leases,
    drafts: stores.drafts,
    vault: stores.installations,
    workingHours: DEFAULT_WORKING_HOURS,
    workspaceSettings: DEFAULT_SETTINGS,
    callTimeout: 300,
    ...overrides,
  })
  const server = buildHttpServer({
    host: '127.0.0.1',
    port: 0,
    slack: slack.requestListener,
    checks: { slack: () => slack.ready() },
    metrics: buildMetrics(),
    log,
  })
  const { port } = await server.listen()
  return {
    slack,
    log,
    baseUrl: `http://127.0.0.1:${port}`,
    signingSecret: SIGNING_SECRET,
    wall: () => clock.wall(),
    stop: async () => {
      await server.stop(500)
      await slack.stop(500)
    },
  }
}

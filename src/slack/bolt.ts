import type { RequestListener } from 'node:http'
import type { App, AuthorizeResult, Receiver } from '@slack/bolt'
import type { WorkingHours } from '../domain/member.ts'
import type { WorkspaceSettings } from '../domain/workspace.ts'
import type { Channels, Files, Messenger, Ports } from '../ports.ts'
import { buildAppPage } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { buildAccess } from './access.ts'
import type { SlackMode } from './access.ts'
import { clientOptions, slackLogger } from './client-options.ts'
import type { ClientSettings } from './client-options.ts'
import { buildChannels } from './channels.ts'
import { buildClients } from './clients.ts'
import { buildDirectory } from './directory.ts'
import type { SlackDirectory } from './directory.ts'
import { buildErrorHandler } from './error-handler.ts'
import { buildFiles } from './files.ts'
import { finishEvents } from './finish-events.ts'
import { buildHttpReceiver } from './http-receiver.ts'
import type { InstallationVault } from './installations.ts'
import { registerOwnListeners } from './listeners.ts'
import { buildMessenger } from './messenger.ts'
import type { Surface } from './payload.ts'
import { slackRoutes } from './routes.ts'
import { RunsheetApp } from './runsheet-app.ts'
import { buildSocketReceiver } from './socket-receiver.ts'

type SlackPorts = 'clock' | 'ids' | 'log' | 'workspaces' | 'members' | 'inbox' | 'leases' | 'drafts'

export interface SlackOptions extends Pick<Ports, SlackPorts> {
  readonly mode: SlackMode
  /** Another root of the Web API (the sandbox, an emulator); Slack's own when it is undefined. */
  readonly apiUrl: string | undefined
  readonly vault: InstallationVault
  /** What holds for people who have not set theirs. */
  readonly workingHours: WorkingHours
  /** What holds in a workspace until an admin of it says otherwise. */
  readonly workspaceSettings: WorkspaceSettings
  /** Milliseconds for a call to Slack; tests shorten it. */
  readonly callTimeout?: number
  /** Told how long each request waited for its acknowledgement. */
  readonly onAcknowledged?: (surface: Surface, milliseconds: number) => void
  /** Told when the work on a request begins; what it gives back, when it ends. */
  readonly onWorking?: () => () => void
}

export interface Slack {
  /** Features register their listeners here. */
  readonly app: App
  readonly messenger: Messenger
  readonly directory: SlackDirectory
  readonly channels: Channels
  readonly files: Files
  /** Where Slack opens the app in a workspace. */
  readonly appPage: AppPage
  /** For all requests whose path begins with `/slack/`; undefined in Socket Mode, where there are none. */
  readonly requestListener: RequestListener | undefined
  /** Connects, where there is something to connect. What Slack does not answer in ten seconds is asked again later. */
  start(): Promise<void>
  /** Takes nothing new and finishes the requests in hand, for `milliseconds` at most. */
  stop(milliseconds?: number): Promise<void>
  /** True when Slack has confirmed who the app is and, in Socket Mode, a connection is open. */
  ready(): Promise<boolean>
  /** Works off events that a crash left behind; each minute. */
  finishEvents(): Promise<void>
}

const STOP_LIMIT = 10_000
/** Jobs must run although Slack does not let us connect yet; the connections go on trying. */
const START_LIMIT = 10_000

/** Everything between Slack and the features. */
export function buildSlack(options: SlackOptions): Slack {
  const { mode, clock, log } = options
  const timeout = options.callTimeout === undefined ? {} : { timeout: options.callTimeout }
  const settings: ClientSettings = { apiUrl: options.apiUrl, log, clock, ...timeout }
  const { authority, oauth, tenants, installations } = buildAccess({ ...options, settings })
  const clients = buildClients(settings, (workspaceId) => authority.tokenOf(workspaceId))
  const messenger = buildMessenger({ clients, log })
  const directory = buildDirectory({ ...options, clients })
  const channels = buildChannels({ clients, clock })
  const appPage = buildAppPage({ clients, workspaces: options.workspaces, log })
  const receiving = buildReceiving(options, settings)

  const app: RunsheetApp = new RunsheetApp(
    {
      receiver: receiving.receiver,
      authorize: async (source): Promise<AuthorizeResult> => {
        const result = await authority.authorize(source)
        app.keepOnly(result.teamId ?? result.enterpriseId, result.botToken)
        return result
      },
      convoStore: false,
      extendedErrorHandler: true,
      attachFunctionToken: false,
      clientOptions: clientOptions(settings),
      logger: slackLogger(log),
    },
    { ...options, messenger, wall: () => clock.wall(), onAcknowledged: options.onAcknowledged ?? (() => {}) },
  )
  app.error(buildErrorHandler({ ...options, clients, turnOf: (body) => app.turnOf(body) }))
  registerOwnListeners(app, { directory, channels, tenants, clients, installations })

  return {
    app,
    messenger,
    directory,
    channels,
    files: buildFiles({ clients }),
    appPage,
    requestListener: receiving.events && slackRoutes(receiving.events, oauth, log),
    start: async () => {
      await authority.ready()
      if (mode.kind === 'socket') await atMost(START_LIMIT, receiving.receiver.start())
    },
    stop: async (milliseconds = STOP_LIMIT) => {
      if (mode.kind === 'socket') await receiving.receiver.stop()
      await atMost(milliseconds, app.idle())
    },
    ready: async () => receiving.isConnected() && (await authority.ready()),
    finishEvents: () => finishEvents({ app, inbox: options.inbox, clock, log }),
  }
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, limit]).finally(() => clearTimeout(timer))
}

interface Receiving {
  readonly receiver: Receiver
  readonly events: RequestListener | undefined
  isConnected(): boolean
}

function buildReceiving({ mode, clock, log }: SlackOptions, settings: ClientSettings): Receiving {
  if (mode.kind === 'socket') {
    const receiver = buildSocketReceiver({ appToken: mode.appToken, settings, log })
    return { receiver, events: undefined, isConnected: () => receiver.isConnected() }
  }
  const { receiver, requestListener } = buildHttpReceiver({ signingSecret: mode.signingSecret, clock, log })
  return { receiver, events: requestListener, isConnected: () => true }
}

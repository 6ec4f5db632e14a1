import { computed, signal } from '@preact/signals'
import type {
  Channel,
  Home,
  InstalledApp,
  Member,
  Message,
  Modal,
  State,
  UnreadChannel,
  Workspace,
} from '../../protocol.ts'

/** What the middle of the page shows. */
export type Route =
  | { readonly kind: 'channel'; readonly id: string }
  | { readonly kind: 'dm'; readonly user: string }
  | { readonly kind: 'app'; readonly app: string; readonly tab: 'home' | 'messages' }

/** An open thread beside the conversation. */
export interface ThreadRoute {
  readonly channel: string
  readonly ts: string
}

/** The world as last heard of. */
export const world = signal<State | undefined>(undefined)
export const apps = signal<readonly InstalledApp[]>([])
/** True while the server cannot be heard. */
export const offline = signal(false)

/** The id of the workspace that is shown. */
export const workspaceId = signal('')
/** The id of the member whom the person at the screen plays. */
export const actorId = signal('')

export const route = signal<Route | undefined>(undefined)
export const thread = signal<ThreadRoute | undefined>(undefined)

/** Channel id of the conversation on show, once known (a direct message is only made when it is first opened). */
export const openChannel = signal('')
export const messages = signal<readonly Message[] | undefined>(undefined)
export const threadMessages = signal<readonly Message[] | undefined>(undefined)
export const unread = signal<readonly UnreadChannel[]>([])
/** What apps posted during the last move of the clock, until the person looks elsewhere. */
export const postedMeanwhile = signal<readonly Message[] | undefined>(undefined)
/** `last_read` of the open conversation at the moment when it was opened: where the line "New" stands. */
export const newSince = signal('')
export const modal = signal<Modal>({ modal: null, depth: 0 })
export const home = signal<Home['view'] | undefined>(undefined)

export const workspace = computed<Workspace | undefined>(
  () => world.value?.workspaces.find((one) => one.id === workspaceId.value) ?? world.value?.workspaces[0],
)

const none: readonly never[] = []

export const members = computed<readonly Member[]>(() => workspace.value?.members ?? none)
export const channels = computed<readonly Channel[]>(() => workspace.value?.channels ?? none)
export const teamApps = computed<readonly InstalledApp[]>(() =>
  apps.value.filter((app) => !workspace.value || app.team_id === workspace.value.id || app.team_id === ''),
)

const memberById = computed(() => new Map(members.value.map((one) => [one.id, one])))
const channelById = computed(() => new Map(channels.value.map((one) => [one.id, one])))

export const memberOf = (id: string | undefined): Member | undefined => (id ? memberById.value.get(id) : undefined)
export const channelOf = (id: string | undefined): Channel | undefined => (id ? channelById.value.get(id) : undefined)
export const appOf = (id: string | undefined): InstalledApp | undefined =>
  id ? teamApps.value.find((app) => app.id === id || app.bot_user_id === id || app.bot_id === id) : undefined

/** The member whom the person at the screen plays. */
export const actor = computed<Member | undefined>(() => memberOf(actorId.value))
/** That member's zone: every time on the page is shown in it. */
export const zone = computed(() => actor.value?.tz ?? 'UTC')

/** People who can be played: everyone but bots and those who left. */
export const people = computed(() => members.value.filter((one) => one.kind !== 'bot' && !one.deleted))

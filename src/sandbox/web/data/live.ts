import { batch } from '@preact/signals'
import type { Apps, Home, Message, Messages, Modal, State, StreamEvent, Unread } from '../../protocol.ts'
import { read, send, streamAddress } from './api.ts'
import { setClock } from './clock.ts'
import { loadLog } from './log.ts'
import { announce } from './notices.ts'
import * as store from './store.ts'
import { authorName } from './people.ts'

const who = (): { as: string; workspace: string } => ({ as: store.actorId.value, workspace: store.workspaceId.value })

export async function loadWorld(): Promise<void> {
  const [state, apps] = await Promise.all([
    read<State>('state'),
    read<Apps>('apps', { workspace: store.workspaceId.value }),
  ])
  batch(() => {
    store.offline.value = state === undefined
    if (apps) store.apps.value = apps.apps
    if (!state) return
    store.world.value = state
    setClock(state.now, state.running)
  })
}

export async function loadUnread(): Promise<void> {
  const got = await read<Unread>('unread', who())
  if (got) store.unread.value = got.channels
}

export async function loadModal(): Promise<void> {
  const got = await read<Modal>('modal', who())
  if (got) store.modal.value = got
}

export async function loadHome(): Promise<void> {
  const at = store.route.value
  if (at?.kind !== 'app') return
  const got = await read<Home>('home', { ...who(), app: at.app })
  if (got && store.route.value === at) store.home.value = got.view
}

/** Fetches the open conversation; for a direct message this is also what finds its channel. */
export async function loadMessages(): Promise<void> {
  const at = store.route.value
  const as = store.actorId.value
  if (!at || as === '') return
  const got = await fetchRoute(at)
  if (!got || store.route.value !== at || store.actorId.value !== as) return
  batch(() => {
    const sameChannel = store.openChannel.value === got.channel
    announceNew(sameChannel ? store.messages.value : undefined, got.messages)
    store.openChannel.value = got.channel
    store.messages.value = share(sameChannel ? store.messages.value : undefined, got.messages)
  })
  markRead(got)
}

function fetchRoute(at: store.Route): Promise<Messages | undefined> {
  switch (at.kind) {
    case 'channel':
      return read<Messages>(`channels/${encodeURIComponent(at.id)}/messages`, who())
    case 'dm':
      return read<Messages>('dm', { ...who(), with: at.user })
    case 'app':
      return read<Messages>('dm', { ...who(), with: store.appOf(at.app)?.bot_user_id ?? 'app' })
    default:
      return Promise.resolve(undefined)
  }
}

function announceNew(before: readonly Message[] | undefined, after: readonly Message[]): void {
  if (!before) return
  const last = before.at(-1)?.ts ?? '0'
  const fresh = after.filter((message) => message.ts > last && message.user !== store.actorId.value)
  const text = fresh.map((message) => `${authorName(message)}: ${message.plain}`).join('. ')
  if (text) announce(text.slice(0, 400))
}

/** Says that what is on the screen was read, unless the page is in the background. */
export function markRead(shown: Messages): void {
  const at = store.route.value
  const hidden = at?.kind === 'app' && at.tab === 'home'
  if (hidden || document.visibilityState === 'hidden') return
  const mark = store.unread.value.find((one) => one.channel === shown.channel)
  const latest = shown.messages.at(-1)?.ts ?? '0'
  // What is known of unread marks may be older than the messages.
  if (!mark || latest > mark.last_read || mark.mentions > 0)
    void send('read', { ...who(), channel: shown.channel }).then(loadUnread)
}

export async function loadThread(): Promise<void> {
  const at = store.thread.value
  if (!at) return
  const got = await read<Messages>(`channels/${encodeURIComponent(at.channel)}/messages`, {
    ...who(),
    thread_ts: at.ts,
  })
  if (got && store.thread.value === at) store.threadMessages.value = share(store.threadMessages.value, got.messages)
}

/** Keeps the objects of messages that did not change, so that only the others are drawn anew. */
function share(before: readonly Message[] | undefined, after: readonly Message[]): readonly Message[] {
  if (!before) return after
  const known = new Map(before.map((message) => [message.ts, message]))
  return after.map((message) => {
    const old = known.get(message.ts)
    return old && JSON.stringify(old) === JSON.stringify(message) ? old : message
  })
}

/** Runs `job` soon and once, however often it is asked for meanwhile. */
function soon(job: () => Promise<void>, delay = 25): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined
      void job()
    }, delay)
  }
}

const refresh = {
  world: soon(loadWorld, 60),
  messages: soon(loadMessages),
  thread: soon(loadThread),
  unread: soon(loadUnread, 60),
  modal: soon(loadModal, 10),
  home: soon(loadHome, 10),
  log: soon(loadLog, 120),
}

function hear(event: StreamEvent): void {
  switch (event.kind) {
    case 'message':
      if (event.channel === store.openChannel.value) refresh.messages()
      if (event.channel === store.thread.value?.channel) refresh.thread()
      refresh.unread()
      return
    case 'clock':
      setClock(event.now, event.running)
      return
    case 'state':
      refresh.world()
      refresh.unread()
      return
    case 'unread':
    case 'modal':
    case 'home':
    case 'log':
      refresh[event.kind]()
      return
    default:
  }
}

const KINDS = ['message', 'modal', 'home', 'clock', 'state', 'unread', 'log'] as const

/** Listens to what changes for the acting member; the answer stops it. After a lost connection all is fetched anew. */
export function listen(): () => void {
  const source = new EventSource(streamAddress(store.actorId.value, store.workspaceId.value))
  let lost = false
  for (const kind of KINDS) {
    // The server writes exactly the objects of protocol.ts.
    source.addEventListener(kind, (event) => hear(JSON.parse((event as MessageEvent<string>).data) as StreamEvent))
  }
  source.addEventListener('open', () => {
    store.offline.value = false
    if (lost) void loadAll()
    lost = false
  })
  source.addEventListener('error', () => {
    lost = true
    store.offline.value = true
  })
  return () => source.close()
}

/** Fetches everything that the screen shows. */
export async function loadAll(): Promise<void> {
  await Promise.all([loadWorld(), loadUnread(), loadModal(), loadHome(), loadMessages(), loadThread(), loadLog()])
}

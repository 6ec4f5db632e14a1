import { batch, signal } from '@preact/signals'
import { loadAll, listen, loadHome, loadMessages, loadThread } from './live.ts'
import { tryAct } from './act.ts'
import { announce } from './notices.ts'
import { firstPlace, readAddress } from './route.ts'
import * as store from './store.ts'

/** On a narrow screen: whether the list of conversations lies over the page. */
export const drawerOpen = signal(false)

let stop: (() => void) | undefined

/** Shows another conversation. */
export function go(to: store.Route): void {
  batch(() => {
    const mark = markOf(to)
    store.newSince.value = mark && mark.unread > 0 ? mark.last_read : ''
    store.route.value = to
    store.openChannel.value = to.kind === 'channel' ? to.id : ''
    store.messages.value = undefined
    store.thread.value = undefined
    store.home.value = undefined
    store.postedMeanwhile.value = undefined
    drawerOpen.value = false
  })
  void loadMessages()
  arrive(to)
}

function markOf(to: store.Route) {
  const user = to.kind === 'dm' ? to.user : to.kind === 'app' ? store.appOf(to.app)?.bot_user_id : undefined
  return store.unread.value.find((one) =>
    to.kind === 'channel' ? one.channel === to.id : one.kind === 'dm' && one.with?.[0] === user,
  )
}

/** The app is told that its Home or its messages were opened, as Slack tells it. */
function arrive(to: store.Route): void {
  if (to.kind !== 'app') return
  if (to.tab === 'home') void tryAct({ do: 'open_home', app: to.app }).then(loadHome)
  else void tryAct({ do: 'open_dm', app: to.app }, 0)
}

export function openThread(channel: string, ts: string): void {
  batch(() => {
    store.threadMessages.value = undefined
    store.thread.value = { channel, ts }
  })
  void loadThread()
}

export function closeThread(): void {
  store.thread.value = undefined
}

/** Becomes another member: everything is fetched as that person sees it. */
export function actAs(id: string): void {
  batch(() => {
    store.actorId.value = id
    announce('')
    store.modal.value = { modal: null, depth: 0 }
    store.home.value = undefined
    store.messages.value = undefined
    store.thread.value = undefined
    store.newSince.value = ''
    store.unread.value = []
    if (!canSee(store.route.value)) store.route.value = firstPlace()
  })
  restart()
}

/** Another workspace, its first own member and first channel. */
export function switchWorkspace(id: string): void {
  store.workspaceId.value = id
  const own = store.people.value.find((one) => one.kind !== 'external') ?? store.people.value[0]
  store.actorId.value = own?.id ?? ''
  store.route.value = undefined
  actAs(store.actorId.value)
}

function canSee(at: store.Route | undefined): boolean {
  if (at?.kind === 'dm') return at.user !== store.actorId.value
  if (at?.kind !== 'channel') return at !== undefined
  const channel = store.channelOf(at.id)
  return channel !== undefined && (!channel.private || channel.members.includes(store.actorId.value))
}

function restart(): void {
  stop?.()
  stop = listen()
  void loadAll()
  const at = store.route.value
  if (at) arrive(at)
}

/** Starts what the page hears and shows; the back button moves between conversations. */
export function start(): void {
  readAddress()
  window.addEventListener('popstate', () => {
    const before = store.actorId.value
    readAddress()
    if (store.actorId.value === before) void loadAll()
    else restart()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void loadMessages()
  })
  restart()
}

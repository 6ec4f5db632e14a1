import { batch, effect } from '@preact/signals'
import * as store from './store.ts'

const ACTOR_KEY = 'sandbox.as'

/** Takes actor, conversation and thread from the address, else from the last visit, else the first that there is. */
export function readAddress(): void {
  const query = new URLSearchParams(location.search)
  batch(() => {
    store.workspaceId.value = pickWorkspace(query.get('workspace'))
    store.actorId.value = pickActor(query.get('as') ?? localStorage.getItem(ACTOR_KEY))
    store.route.value = readPlace(query) ?? firstPlace()
    const ts = query.get('thread')
    const channel = query.get('of')
    store.thread.value = ts && channel ? { channel, ts } : undefined
  })
}

function pickWorkspace(wanted: string | null): string {
  const all = store.world.value?.workspaces ?? []
  return (all.find((one) => one.id === wanted || one.name === wanted) ?? all[0])?.id ?? ''
}

function pickActor(wanted: string | null): string {
  const key = wanted?.toLowerCase().replace(/^@/u, '')
  const named = store.people.value.find((one) => one.name.toLowerCase() === key || one.id === wanted)
  return (named ?? store.people.value[0])?.id ?? ''
}

function readPlace(query: URLSearchParams): store.Route | undefined {
  const place = query.get('in') ?? ''
  if (place.startsWith('@')) return directPlace(place.slice(1), query.get('tab'))
  const name = place.replace(/^#/u, '')
  const channel = store.channels.value.find((one) => one.name === name || one.id === name)
  if (channel) return { kind: 'channel', id: channel.id }
  return /^[CDG][A-Z0-9]+$/u.test(name) ? { kind: 'channel', id: name } : undefined
}

function directPlace(name: string, tab: string | null): store.Route | undefined {
  const key = name.toLowerCase()
  const app = store.teamApps.value.find((one) => one.name.toLowerCase() === key)
  if (app) return { kind: 'app', app: app.id, tab: tab === 'home' ? 'home' : 'messages' }
  const member = store.members.value.find((one) => one.name.toLowerCase() === key)
  return member ? { kind: 'dm', user: member.id } : undefined
}

/** The first channel that the acting member is in. */
export function firstPlace(): store.Route | undefined {
  const mine = store.channels.value.find((one) => !one.archived && one.members.includes(store.actorId.value))
  const app = store.teamApps.value[0]
  if (mine) return { kind: 'channel', id: mine.id }
  return app ? { kind: 'app', app: app.id, tab: 'messages' } : undefined
}

function placeName(at: store.Route): string {
  switch (at.kind) {
    case 'channel':
      return store.channelOf(at.id)?.name ?? at.id
    case 'dm':
      return `@${store.memberOf(at.user)?.name ?? at.user}`
    case 'app':
      return `@${store.appOf(at.app)?.name ?? at.app}`
    default:
      return ''
  }
}

/** Keeps the address in step, so that a reload, a bookmark and the back button find the same screen. */
export function followRoute(): void {
  effect(() => {
    const at = store.route.value
    const who = store.actor.value
    if (!at || !who) return
    localStorage.setItem(ACTOR_KEY, who.name)
    const query = new URLSearchParams({ as: who.name, in: placeName(at) })
    if (at.kind === 'app' && at.tab === 'home') query.set('tab', 'home')
    if ((store.world.value?.workspaces.length ?? 0) > 1) query.set('workspace', store.workspaceId.value)
    const open = store.thread.value
    if (open) {
      query.set('of', open.channel)
      query.set('thread', open.ts)
    }
    const next = `?${query.toString().replaceAll('%40', '@')}`
    if (next === location.search) return
    const first = !new URLSearchParams(location.search).has('in')
    if (first) history.replaceState(null, '', next)
    else history.pushState(null, '', next)
  })
}

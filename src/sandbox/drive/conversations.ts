import { isRecord } from '../block-kit/schema.ts'
import type { SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { findDm, findUser } from '../world/lookup.ts'
import type { ChannelRecord, UserRecord } from '../world/records.ts'
import { CallerFault } from './fault.ts'
import { place } from './people.ts'

interface Choosing {
  readonly s: Services
  readonly user: UserRecord
}

/** A public channel by `#name`, `name` or id: what a channel list offers. */
export function channelChosen(choosing: Choosing, name: string): string {
  const channel = named(choosing, name)
  if (channel.kind !== 'channel' || channel.private || channel.archived) throw notOffered(name)
  return channel.id
}

/** A channel, or by `@name` a person, which a list of conversations offers with this filter. */
export function conversationChosen(choosing: Choosing, element: SlackObject, name: string): string {
  const { s, user } = choosing
  const filter = isRecord(element['filter']) ? element['filter'] : {}
  const person = /^@|^[UW][A-Z0-9]{8,}$/.test(name)
  if (!person) {
    const channel = named(choosing, name)
    if (channel.archived || !fits(filter, kindOf(channel), channel.external)) throw notOffered(name)
    return channel.id
  }
  const other = findUser(s.world, user.teamId, name)
  if (!other || other.deleted) throw new CallerFault(`there is no member "${name}" to choose`)
  const bot = filter['exclude_bot_users'] === true && other.kind === 'bot'
  if (bot || !fits(filter, 'im', false)) throw notOffered(name)
  return findDm(s.world, [user.id, other.id])?.id ?? other.id
}

function fits(filter: SlackObject, kind: string, external: boolean): boolean {
  const include = filter['include']
  if (Array.isArray(include) && !include.includes(kind)) return false
  return !(external && filter['exclude_external_shared_channels'] === true)
}

const kindOf = (channel: ChannelRecord): string =>
  channel.kind === 'channel' ? (channel.private ? 'private' : 'public') : channel.kind

function named({ s, user }: Choosing, name: string): ChannelRecord {
  return place(s, user, name.startsWith('#') || s.world.channels.has(name) ? name : `#${name}`)
}

const notOffered = (name: string): CallerFault => new CallerFault(`"${name}" is not offered here`)

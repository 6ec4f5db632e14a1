import { word } from '../json.ts'
import { edit, react, remove, reworded, unreact } from '../deeds/change.ts'
import { join, leave } from '../deeds/membership.ts'
import { changeUser } from '../deeds/people.ts'
import { emojiName } from '../api/team.ts'
import { SlackError } from '../api/errors.ts'
import { happen } from '../deliveries/events.ts'
import { linksIn, tellLinks } from '../deliveries/links.ts'
import { viewShape } from '../shapes/view.ts'
import { typedContent } from '../text/typed-content.ts'
import { homeOf } from '../world/views.ts'
import type { ChannelRecord, UserRecord } from '../world/records.ts'
import { CallerFault, Shown } from './fault.ts'
import type { Body } from './fields.ts'
import { need } from './fields.ts'
import { directWith, installFor, member, messageAt, place } from './people.ts'
import type { Drive } from './show.ts'

/** A channel that this person may write in. */
export function writable(drive: Drive, user: UserRecord, name: string): ChannelRecord {
  const channel = place(drive.s, user, name)
  if (channel.archived) throw new Shown('This channel has been archived.')
  if (isClosedToPeople(drive, channel)) throw new Shown('Sending messages to this app has been turned off.')
  if (!channel.members.includes(user.id))
    throw new CallerFault(`${user.name} is not in #${channel.name}: join first`, { status: 403 })
  return channel
}

/** The direct message with an app whose manifest has no Messages tab, or one to read only. */
function isClosedToPeople({ s }: Drive, channel: ChannelRecord): boolean {
  const withApp = channel.kind === 'im' && channel.members.some((id) => s.world.users.get(id)?.kind === 'bot')
  return withApp && (!s.manifest.messagesTab || s.manifest.messagesReadOnly)
}

function own(drive: Drive, user: UserRecord, body: Body) {
  const channel = place(drive.s, user, need(body, 'channel'))
  const found = messageAt(drive.s, user, channel, need(body, 'ts'))
  if (found.user !== user.id) throw new CallerFault('only the author can do that', { status: 403 })
  return { channel, found }
}

export async function editMessage(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const { channel, found } = own(drive, user, body)
  const content = typedContent(drive.s.world, user.teamId, need(body, 'text'))
  const edited = { user: user.id, ts: drive.s.world.nextTs() }
  const links = new Set<unknown>(linksIn(content.text))
  const attachments = (found.attachments ?? []).filter((one) => links.has(one['app_unfurl_url']))
  const { message, heard } = edit(
    drive.s,
    channel,
    found,
    reworded(found, { ...content, edited, ...(attachments.length > 0 ? { attachments } : {}) }),
  )
  await Promise.all([heard, tellLinks(drive.s, channel, message, found.text)])
  return null
}

export async function deleteMessage(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const { channel, found } = own(drive, user, body)
  await remove(drive.s, channel, found)
  return null
}

export async function reaction(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const channel = place(drive.s, user, need(body, 'channel'))
  const found = messageAt(drive.s, user, channel, need(body, 'ts'))
  let name: string
  try {
    name = emojiName(need(body, 'emoji'))
  } catch (error) {
    if (error instanceof SlackError) throw new CallerFault(`there is no emoji "${need(body, 'emoji')}"`)
    throw error
  }
  const done = (body['do'] === 'react' ? react : unreact)(drive.s, found, user.id, name)
  if (done !== false) await done
  return null
}

export async function openHome(drive: Drive, user: UserRecord): Promise<null> {
  if (!drive.s.manifest.homeTab) throw new CallerFault('the app has no Home tab (features.app_home.home_tab_enabled)')
  await opened(drive, user, 'home')
  return null
}

/** Opens the direct message with the app: its Messages tab. */
export async function openDirect(drive: Drive, user: UserRecord): Promise<null> {
  await opened(drive, user, 'messages')
  return null
}

async function opened({ s }: Drive, user: UserRecord, tab: 'home' | 'messages'): Promise<void> {
  const install = installFor(s, user)
  const channel = directWith(s, user, 'app')
  const view = homeOf(s.world, { teamId: user.teamId, appId: install.appId, userId: user.id })
  await happen(s, {
    name: 'app_home_opened',
    teamId: user.teamId,
    only: install,
    event: {
      type: 'app_home_opened',
      user: user.id,
      channel: channel.id,
      tab,
      ...(tab === 'home' && view ? { view: viewShape(s.world, view) } : {}),
      event_ts: s.world.nextTs(),
    },
  })
}

export async function joinChannel(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const channel = place(drive.s, user, need(body, 'channel'))
  if (!channel.members.includes(user.id)) await join(drive.s, channel, user)
  return null
}

export async function leaveChannel(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const channel = place(drive.s, user, need(body, 'channel'))
  if (channel.general) throw new Shown('You can’t leave the general channel.')
  if (channel.members.includes(user.id)) await leave(drive.s, channel, user)
  return null
}

export async function invite(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const channel = writable(drive, user, need(body, 'channel'))
  const name = need(body, 'user')
  const { s } = drive
  const team = s.world.teams.get(user.teamId)
  const app = name.toLowerCase().replace('@', '') === s.manifest.botName.toLowerCase()
  const invited = app ? s.world.users.get(installFor(s, user).botUserId) : member(s, name, team?.id)
  if (invited && !channel.members.includes(invited.id)) await join(s, channel, invited, user.id)
  return null
}

export async function presence(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const value = need(body, 'value')
  if (value !== 'active' && value !== 'away') throw new CallerFault('presence is "active" or "away"')
  drive.s.world.users.put({ ...user, presence: value })
  drive.s.world.feed.tell({ kind: 'state' })
  return null
}

/** Snoozes notifications for so many minutes; 0 ends it. */
export async function snooze(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const minutes = Number(body['value'])
  if (!Number.isFinite(minutes) || minutes < 0) throw new CallerFault('dnd takes minutes of snooze, 0 ends it')
  const { s } = drive
  const until = minutes === 0 ? 0 : Math.floor(s.world.clock.ms() / 1000) + minutes * 60
  s.world.users.put({ ...user, snoozeUntil: until })
  s.world.feed.tell({ kind: 'state' })
  await happen(s, {
    name: 'dnd_updated_user',
    teamId: user.teamId,
    event: {
      type: 'dnd_updated_user',
      user: user.id,
      dnd_status: { dnd_enabled: until > 0, next_dnd_start_ts: 1, next_dnd_end_ts: Math.max(until, 1) },
      event_ts: s.world.nextTs(),
    },
  })
  return null
}

/** `:palm_tree: On holiday`; empty clears it. */
export async function status(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const value = word(body['value'])
  const [, emoji, text] = /^\s*(:[^:\s]+:)?\s*([\s\S]*)$/.exec(value) ?? []
  await changeUser(drive.s, user, { statusEmoji: emoji ?? (text ? ':speech_balloon:' : ''), statusText: text ?? '' })
  return null
}

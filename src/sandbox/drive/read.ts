import type { Apps, Member, Messages, State, UnreadChannel, Workspace } from '../protocol.ts'
import { isStranger, zoneOffset } from '../shapes/user.ts'
import { dndOf } from '../world/dnd.ts'
import { findTeam, installIn, reaches, sharesChannel } from '../world/lookup.ts'
import type { ChannelRecord, TeamRecord, UserRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { homeOf, topView } from '../world/views.ts'
import type { Body } from './fields.ts'
import { maybe } from './fields.ts'
import { actorOf, directWith, installFor, place } from './people.ts'
import { shownIn, showMessage, showView } from './show.ts'
import type { Drive } from './show.ts'

export const readState = ({ s }: Drive, ready: boolean): State => ({
  ready,
  now: s.world.clock.now().toISOString(),
  running: s.world.clock.running,
  workspaces: [...s.world.teams.all()].map((team) => workspace(s.world, team)),
})

function workspace(world: World, team: TeamRecord): Workspace {
  const enterprise = team.enterpriseId === undefined ? undefined : world.enterprises.get(team.enterpriseId)
  return {
    id: team.id,
    name: team.name,
    domain: team.domain,
    members: world.users
      .filter((u) => u.teamId === team.id || sharesChannel(world, u, team.id))
      .map((u) => person(world, u, team.id)),
    channels: world.channels
      .filter((c) => c.kind === 'channel' && reaches(c, team.id))
      .map((c) => ({
        id: c.id,
        name: c.name,
        private: c.private,
        external: c.external,
        archived: c.archived,
        members: c.members,
        topic: c.topic,
        purpose: c.purpose,
      })),
    usergroups: world.usergroups
      .filter((g) => g.teamId === team.id && g.enabled)
      .map((g) => ({ id: g.id, handle: g.handle, name: g.name, users: g.users })),
    ...(enterprise ? { enterprise: { id: enterprise.id, name: enterprise.name } } : {}),
  }
}

const person = (world: World, user: UserRecord, teamId: string): Member => ({
  id: user.id,
  name: user.kind === 'bot' ? user.realName : user.name,
  real_name: user.realName,
  tz: user.tz,
  kind: user.kind !== 'bot' && isStranger(world, user, teamId) ? 'external' : user.kind,
  deleted: user.deleted,
  display_name: user.displayName,
  color: user.color,
  presence: user.presence,
  status_text: user.statusText,
  status_emoji: user.statusEmoji,
  dnd: dndOf(world, user).quiet,
  tz_offset: zoneOffset(user.tz, world.clock.now()),
  ...(user.appId === undefined ? {} : { app_id: user.appId }),
})

export function readMessages(drive: Drive, body: Body): Messages {
  const user = actorOf(drive.s, body)
  return messagesIn(drive, user, place(drive.s, user, maybe(body, 'channel') ?? ''), body)
}

export function readDirect(drive: Drive, body: Body): Messages {
  const user = actorOf(drive.s, body)
  return messagesIn(drive, user, directWith(drive.s, user, (maybe(body, 'with') ?? 'app').replace(/^@/, '')), body)
}

function messagesIn(drive: Drive, user: UserRecord, channel: ChannelRecord, body: Body): Messages {
  const after = maybe(body, 'after')
  const shown = shownIn(drive.s, channel, user, maybe(body, 'thread_ts'))
  const messages = shown.filter((m) => after === undefined || m.ts > after).map((m) => showMessage(drive, m, user))
  return { channel: channel.id, messages }
}

export function readHome(drive: Drive, body: Body) {
  const user = actorOf(drive.s, body)
  const { appId } = installFor(drive.s, user)
  const view = homeOf(drive.s.world, { teamId: user.teamId, appId, userId: user.id })
  return { view: view ? showView(drive, view, user) : null }
}

export function readModal(drive: Drive, body: Body) {
  const user = actorOf(drive.s, body)
  const view = topView(drive.s.world, user.id)
  return {
    modal: view ? showView(drive, view, user) : null,
    depth: drive.s.world.stacks.get(user.id)?.views.length ?? 0,
  }
}

export function readApps({ s }: Drive, body: Body): Apps {
  const team = findTeam(s.world, maybe(body, 'workspace'))
  const install = team ? installIn(s.world, s.app.id, team.id) : undefined
  if (!install) return { apps: [] }
  const { manifest } = s
  return {
    apps: [
      {
        id: s.app.id,
        name: manifest.botName,
        bot_user_id: install.botUserId,
        bot_id: install.botId,
        team_id: install.teamId,
        description: manifest.description,
        color: manifest.color,
        connected: s.transport.connected(),
        home_tab: manifest.homeTab,
        messages_tab: manifest.messagesTab,
        commands: manifest.commands.map((c) => ({
          command: c.command,
          description: c.description,
          usage_hint: c.usageHint,
        })),
        shortcuts: manifest.shortcuts.map((c) => ({
          name: c.name,
          type: c.type,
          callback_id: c.callbackId,
          description: c.description,
        })),
      },
    ],
  }
}

const readKey = (user: UserRecord, channel: string): string => `${user.id} ${channel}`

/** This person has read the channel up to `ts`, or all of it. */
export function markRead(drive: Drive, body: Body): { readonly ok: true } {
  const { world } = drive.s
  const user = actorOf(drive.s, body)
  const channel = place(drive.s, user, maybe(body, 'channel') ?? '')
  const ts = maybe(body, 'ts') ?? world.messages.in(channel.id).at(-1)?.ts ?? '0'
  const id = readKey(user, channel.id)
  if ((world.reads.get(id)?.ts ?? '0') < ts) world.reads.put({ id, ts })
  world.feed.tell({ kind: 'unread', user: user.id })
  return { ok: true }
}

export function readUnread(drive: Drive, body: Body): { readonly channels: readonly UnreadChannel[] } {
  const user = actorOf(drive.s, body)
  const mine = drive.s.world.channels.filter((c) => c.members.includes(user.id))
  return { channels: mine.map((channel) => unreadIn(drive, user, channel)) }
}

function unreadIn(drive: Drive, user: UserRecord, channel: ChannelRecord): UnreadChannel {
  const { world } = drive.s
  const lastRead = world.reads.get(readKey(user, channel.id))?.ts ?? '0'
  const top = shownIn(drive.s, channel, user)
  const fresh = world.messages
    .in(channel.id)
    .filter((m) => m.ts > lastRead && m.user !== user.id && (!m.ephemeralTo || m.ephemeralTo === user.id))
  const unread = top.filter((m) => m.ts > lastRead && m.user !== user.id && m.subtype === undefined).length
  const direct = channel.kind !== 'channel'
  return {
    channel: channel.id,
    kind: channel.kind === 'im' ? 'dm' : channel.kind === 'mpim' ? 'group' : 'channel',
    ...(direct ? { with: channel.members.filter((id) => id !== user.id) } : {}),
    last_read: lastRead,
    latest: top.at(-1)?.ts ?? null,
    unread,
    mentions: direct ? unread : fresh.filter((m) => m.pings.includes(user.id)).length,
  }
}

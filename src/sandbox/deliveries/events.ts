import type { SlackObject } from '../protocol.ts'
import type { ChannelRecord, InstallRecord } from '../world/records.ts'
import type { Services } from '../services.ts'
import { newId } from '../world/ids.ts'
import { isObject } from '../text/elements.ts'
import { deliverEvent } from './retries.ts'

/** Something happened that apps may have subscribed to. */
export interface Happening {
  /** The name in `bot_events`: `message.channels`, `app_mention`, … */
  readonly name: string
  readonly event: SlackObject & { readonly type: string }
  readonly teamId: string
  /** Only apps that are in it hear of it. */
  readonly channel?: ChannelRecord
  /** Only this installation hears of it. */
  readonly only?: InstallRecord
}

/** One of these scopes is needed; without an entry none. */
const EVENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  channel_rename: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_archive: ['channels:read'],
  channel_created: ['channels:read'],
  channel_unarchive: ['channels:read'],
  group_archive: ['groups:read'],
  group_rename: ['groups:read'],
  group_unarchive: ['groups:read'],
  group_deleted: ['groups:read'],
  user_change: ['users:read'],
  user_profile_changed: ['users:read'],
  user_status_changed: ['users:read'],
  team_join: ['users:read'],
  file_shared: ['files:read'],
  link_shared: ['links:read'],
  subteam_created: ['usergroups:read'],
  subteam_members_changed: ['usergroups:read'],
  subteam_updated: ['usergroups:read'],
  dnd_updated_user: ['dnd:read'],
  pin_added: ['pins:read'],
  pin_removed: ['pins:read'],
}

/** Tells every installation that subscribed to it, has the scope and is there. Resolves when all have answered. */
export async function happen(s: Services, happening: Happening): Promise<void> {
  if (!s.manifest.botEvents.includes(happening.name)) return
  const heard = s.world.installs.filter((install) => hears(s, install, happening))
  await Promise.all(heard.slice(0, 1).map((install) => deliverEvent(s, install.id, envelope(s, happening, install))))
}

function hears(s: Services, install: InstallRecord, { name, channel, teamId, only }: Happening): boolean {
  if (install.revoked || (only && only.id !== install.id)) return false
  const scopes = EVENT_SCOPES[name]
  if (scopes && !scopes.some((scope) => install.scopes.includes(scope))) return false
  if (channel) return channel.members.includes(install.botUserId)
  const enterprise = s.world.teams.get(teamId)?.enterpriseId
  return install.teamId === teamId || (install.orgWide && install.enterpriseId === enterprise)
}

/** Those whom an event concerned, by its `event_context`; undefined where that is none of ours. */
export function concernedBy(s: Services, context: string): readonly InstallRecord[] | undefined {
  let read: unknown
  try {
    read = JSON.parse(Buffer.from(context.replace(/^4-/, ''), 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
  if (!isObject(read) || typeof read['et'] !== 'string' || typeof read['tid'] !== 'string') return undefined
  const channel = typeof read['cid'] === 'string' ? s.world.channels.get(read['cid']) : undefined
  const happening = { name: read['et'], teamId: read['tid'], event: { type: '' }, ...(channel ? { channel } : {}) }
  return s.world.installs.filter((install) => hears(s, install, happening))
}

export function authorization(s: Services, install: InstallRecord): SlackObject {
  return {
    enterprise_id: s.world.teams.get(install.teamId)?.enterpriseId ?? null,
    team_id: install.orgWide ? null : install.teamId,
    user_id: install.botUserId,
    is_bot: true,
    is_enterprise_install: install.orgWide,
  }
}

/** The outer part of an event: one app hears it once, whatever number of its installations could. */
function envelope(s: Services, happening: Happening, install: InstallRecord): SlackObject {
  const { event, channel, teamId } = happening
  const enterprise = s.world.teams.get(install.teamId)?.enterpriseId ?? null
  return {
    token: s.app.verificationToken,
    team_id: install.teamId,
    ...(enterprise === null ? {} : { enterprise_id: enterprise }),
    context_team_id: channel && channel.teamId !== install.teamId ? channel.teamId : teamId,
    context_enterprise_id: s.world.teams.get(teamId)?.enterpriseId ?? null,
    api_app_id: s.app.id,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(s.world.clock.ms() / 1000),
    authorizations: [authorization(s, install)],
    is_ext_shared_channel: channel?.external ?? false,
    event_context: `4-${Buffer.from(JSON.stringify({ et: happening.name, tid: teamId, aid: s.app.id, cid: channel?.id })).toString('base64url')}`,
  }
}

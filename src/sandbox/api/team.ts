import { gemoji, nameToEmoji } from 'gemoji'
import { react, unreact } from '../deeds/change.ts'
import { realNow } from '../real-time.ts'
import type { SlackObject } from '../protocol.ts'
import type { UserGroupRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { boolean, flag, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { actor, channelArg, messageArg } from './places.ts'

function authTest(call: Call): SlackObject {
  const { world } = call.s
  const team = world.teams.get(call.teamId)
  const enterprise = team?.enterpriseId
  return {
    url: `https://${team?.domain ?? 'sandbox'}.slack.com/`,
    team: team?.name,
    user: actor(call).name,
    team_id: call.teamId,
    user_id: call.userId,
    ...(call.asUser ? {} : { bot_id: call.install.botId }),
    ...(enterprise === undefined ? {} : { enterprise_id: enterprise }),
    is_enterprise_install: call.install.orgWide,
    ...(call.install.expiresAt === undefined
      ? {}
      : { expires_in: Math.max(0, Math.floor((call.install.expiresAt - realNow()) / 1000)) }),
  }
}

function teamInfo(call: Call): SlackObject {
  const { world } = call.s
  const wanted = text(call, 'team') ?? call.teamId
  const team = world.teams.get(wanted)
  if (!team) throw new SlackError('team_not_found')
  const icon = (size: number): string => `https://a.slack-edge.com/80588/img/avatars-teams/ava_0001-${size}.png`
  const enterprise = team.enterpriseId === undefined ? undefined : world.enterprises.get(team.enterpriseId)
  return {
    team: {
      id: team.id,
      name: team.name,
      domain: team.domain,
      email_domain: '',
      icon: {
        image_34: icon(34),
        image_44: icon(44),
        image_68: icon(68),
        image_88: icon(88),
        image_102: icon(102),
        image_132: icon(132),
        image_default: true,
      },
      ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
    },
  }
}

function groupShape(group: UserGroupRecord, withUsers: boolean, withCount: boolean): SlackObject {
  return {
    id: group.id,
    team_id: group.teamId,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: group.description,
    handle: group.handle,
    is_external: false,
    date_create: group.created,
    date_update: group.created,
    date_delete: group.enabled ? 0 : group.created,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: '',
    created_by: group.creator,
    updated_by: group.creator,
    deleted_by: null,
    prefs: { channels: group.channels, groups: [] },
    ...(withUsers ? { users: group.users } : {}),
    ...(withUsers || withCount ? { user_count: group.users.length } : {}),
  }
}

function groups(call: Call): SlackObject {
  const found = call.s.world.usergroups.filter(
    (g) => g.teamId === call.teamId && (g.enabled || flag(call, 'include_disabled')),
  )
  return { usergroups: found.map((g) => groupShape(g, flag(call, 'include_users'), flag(call, 'include_count'))) }
}

function groupUsers(call: Call): SlackObject {
  const group = call.s.world.usergroups.get(text(call, 'usergroup') ?? '')
  if (!group || group.teamId !== call.teamId || (!group.enabled && !flag(call, 'include_disabled'))) {
    throw new SlackError('no_such_subteam')
  }
  return { users: group.users }
}

function emojiCategories(): SlackObject[] {
  const names = new Map<string, string[]>()
  for (const { category, names: of } of gemoji) names.set(category, [...(names.get(category) ?? []), ...of])
  return [...names].map(([name, emojiNames]) => ({ name, emoji_names: emojiNames }))
}

/** The emoji's name without colons; only those that exist. */
export function emojiName(name: string): string {
  const bare = name.replaceAll(':', '').replace(/skin-tone-[2-6]$/, '')
  if (!Object.hasOwn(nameToEmoji, bare) && !OWN_NAMES.has(bare)) throw new SlackError('invalid_name')
  return name.replace(/^:|:$/g, '')
}

/** Names that Slack has and the common emoji list has not. */
const OWN_NAMES = new Set([
  'thumbsup_all',
  'squirrel',
  'slack',
  'white_frowning_face',
  'simple_smile',
  'heavy_tick',
  'thinking_face',
  'slightly_smiling_face',
])

function reaction(call: Call, add: boolean): SlackObject {
  if (!text(call, 'channel') || !text(call, 'timestamp')) throw new SlackError('no_item_specified')
  const channel = channelArg(call)
  if (!/^\d+\.\d+$/.test(text(call, 'timestamp') ?? '')) throw new SlackError('bad_timestamp')
  const name = emojiName(text(call, 'name') ?? '')
  const message = messageArg(call, channel, 'timestamp')
  if (!channel.members.includes(call.userId)) throw new SlackError('no_access')
  if (channel.archived) throw new SlackError('is_archived')
  const done = add ? react(call.s, message, call.userId, name) : unreact(call.s, message, call.userId, name)
  if (done === false) throw new SlackError(add ? 'already_reacted' : 'no_reaction')
  return {}
}

export const TEAM: MethodTable = {
  'api.test': {
    tier: 4,
    scopes: [],
    auth: 'open',
    args: { error: string(), foo: string() },
    run: (call) => {
      const error = text(call, 'error')
      if (error) throw new SlackError(error, { args: call.args })
      return Object.keys(call.args).length > 0 ? { args: call.args } : {}
    },
  },
  'auth.test': { tier: 'special', scopes: [], args: {}, run: authTest },
  'team.info': { tier: 3, scopes: ['team:read'], args: { team: string(), domain: string() }, run: teamInfo },
  'emoji.list': {
    tier: 2,
    scopes: ['emoji:read'],
    json: false,
    args: { include_categories: boolean() },
    run: (call) => ({
      emoji: {},
      cache_ts: call.s.world.nextTs(),
      ...(flag(call, 'include_categories') ? { categories_version: '5', categories: emojiCategories() } : {}),
    }),
  },
  'usergroups.list': {
    tier: 2,
    scopes: ['usergroups:read'],
    json: false,
    args: { include_count: boolean(), include_disabled: boolean(), include_users: boolean(), team_id: string() },
    run: groups,
  },
  'usergroups.users.list': {
    tier: 2,
    scopes: ['usergroups:read'],
    json: false,
    args: { usergroup: string('required'), include_disabled: boolean(), team_id: string() },
    run: groupUsers,
  },
  'reactions.add': {
    tier: 3,
    scopes: ['reactions:write'],
    args: { channel: string('required'), timestamp: string('required'), name: string('required') },
    run: (call) => reaction(call, true),
  },
  'reactions.remove': {
    tier: 2,
    scopes: ['reactions:write'],
    args: { channel: string(), timestamp: string(), name: string('required'), file: string(), file_comment: string() },
    run: (call) => reaction(call, false),
  },
}

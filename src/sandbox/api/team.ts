import { gemoji } from 'gemoji'
import { react, unreact } from '../deeds/change.ts'
import { emojiOf } from '../text/emoji.ts'
import { realNow } from '../real-time.ts'
import type { SlackObject } from '../protocol.ts'
import type { MessageRecord } from '../world/records.ts'
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

function emojiCategories(): SlackObject[] {
  const names = new Map<string, string[]>()
  for (const { category, names: of } of gemoji) names.set(category, [...(names.get(category) ?? []), ...of])
  return [...names].map(([name, emojiNames]) => ({ name, emoji_names: emojiNames }))
}

/** The emoji's name without colons; only those that exist. */
export function emojiName(name: string): string {
  const bare = name.replaceAll(':', '').replace(/skin-tone-[2-6]$/, '')
  if (emojiOf(bare) === undefined) throw new SlackError('invalid_name')
  return name.replace(/^:|:$/g, '')
}

/** A message takes fifty different emoji, and twenty-three of one person. */
function checkRoom(message: MessageRecord, user: string, name: string): void {
  const known = message.reactions.some((r) => r.name === name)
  if (!known && message.reactions.length >= 50) throw new SlackError('too_many_emoji')
  const own = message.reactions.filter((r) => r.users.includes(user))
  if (own.length >= 23 && !own.some((r) => r.name === name)) throw new SlackError('too_many_reactions')
}

function reaction(call: Call, add: boolean): SlackObject {
  if (!text(call, 'channel') || !text(call, 'timestamp')) throw new SlackError('no_item_specified')
  const channel = channelArg(call)
  if (!/^\d+\.\d+$/.test(text(call, 'timestamp') ?? '')) throw new SlackError('bad_timestamp')
  const name = emojiName(text(call, 'name') ?? '')
  const message = messageArg(call, channel, 'timestamp')
  if (!channel.members.includes(call.userId)) throw new SlackError('no_access')
  if (channel.archived) throw new SlackError('is_archived')
  if (add) checkRoom(message, call.userId, name)
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

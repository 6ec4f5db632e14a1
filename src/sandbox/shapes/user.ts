import type { SlackObject } from '../protocol.ts'
import type { InstallRecord, UserRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** Who asks: decides what of a person they may see. */
export interface Asker {
  readonly teamId: string
  readonly withEmail: boolean
  readonly withLocale?: boolean
}

/** Slack's user object. People of other companies come as strangers: no zone, no e-mail, no role. */
export function userShape(world: World, user: UserRecord, asker: Asker): SlackObject {
  const stranger = isStranger(world, user, asker.teamId)
  const bot = user.kind === 'bot'
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    color: user.color,
    real_name: user.realName,
    ...(stranger ? {} : zone(user.tz, world.clock.now())),
    profile: profileShape(user, asker.withEmail && !stranger),
    is_admin: user.kind === 'admin',
    is_owner: user.owner,
    is_primary_owner: user.owner,
    is_restricted: user.kind === 'guest',
    is_ultra_restricted: false,
    is_bot: bot,
    is_app_user: false,
    updated: user.updated,
    is_email_confirmed: !bot,
    who_can_share_contact_card: 'EVERYONE',
    ...(stranger ? { is_stranger: true } : {}),
    ...(asker.withLocale && !stranger ? { locale: user.locale } : {}),
    ...enterpriseUser(world, user),
  }
}

/** Of another company than the workspace that asks. */
export function isStranger(world: World, user: UserRecord, teamId: string): boolean {
  if (user.kind === 'external') return true
  if (user.teamId === teamId) return false
  const enterprise = world.teams.get(teamId)?.enterpriseId
  return !enterprise || world.teams.get(user.teamId)?.enterpriseId !== enterprise
}

export function profileShape(user: UserRecord, withEmail: boolean): SlackObject {
  const [first, ...rest] = user.realName.split(' ')
  const image = (size: number): string => `https://secure.gravatar.com/avatar/${user.id.toLowerCase()}.jpg?s=${size}`
  return {
    title: user.title,
    phone: '',
    skype: '',
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.displayName,
    display_name_normalized: user.displayName,
    fields: {},
    status_text: user.statusText,
    status_emoji: user.statusEmoji,
    status_emoji_display_info: [],
    status_expiration: 0,
    avatar_hash: user.id.slice(-9).toLowerCase(),
    first_name: first ?? '',
    last_name: rest.join(' '),
    ...(withEmail && user.email ? { email: user.email } : {}),
    ...(user.botId === undefined ? {} : { bot_id: user.botId, api_app_id: user.appId, always_active: true }),
    image_24: image(24),
    image_32: image(32),
    image_48: image(48),
    image_72: image(72),
    image_192: image(192),
    image_512: image(512),
    status_text_canonical: '',
    team: user.teamId,
  }
}

function zone(tz: string, now: Date): SlackObject {
  const label = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'long' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')
  return { tz, tz_label: label?.value ?? tz, tz_offset: zoneOffset(tz, now) }
}

/** Seconds east of UTC at this instant. */
export function zoneOffset(tz: string, at: Date): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '')
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3]) * 60) : 0
}

function enterpriseUser(world: World, user: UserRecord): SlackObject {
  const id = world.teams.get(user.teamId)?.enterpriseId
  const enterprise = id === undefined ? undefined : world.enterprises.get(id)
  if (!enterprise) return {}
  return {
    enterprise_user: {
      id: user.id,
      enterprise_id: enterprise.id,
      enterprise_name: enterprise.name,
      is_admin: user.kind === 'admin',
      is_owner: user.owner,
      is_primary_owner: user.owner,
      teams: [user.teamId],
    },
  }
}

export function botShape(install: InstallRecord, name: string, updated: number): SlackObject {
  const icon = (size: number): string => `https://a.slack-edge.com/80588/img/plugins/app/bot_${size}.png`
  return {
    id: install.botId,
    deleted: install.revoked === true,
    name,
    updated,
    app_id: install.appId,
    user_id: install.botUserId,
    icons: { image_36: icon(36), image_48: icon(48), image_72: icon(72) },
    team_id: install.teamId,
  }
}

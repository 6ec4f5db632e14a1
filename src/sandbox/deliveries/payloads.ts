import type { SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { isStranger } from '../shapes/user.ts'
import { messageShape } from '../shapes/message.ts'
import { viewShape } from '../shapes/view.ts'
import type { ChannelRecord, InstallRecord, MessageRecord, UserRecord, ViewRecord } from '../world/records.ts'
import { issueHook } from './hooks.ts'

/** Who does something with which installation. */
export interface Doing {
  readonly s: Services
  readonly install: InstallRecord
  readonly user: UserRecord
}

/** In which view or conversation something was done. */
export interface DoneIn {
  readonly viewId?: string | undefined
  readonly channelId?: string | undefined
}

/** What all interactive payloads have. */
export function basePayload(doing: Doing, { viewId, channelId }: DoneIn = {}): SlackObject {
  const { s, install, user } = doing
  const team = s.world.teams.get(teamOf(doing, user))
  const enterprise = team?.enterpriseId === undefined ? undefined : s.world.enterprises.get(team.enterpriseId)
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: s.app.id,
    token: s.app.verificationToken,
    trigger_id: s.triggers.issue({
      installId: install.id,
      userId: user.id,
      teamId: user.teamId,
      ...(viewId === undefined ? {} : { viewId }),
      ...(channelId === undefined ? {} : { channelId }),
    }),
    team: team ? { id: team.id, domain: team.domain, ...enterpriseOfTeam(enterprise) } : null,
    enterprise: enterprise ? { id: enterprise.id, name: enterprise.name } : null,
    is_enterprise_install: install.orgWide,
  }
}

/** The workspace it happens in: the person's own, or for somebody of another company the app's. */
function teamOf({ s, install }: Doing, user: UserRecord): string {
  return isStranger(s.world, user, install.teamId) ? install.teamId : user.teamId
}

const enterpriseOfTeam = (enterprise: { readonly id: string; readonly name: string } | undefined): SlackObject =>
  enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}

const CHANNEL_NAMES = { channel: 'privategroup', im: 'directmessage', mpim: 'mpdm' } as const

/** A channel's name as payloads give it: private ones by their kind. */
export const channelName = (channel: ChannelRecord): string =>
  channel.kind === 'channel' && !channel.private
    ? channel.name
    : channel.kind === 'mpim'
      ? channel.name
      : CHANNEL_NAMES[channel.kind]

export function commandPayload(doing: Doing, channel: ChannelRecord, command: string, text: string): SlackObject {
  const { s, install, user } = doing
  const team = s.world.teams.get(user.teamId)
  const enterprise = team?.enterpriseId === undefined ? undefined : s.world.enterprises.get(team.enterpriseId)
  const base = basePayload(doing, { channelId: channel.id })
  return {
    token: s.app.verificationToken,
    team_id: user.teamId,
    team_domain: team?.domain ?? '',
    ...enterpriseOfTeam(enterprise),
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: s.app.id,
    is_enterprise_install: install.orgWide,
    response_url: issueHook(s, { install, channel: channel.id, userId: user.id, kind: 'commands' }),
    trigger_id: base['trigger_id'],
  }
}

/** What of a message was used: its own blocks, or those of an attachment. */
export interface UsedOn {
  readonly channel: ChannelRecord
  readonly message: MessageRecord
  readonly attachment?: SlackObject | undefined
}

/**
 * The part of a payload that says on which message something was used.
 *
 * An ephemeral message itself is not in it. Of a message that an app unfurled, the app gets its unfurl alone.
 */
export function onMessage(doing: Doing, on: UsedOn, values: SlackObject): SlackObject {
  const { s } = doing
  const { channel, message, attachment } = on
  const unfurl = attachment?.['is_app_unfurl'] === true
  const hidden = unfurl || message.ephemeralTo !== undefined
  return {
    container: {
      ...(attachment ? attachmentIn(attachment, unfurl) : { type: 'message' }),
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.ephemeralTo !== undefined,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channelName(channel) },
    ...(unfurl ? { app_unfurl: attachment } : {}),
    ...(hidden ? {} : { message: messageShape(s.world, message, s.url()) }),
    state: { values },
    response_url: hookOn(doing, on, unfurl),
  }
}

const attachmentIn = (attachment: SlackObject, unfurl: boolean): SlackObject => ({
  type: 'message_attachment',
  attachment_id: attachment['id'],
  is_app_unfurl: unfurl,
  ...(unfurl ? { app_unfurl_url: attachment['app_unfurl_url'] } : {}),
})

function hookOn({ s, install, user }: Doing, { channel, message, attachment }: UsedOn, unfurl: boolean): string {
  return issueHook(s, {
    install,
    channel: channel.id,
    userId: user.id,
    original: message.ts,
    ...(message.threadTs === undefined ? {} : { originalThread: message.threadTs }),
    ...(unfurl ? { unfurl: Number(attachment?.['id']) } : {}),
    kind: 'actions',
  })
}

/** The part of a payload that says in which view something was used. */
export function onView({ s }: Doing, view: ViewRecord): SlackObject {
  return { container: { type: 'view', view_id: view.id }, view: viewShape(s.world, view) }
}

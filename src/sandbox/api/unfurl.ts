import { edit } from '../deeds/change.ts'
import { domainOf, linksIn } from '../deliveries/links.ts'
import { checkBlocks } from '../block-kit/validate.ts'
import { normaliseBlocks } from '../block-kit/normalise.ts'
import { isRecord } from '../block-kit/schema.ts'
import type { Block, SlackObject } from '../protocol.ts'
import { blockText } from '../text/app-text.ts'
import { escapeText } from '../text/tokens.ts'
import { reaches } from '../world/lookup.ts'
import type { MessageRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { boolean, json, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'

/** Puts previews under the links of a message. */
function unfurl(call: Call): SlackObject {
  const unfurls = call.args['unfurls']
  if (unfurls === undefined)
    throw new SlackError(call.args['metadata'] === undefined ? 'missing_unfurls' : 'invalid_metadata_format')
  if (!isRecord(unfurls)) throw new SlackError('invalid_unfurls_format')
  const place = placeOf(call)
  const channel = call.s.world.channels.get(place.channel)
  // The app need not be in it: it is told of links wherever its workspace shares them.
  if (!channel || !reaches(channel, call.teamId)) throw new SlackError('cannot_find_channel')
  const message = call.s.world.messages.get(channel.id, place.ts)
  if (!message) throw new SlackError('cannot_find_message')
  const attachments = Object.entries(unfurls).reduce(
    (shown, [url, content]) => withUnfurl(call, shown, linkIn(call, message, url), content),
    message.attachments ?? [],
  )
  void edit(call.s, channel, message, { ...message, attachments }).heard
  return {}
}

/** The link as the message has it; where it is written with a plain `&`, that is found too. */
function linkIn(call: Call, message: MessageRecord, url: string): string {
  const found = linksIn(message.text).find((link) => link === url || link === escapeText(url))
  if (found === undefined) throw new SlackError('cannot_unfurl_message')
  if (domainOf(call.s, found) === undefined) throw new SlackError('cannot_unfurl_url')
  return found
}

/** An unfurl takes the place of the one that its link has, or comes after all others. */
function withUnfurl(call: Call, shown: readonly SlackObject[], url: string, content: unknown): readonly SlackObject[] {
  const before = shown.find((one) => one['app_unfurl_url'] === url)
  const id = before?.['id'] ?? Math.max(0, ...shown.map((one) => Number(one['id']))) + 1
  const made = attachment(call, url, content, Number(id))
  return before ? shown.map((one) => (one === before ? made : one)) : [...shown, made]
}

/** By channel and ts, or by the unfurl_id and source that the event brought. */
function placeOf(call: Call): { channel: string; ts: string } {
  const [channel, ts, id, source] = ['channel', 'ts', 'unfurl_id', 'source'].map((name) => text(call, name))
  if (id) {
    if (!source) throw new SlackError('missing_source')
    if (source !== 'composer' && source !== 'conversations_history') throw new SlackError('invalid_source')
    const [place, at] = id.split('-')
    if (!place || !at) throw new SlackError('invalid_unfurl_id')
    return { channel: place, ts: at }
  }
  if (!channel) throw new SlackError(source ? 'missing_unfurl_id' : 'missing_channel')
  if (!ts) throw new SlackError('missing_ts')
  return { channel, ts }
}

function attachment(call: Call, url: string, content: unknown, id: number): SlackObject {
  if (!isRecord(content)) throw new SlackError('cannot_parse_attachment')
  const base = {
    id,
    from_url: url,
    app_unfurl_url: url,
    is_app_unfurl: true,
    app_id: call.install.appId,
    bot_id: call.install.botId,
  }
  const { blocks } = content
  if (blocks === undefined) return { ...base, fallback: '[no preview available]', ...content }
  if (checkBlocks(blocks, 'message').length > 0) throw new SlackError('cannot_parse_attachment')
  return {
    ...base,
    fallback: '[no preview available]',
    ...content,
    blocks: normaliseBlocks(blocks as Block[], blockText(call.s.world, call.teamId)),
  } // checked above
}

export const UNFURL: MethodTable = {
  'chat.unfurl': {
    tier: 3,
    scopes: ['links:write'],
    args: {
      channel: string(),
      ts: string(),
      unfurls: json(),
      unfurl_id: string(),
      source: string(),
      metadata: json(),
      user_auth_message: string(),
      user_auth_required: boolean(),
      user_auth_url: string(),
      user_auth_blocks: { type: 'any' },
    },
    run: unfurl,
  },
}

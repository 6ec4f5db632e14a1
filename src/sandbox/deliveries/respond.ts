import { readContent } from '../api/content.ts'
import type { RawContent } from '../api/content.ts'
import { SlackError } from '../api/errors.ts'
import { isRecord } from '../block-kit/schema.ts'
import { edit, remove, reworded } from '../deeds/change.ts'
import { post } from '../deeds/post.ts'
import type { SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { escapeText } from '../text/tokens.ts'
import { richBlock } from '../text/typed-content.ts'
import type { ChannelRecord, HookRecord, InstallRecord, MessageRecord } from '../world/records.ts'

/** Where an answer of an app goes: in the acknowledgement of a command, or by response_url. */
export interface Answered {
  readonly channel: string
  readonly userId: string
  readonly install: InstallRecord
  readonly original?: string
  readonly originalThread?: string
  /** What the person typed, shown to all when the answer is for all. */
  readonly typed?: string
}

/** Posts an app's answer: for that person alone unless it says `in_channel`; it may replace or delete the original. */
export function answer(s: Services, where: Answered, body: unknown): void {
  const said = typeof body === 'string' ? { text: body } : body
  if (!isRecord(said)) throw new SlackError('invalid_payload')
  const channel = s.world.channels.get(where.channel)
  if (!channel) throw new SlackError('channel_not_found')
  const original = where.original === undefined ? undefined : s.world.messages.get(channel.id, where.original)
  if (said['delete_original'] === true) {
    if (original) void remove(s, channel, original)
    if (saysNothing(said)) return
  }
  const { truncated: _truncated, ...content } = readContent(s, where.install.teamId, contentOf(said))
  if (said['replace_original'] === true && original && said['delete_original'] !== true) {
    replace(s, original, content)
    return
  }
  const inChannel = said['response_type'] === 'in_channel'
  const { botUserId: user, botId, appId, teamId } = where.install
  if (inChannel && where.typed !== undefined) showCommand(s, channel, where)
  post(s, {
    channel,
    teamId,
    user,
    botId,
    appId,
    ...content,
    ...(typeof said['thread_ts'] === 'string' ? { threadTs: said['thread_ts'] } : {}),
    ...(inChannel ? {} : { ephemeralTo: where.userId }),
  })
}

/** The command as it was typed, for all to see: names in it are not mentions. */
function showCommand(s: Services, channel: ChannelRecord, { install, userId, typed = '' }: Answered): void {
  const text = escapeText(typed)
  post(s, { channel, teamId: install.teamId, user: userId, text, blocks: [richBlock(text)] })
}

const saysNothing = (said: SlackObject): boolean => said['text'] === undefined && said['blocks'] === undefined

/** Metadata without an event_type is left out, not refused: webhooks take any. */
function contentOf(said: SlackObject): RawContent {
  const { metadata } = said
  return {
    text: typeof said['text'] === 'string' ? said['text'] : undefined,
    blocks: said['blocks'],
    attachments: said['attachments'],
    metadata: isRecord(metadata) && metadata['event_type'] !== undefined ? metadata : undefined,
    parse: typeof said['parse'] === 'string' ? said['parse'] : undefined,
    linkNames: said['link_names'] === true || said['link_names'] === 1,
  }
}

function replace(s: Services, original: MessageRecord, content: Partial<MessageRecord>): void {
  const channel = s.world.channels.get(original.channel)
  if (!channel) return
  edit(s, channel, original, reworded(original, { ...content, edited: { user: original.user, ts: s.world.nextTs() } }))
}

/** An answer by response_url. */
export function answerHook(s: Services, hook: HookRecord, body: unknown): void {
  const install = s.world.installs.get(hook.installId)
  if (!install) throw new SlackError('app_missing')
  answer(
    s,
    {
      install,
      channel: hook.channel,
      userId: hook.userId,
      ...(hook.original === undefined ? {} : { original: hook.original }),
      ...(hook.originalThread === undefined ? {} : { originalThread: hook.originalThread }),
    },
    body,
  )
}

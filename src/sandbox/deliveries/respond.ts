import { readContent } from '../api/content.ts'
import type { Content, RawContent } from '../api/content.ts'
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
  /** The unfurl on the original that stands for it. */
  readonly unfurl?: number
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
  const deletes = says(said, 'delete_original')
  if (deletes) {
    if (original) takeAway(s, channel, original, where.unfurl)
    if (saysNothing(said)) return
  }
  const { truncated: _truncated, ...content } = readContent(s, where.install.teamId, contentOf(said))
  if (says(said, 'replace_original') && original && !deletes) {
    replace(s, original, where.unfurl === undefined ? content : unfurledAnew(original, where.unfurl, content))
    return
  }
  postAnswer(s, channel, where, { ...content, ...threadOf(said), inChannel: said['response_type'] === 'in_channel' })
}

const threadOf = (said: SlackObject): { threadTs?: string } =>
  typeof said['thread_ts'] === 'string' ? { threadTs: said['thread_ts'] } : {}

interface Spoken extends Omit<Content, 'truncated'> {
  readonly threadTs?: string
  readonly inChannel: boolean
}

function postAnswer(s: Services, channel: ChannelRecord, where: Answered, { inChannel, ...content }: Spoken): void {
  const { botUserId: user, botId, appId, teamId } = where.install
  if (inChannel && where.typed !== undefined) showCommand(s, channel, where)
  post(s, { channel, teamId, user, botId, appId, ...content, ...(inChannel ? {} : { ephemeralTo: where.userId }) })
}

/** The command as it was typed, for all to see: names in it are not mentions. */
function showCommand(s: Services, channel: ChannelRecord, { install, userId, typed = '' }: Answered): void {
  const text = escapeText(typed)
  post(s, { channel, teamId: install.teamId, user: userId, text, blocks: [richBlock(text)] })
}

/** Slack takes `true` and, as its guides write it, `"true"`. */
const says = (said: SlackObject, name: string): boolean => said[name] === true || said[name] === 'true'

function takeAway(s: Services, channel: ChannelRecord, original: MessageRecord, unfurl: number | undefined): void {
  if (unfurl === undefined) return void remove(s, channel, original)
  const attachments = (original.attachments ?? []).filter((attachment) => attachment['id'] !== unfurl)
  edit(s, channel, original, { ...original, attachments })
}

/** The message as it is, with other content in one of its unfurls. */
function unfurledAnew(
  original: MessageRecord,
  unfurl: number,
  content: Partial<MessageRecord>,
): Partial<MessageRecord> {
  const { text, blocks } = content
  const attachments = (original.attachments ?? []).map((attachment) => {
    if (attachment['id'] !== unfurl) return attachment
    const { blocks: _blocks, text: _text, ...kept } = attachment
    return { ...kept, ...(blocks ? { blocks } : { text }) }
  })
  return { ...(original.blocks ? { blocks: original.blocks } : {}), text: original.text, attachments }
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
      ...(hook.unfurl === undefined ? {} : { unfurl: hook.unfurl }),
    },
    body,
  )
}

import { readContent } from '../api/content.ts'
import { SlackError } from '../api/errors.ts'
import { isRecord } from '../block-kit/schema.ts'
import { edit, remove } from '../deeds/change.ts'
import { post } from '../deeds/post.ts'
import type { Services } from '../services.ts'
import type { HookRecord, InstallRecord, MessageRecord } from '../world/records.ts'

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
    if (said['text'] === undefined && said['blocks'] === undefined) return
  }
  const { truncated: _truncated, ...content } = readContent(s, where.install.teamId, {
    text: typeof said['text'] === 'string' ? said['text'] : undefined,
    blocks: said['blocks'],
    attachments: said['attachments'],
    metadata: isRecord(said['metadata']) && said['metadata']['event_type'] !== undefined ? said['metadata'] : undefined,
    parse: typeof said['parse'] === 'string' ? said['parse'] : undefined,
    linkNames: said['link_names'] === true || said['link_names'] === 1,
  })
  if (said['replace_original'] === true && original && said['delete_original'] !== true) {
    replace(s, original, content)
    return
  }
  const inChannel = said['response_type'] === 'in_channel'
  if (inChannel && where.typed !== undefined) {
    post(s, { channel, teamId: where.install.teamId, user: where.userId, text: where.typed })
  }
  const thread = said['thread_ts']
  post(s, {
    channel,
    teamId: where.install.teamId,
    user: where.install.botUserId,
    botId: where.install.botId,
    appId: where.install.appId,
    ...content,
    ...(typeof thread === 'string' ? { threadTs: thread } : {}),
    ...(inChannel ? {} : { ephemeralTo: where.userId }),
  })
}

function replace(s: Services, original: MessageRecord, content: Partial<MessageRecord>): void {
  const channel = s.world.channels.get(original.channel)
  if (!channel) return
  const { blocks: _blocks, attachments: _attachments, ...kept } = original
  edit(s, channel, kept, { ...content, edited: { user: original.user, ts: s.world.nextTs() } })
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

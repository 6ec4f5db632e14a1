import type { UserRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { emojiOf } from './emoji.ts'
import { formatDate } from './dates.ts'
import { replaceTokens, unescapeText } from './tokens.ts'
import type { Token } from './tokens.ts'

/** Who reads: decides zone and names. */
export interface Viewer {
  readonly tz: string
  readonly now: Date
  user(id: string): string
  channel(id: string): string
  group(id: string): string
}

export function viewerOf(world: World, user: UserRecord | undefined): Viewer {
  return {
    tz: user?.tz ?? 'UTC',
    now: world.clock.now(),
    user: (id) => {
      const record = world.users.get(id) ?? world.users.find((u) => u.botId === id)
      return record ? (record.kind === 'bot' ? record.realName : record.name) : id
    },
    channel: (id) => world.channels.get(id)?.name ?? 'private-channel',
    group: (id) => world.usergroups.get(id)?.handle ?? id,
  }
}

/** `:tada:` as the character it shows. */
export const showEmoji = (text: string): string =>
  text.replaceAll(/:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g, (source, name: string) => emojiOf(name) ?? source)

/** What a person reads of Slack's mrkdwn: no marks, tokens as names, dates in the person's zone. */
export function readMrkdwn(text: string, viewer: Viewer): string {
  const kept: string[] = []
  const keep = (shown: string): string => {
    kept.push(shown)
    return `\uE000${kept.length - 1}\uE001`
  }
  const tokens = (part: string): string => replaceTokens(part, (token) => keep(readToken(token, viewer)))
  const held = tokens(
    text
      .replaceAll(/```([\s\S]+?)```/g, (_all, code: string) => keep(unescapeText(readTokens(code, viewer)).trim()))
      .replaceAll(/`([^`\n]+)`/g, (_all, code: string) => keep(unescapeText(readTokens(code, viewer)))),
  )
  return unescapeText(showEmoji(dropMarks(held)))
    .replaceAll(/\uE000(\d+)\uE001/g, (_all, index: string) => kept[Number(index)] ?? '')
    .replaceAll(/\uE000(\d+)\uE001/g, (_all, index: string) => kept[Number(index)] ?? '')
}

const readTokens = (text: string, viewer: Viewer): string => replaceTokens(text, (token) => readToken(token, viewer))

function dropMarks(text: string): string {
  let out = text.replaceAll(/^(?:&gt;|>){1,3} ?/gm, '')
  for (const mark of ['\\*', '_', '~']) {
    const marked = new RegExp(
      `(^|[^\\p{L}\\p{N}${mark}])${mark}(?=[^\\s${mark}])([^\\n]*?[^\\s${mark}])${mark}(?![\\p{L}\\p{N}${mark}])`,
      'gmu',
    )
    out = out.replaceAll(marked, '$1$2')
  }
  return out
}

function readToken(token: Token, viewer: Viewer): string {
  switch (token.kind) {
    case 'user':
      return `@${viewer.user(token.id)}`
    case 'channel':
      return `#${viewer.channel(token.id)}`
    case 'group':
      return `@${viewer.group(token.id)}`
    case 'special':
      return `@${token.name}`
    case 'date':
      return formatDate(token.unix, token.format, viewer.tz, viewer.now) ?? unescapeText(token.fallback)
    case 'link':
      return unescapeText(token.label ?? token.url.replace(/^(mailto|tel):/, ''))
  }
}

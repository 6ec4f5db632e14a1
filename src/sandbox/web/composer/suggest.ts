import { searchEmoji } from '../data/emoji.ts'
import { personName } from '../data/people.ts'
import { channels, people, teamApps, workspace } from '../data/store.ts'

/** What a suggestion puts in the place of what was typed. */
export interface Suggestion {
  readonly key: string
  readonly insert: string
  readonly title: string
  /** Of a command: what may be written after it. */
  readonly usage?: string
  readonly hint: string
  readonly kind: 'command' | 'person' | 'app' | 'ping' | 'channel' | 'emoji'
  readonly face?: string
}

export interface Suggestions {
  readonly from: number
  readonly list: readonly Suggestion[]
}

const LIMIT = 8

const starts = (name: string, key: string): boolean => name.toLowerCase().startsWith(key)

/** What fits the word at the caret: commands at the start of the text, people, channels and emoji anywhere. */
export function suggest(text: string, caret: number): Suggestions | undefined {
  const before = text.slice(0, caret)
  if (/^\/\S*$/u.test(before)) return filled(0, commands(before.toLowerCase()))
  const word = /(?:^|[\s(])([@#:])([\p{L}\p{N}_+.-]*)$/u.exec(before)
  if (!word) return undefined
  const [, mark = '', rest = ''] = word
  const key = rest.toLowerCase()
  const from = caret - rest.length - 1
  if (mark === '@') return filled(from, mentions(key))
  if (mark === '#') return filled(from, channelNames(key))
  return key.length < 2 ? undefined : filled(from, emojiNames(key))
}

const filled = (from: number, list: readonly Suggestion[]): Suggestions | undefined =>
  list.length > 0 ? { from, list: list.slice(0, LIMIT) } : undefined

function commands(key: string): readonly Suggestion[] {
  return teamApps.value.flatMap((app) =>
    app.commands
      .filter((one) => one.command.startsWith(key))
      .map((one) => ({
        key: one.command,
        insert: `${one.command} `,
        title: one.command,
        usage: one.usage_hint,
        hint: one.description,
        kind: 'command' as const,
        face: app.name,
      })),
  )
}

function mentions(key: string): readonly Suggestion[] {
  const members = people.value
    .filter(
      (one) =>
        starts(one.name, key) ||
        personName(one.id)
          .toLowerCase()
          .split(' ')
          .some((part) => part.startsWith(key)),
    )
    .map((one) => ({
      key: one.id,
      insert: `@${one.name} `,
      title: personName(one.id),
      hint: `@${one.name}`,
      kind: 'person' as const,
      face: personName(one.id),
    }))
  const apps = teamApps.value
    .filter((one) => starts(one.name, key))
    .map((one) => ({
      key: one.id,
      insert: `@${one.name} `,
      title: one.name,
      hint: 'App',
      kind: 'app' as const,
      face: one.name,
    }))
  const groups = (workspace.value?.usergroups ?? [])
    .filter((one) => starts(one.handle, key))
    .map((one) => ({
      key: one.id,
      insert: `@${one.handle} `,
      title: `@${one.handle}`,
      hint: one.name,
      kind: 'ping' as const,
    }))
  const pings = ['here', 'channel', 'everyone']
    .filter((one) => key !== '' && starts(one, key))
    .map((one) => ({
      key: one,
      insert: `@${one} `,
      title: `@${one}`,
      hint: 'Notifies many people',
      kind: 'ping' as const,
    }))
  return [...members, ...apps, ...groups, ...pings]
}

const channelNames = (key: string): readonly Suggestion[] =>
  channels.value
    .filter((one) => !one.archived && one.name.includes(key))
    .map((one) => ({ key: one.id, insert: `#${one.name} `, title: one.name, hint: '', kind: 'channel' as const }))

const emojiNames = (key: string): readonly Suggestion[] =>
  searchEmoji(key, LIMIT).map((one) => ({
    key: one.emoji,
    insert: `:${one.names[0] ?? ''}: `,
    title: `:${one.names[0] ?? ''}:`,
    hint: '',
    kind: 'emoji' as const,
    face: one.emoji,
  }))

/** The usage hint of a command that was typed out, while its arguments are written. */
export function usageOf(text: string): { readonly command: string; readonly hint: string } | undefined {
  const word = /^(\/\S+)\s/u.exec(text)?.[1]?.toLowerCase()
  if (!word) return undefined
  const found = teamApps.value.flatMap((app) => app.commands).find((one) => one.command === word)
  return found ? { command: found.command, hint: found.usage_hint || found.description } : undefined
}

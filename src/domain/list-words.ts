import { readPriority } from './capture-parts.ts'
import { readListKey } from './list-keys.ts'
import { joinPhrases } from './list-phrases.ts'
import { DONE_SPANS, LIST_NAME_LIMIT } from './list-view.ts'
import type { GroupKey, ListFilter, ListSort, ListView, PlainFilter } from './list-view.ts'
import { asReference } from './references.ts'
import type { SpeechContext } from './speech.ts'
import { PRIORITIES, TASK_STATUSES } from './task.ts'
import { nearest } from './near.ts'
import type { Token } from './tokens.ts'

/** What a list still needs where it was begun to be said. */
export type ListMissing = 'sort' | 'group' | 'list-name'

/** A list that was said: what it shows, and what is to be done with it. */
export interface ListSaid {
  readonly view: ListView
  /** A saved list that this one begins with. */
  readonly name: string | null
  /** The name under which it is to be saved. */
  readonly save: string | null
  readonly page: number | null
}

/** What stands behind `list`. */
export type ListWords =
  | ({ readonly kind: 'list' } & ListSaid)
  /** All lists that the speaker has saved. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'forget'; readonly name: string }
  /** Filters but for slips of the finger: the words that were probably meant. */
  | { readonly kind: 'near'; readonly meant: readonly Pick<Token, 'text' | 'raw'>[] }
  /** Filters but for a key that no project has. */
  | { readonly kind: 'unknown-project'; readonly word: string }
  | { readonly kind: 'incomplete'; readonly missing: ListMissing }
  | { readonly kind: 'other' }

const WORDS: ReadonlyMap<string, PlainFilter> = new Map(
  Object.entries({
    me: 'me',
    mine: 'me',
    my: 'me',
    '@me': 'me',
    overdue: 'overdue',
    late: 'overdue',
    today: 'today',
    tomorrow: 'tomorrow',
    week: 'week',
    'this-week': 'week',
    'next-week': 'next-week',
    'at-risk': 'at-risk',
    unassigned: 'unassigned',
    'no-owner': 'unassigned',
    undated: 'undated',
    'no-due': 'undated',
    'no-date': 'undated',
    unestimated: 'unestimated',
    'no-estimate': 'unestimated',
    watching: 'watching',
    all: 'all',
    everything: 'all',
  }),
)

/** Words that narrow nothing: `list my open tasks`. */
const FILLERS: ReadonlySet<string> = new Set(['open', 'tasks', 'and', 'for', 'in', ','])

const STATED: readonly string[] = [...WORDS.keys(), ...TASK_STATUSES, ...PRIORITIES]

/** True for a line whose saved lists must be known to read it. */
export const namesLists = (said: string): boolean => /^\s*(?:list|ls|export)\b/i.test(said)

/**
 * Reads a list: filters, an order, a grouping and a page, in any order; all words must belong to it.
 *
 * `sort:due`, `sort:-due`, `group:owner`, `save:name`, `forget:name` and what people say for them (`sorted by due`, `by
 * owner`); the name of a list that the speaker has saved may be among them.
 */
export function readList(tokens: readonly Token[], context: SpeechContext): ListWords {
  const [first] = tokens
  if (tokens.length === 1 && first?.kind === 'word' && !first.literal && /^saved$/i.test(first.text))
    return { kind: 'saved' }
  const joined = joinPhrases(tokens)
  const read = joined.map((token) => readToken(token, context))
  return refused(read, joined) ?? forgotten(read) ?? gathered(read)
}

/** A part of a list, or why a word is none. */
type Read =
  | { readonly kind: 'filter'; readonly filter: ListFilter }
  | { readonly kind: 'sort'; readonly sort: ListSort }
  | { readonly kind: 'group'; readonly group: GroupKey }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'save'; readonly name: string }
  | { readonly kind: 'forget'; readonly name: string }
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'near'; readonly word: string }
  | { readonly kind: 'missing'; readonly missing: ListMissing }
  | { readonly kind: 'filler' | 'other' | 'unknown-project' }

/** What speaks against it: first what makes the line no list at all, then what can be mended. */
function refused(read: readonly Read[], tokens: readonly Token[]): ListWords | null {
  if (read.some(({ kind }) => kind === 'other')) return { kind: 'other' }
  const unknown = read.findIndex(({ kind }) => kind === 'unknown-project')
  if (unknown >= 0) return { kind: 'unknown-project', word: tokens[unknown]?.text ?? '' }
  if (read.some(({ kind }) => kind === 'near')) return { kind: 'near', meant: meantBy(read, tokens) }
  const missing = read.find((each) => each.kind === 'missing')
  return missing ? { kind: 'incomplete', missing: missing.missing } : null
}

const meantBy = (read: readonly Read[], tokens: readonly Token[]): readonly Pick<Token, 'text' | 'raw'>[] =>
  tokens.map((token, at) => {
    const each = read[at]
    return each?.kind === 'near' ? { text: each.word, raw: each.word } : token
  })

function forgotten(read: readonly Read[]): ListWords | null {
  const forget = read.find((each) => each.kind === 'forget')
  if (!forget) return null
  return read.length === 1 ? { kind: 'forget', name: forget.name } : { kind: 'incomplete', missing: 'list-name' }
}

const differ = (values: readonly unknown[]): boolean => new Set(values.map((value) => JSON.stringify(value))).size > 1

function gathered(read: readonly Read[]): ListWords {
  const sorts = read.flatMap((each) => (each.kind === 'sort' ? [each.sort] : []))
  const groups = read.flatMap((each) => (each.kind === 'group' ? [each.group] : []))
  const names = read.flatMap((each) => (each.kind === 'name' ? [each.name] : []))
  const saves = read.flatMap((each) => (each.kind === 'save' ? [each.name] : []))
  if (differ(sorts)) return { kind: 'incomplete', missing: 'sort' }
  if (differ(groups)) return { kind: 'incomplete', missing: 'group' }
  if (differ(names) || differ(saves)) return { kind: 'incomplete', missing: 'list-name' }
  const filters = read.flatMap((each) => (each.kind === 'filter' ? [each.filter] : []))
  const page = read.flatMap((each) => (each.kind === 'page' ? [each.page] : [])).at(-1) ?? null
  const view = { filters, sort: sorts[0] ?? null, group: groups[0] ?? null }
  return { kind: 'list', view, name: names[0] ?? null, save: saves[0] ?? null, page }
}

const filter = (value: ListFilter): Read => ({ kind: 'filter', filter: value })

function readToken(token: Token, context: SpeechContext): Read {
  if (token.kind === 'mention') return filter({ kind: 'member', memberId: token.memberId })
  if (token.kind === 'channel') return filter({ kind: 'label', label: token.text.slice(1).toLowerCase() })
  if (token.literal) return { kind: 'other' }
  const word = token.text.toLowerCase().replace(/[,;]$/, '')
  if (FILLERS.has(word) || word === '') return { kind: 'filler' }
  const [memberId] = token.memberIds
  if (memberId !== undefined && /^(?:owner|assignee):/.test(word)) return filter({ kind: 'member', memberId })
  return stated(word) ?? keyed(word, context) ?? readName(token.text.replace(/[,;]$/, ''), context)
}

/** One word that is a filter by itself. */
function stated(word: string): Read | null {
  const named = WORDS.get(word)
  if (named) return filter({ kind: named })
  const done = DONE_SPANS.find((span) => word === `done-${span}`)
  if (done) return filter({ kind: 'done-in', span: done })
  const status = TASK_STATUSES.find((candidate) => candidate === word)
  if (status) return filter({ kind: 'status', status })
  const priority = PRIORITIES.find((candidate) => candidate === word) ?? (word.startsWith('!') && readPriority(word))
  if (priority) return filter({ kind: 'priority', priority })
  const page = /^(?:page|p)-?([1-9]\d{0,4})$/.exec(word)?.[1]
  return page ? { kind: 'page', page: Number(page) } : null
}

/** `label:x` and its like: a word that says what it is. */
function keyed(word: string, context: SpeechContext): Read | null {
  const label = /^(?:label:#?|#)([\p{L}\d][\p{L}\d_-]*)$/u.exec(word)?.[1]
  if (label) return filter({ kind: 'label', label })
  const match = /^([a-z]+):(.*)$/.exec(word)
  if (!match) return null
  const [, key = '', value = ''] = match
  switch (key) {
    case 'phase':
      return value === '' ? { kind: 'other' } : filter({ kind: 'phase', name: value })
    case 'status':
    case 'priority':
    case 'is':
      return stated(value)
    case 'sort':
    case 'group':
      return readListKey(key, value)
    case 'save':
      return isListName(value, context) ? { kind: 'save', name: value } : { kind: 'missing', missing: 'list-name' }
    case 'forget':
      return value === '' ? { kind: 'missing', missing: 'list-name' } : { kind: 'forget', name: value }
    default:
      return null
  }
}

/** A name that a list can have: one word, which means nothing else to lists. */
function isListName(word: string, context: SpeechContext): boolean {
  const fits = /^[\p{L}\d][\p{L}\d_-]*$/u.test(word) && /\p{L}/u.test(word) && word.length <= LIST_NAME_LIMIT
  const taken = word === 'saved' || FILLERS.has(word) || stated(word) !== null
  return fits && !taken && !context.projectKeys.includes(word.toUpperCase())
}

function readName(typed: string, context: SpeechContext): Read {
  const lower = typed.toLowerCase()
  const key = typed.toUpperCase()
  const names = context.listNames ?? []
  // A project that came later may be called like a list; lists are written small, and keys as they are shown.
  if (names.includes(lower) && (typed === lower || !context.projectKeys.includes(key)))
    return { kind: 'name', name: lower }
  if (context.projectKeys.includes(key)) return filter({ kind: 'project', key })
  const word = nearest(lower, [...STATED, ...names])
  if (word) return { kind: 'near', word }
  return { kind: /^[A-Z]{2,6}$/.test(typed) && !asReference(typed) ? 'unknown-project' : 'other' }
}

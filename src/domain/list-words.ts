import { asReference } from './references.ts'
import type { SpeechContext } from './speech.ts'
import { TASK_STATUSES } from './task.ts'
import type { TaskStatus } from './task.ts'
import { nearest } from './near.ts'
import type { Token } from './tokens.ts'

/** One condition of a list; a list has the tasks that meet them all. */
export type ListFilter =
  | { readonly kind: 'me' | 'overdue' | 'today' | 'week' | 'at-risk' | 'unassigned' }
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'project'; readonly key: string }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'status'; readonly status: TaskStatus }

/** What stands behind `list`. */
export type ListWords =
  | { readonly kind: 'filters'; readonly filters: readonly ListFilter[]; readonly page: number | null }
  /** Filters but for slips of the finger: the words that were probably meant. */
  | { readonly kind: 'near'; readonly meant: readonly Pick<Token, 'text' | 'raw'>[] }
  /** Filters but for a key that no project has. */
  | { readonly kind: 'unknown-project'; readonly word: string }
  | { readonly kind: 'other' }

type WordFilter = Extract<ListFilter, { kind: 'me' | 'overdue' | 'today' | 'week' | 'at-risk' | 'unassigned' }>['kind']

const WORDS: ReadonlyMap<string, WordFilter> = new Map(
  Object.entries({
    me: 'me',
    mine: 'me',
    my: 'me',
    '@me': 'me',
    overdue: 'overdue',
    late: 'overdue',
    today: 'today',
    week: 'week',
    'this-week': 'week',
    'at-risk': 'at-risk',
    unassigned: 'unassigned',
  }),
)

/** Words that narrow nothing: `list all my tasks`. */
const FILLERS: ReadonlySet<string> = new Set(['all', 'open', 'tasks', 'and', 'for', 'in', ','])

/** Reads the filters of a list, in any order; all words must be filters. */
export function readList(tokens: readonly Token[], context: SpeechContext): ListWords {
  const filters: ListFilter[] = []
  const meant: Pick<Token, 'text' | 'raw'>[] = []
  let page: number | null = null
  let near = false
  let unknownProject: string | null = null
  for (const token of joined(tokens)) {
    const read = readToken(token, context)
    if (read.kind === 'other') return { kind: 'other' }
    if (read.kind === 'page') page = read.page
    if (read.kind === 'filter') filters.push(read.filter)
    if (read.kind === 'near') near = true
    if (read.kind === 'unknown-project') unknownProject = token.text
    meant.push(read.kind === 'near' ? { text: read.word, raw: read.word } : token)
  }
  if (unknownProject !== null) return { kind: 'unknown-project', word: unknownProject }
  if (near) return { kind: 'near', meant }
  return { kind: 'filters', filters, page }
}

type ReadToken =
  | { readonly kind: 'filter'; readonly filter: ListFilter }
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'near'; readonly word: string }
  | { readonly kind: 'filler' | 'other' | 'unknown-project' }

const filter = (value: ListFilter): ReadToken => ({ kind: 'filter', filter: value })

function readToken(token: Token, context: SpeechContext): ReadToken {
  if (token.kind === 'mention') return filter({ kind: 'member', memberId: token.memberId })
  if (token.kind === 'channel') return filter({ kind: 'label', label: token.text.slice(1).toLowerCase() })
  if (token.literal) return { kind: 'other' }
  const word = token.text.toLowerCase().replace(/[,;]$/, '')
  const named = WORDS.get(word)
  if (named) return filter({ kind: named })
  const status = TASK_STATUSES.find((candidate) => candidate === word)
  if (status) return filter({ kind: 'status', status })
  const label = /^(?:label:#?|#)([\p{L}\d][\p{L}\d_-]*)$/u.exec(word)?.[1]
  if (label) return filter({ kind: 'label', label })
  const page = /^(?:page|p)-?([1-9]\d{0,4})$/.exec(word)?.[1]
  if (page) return { kind: 'page', page: Number(page) }
  return FILLERS.has(word) || word === '' ? { kind: 'filler' } : readName(token.text.replace(/[,;]$/, ''), context)
}

function readName(typed: string, context: SpeechContext): ReadToken {
  const key = typed.toUpperCase()
  if (context.projectKeys.includes(key)) return filter({ kind: 'project', key })
  const word = nearest(typed.toLowerCase(), [...WORDS.keys(), ...TASK_STATUSES])
  if (word) return { kind: 'near', word }
  return { kind: /^[A-Z]{2,6}$/.test(typed) && !asReference(typed) ? 'unknown-project' : 'other' }
}

/** Two words that are one filter: `at risk`, `this week`, `page 2`. */
function joined(tokens: readonly Token[]): readonly Token[] {
  const result: Token[] = []
  for (const token of tokens) {
    const last = result.at(-1)
    const pair = `${last?.text ?? ''}-${token.text}`.toLowerCase()
    if (last?.kind === 'word' && token.kind === 'word' && /^(?:at-risk|this-week|page-\d+)$/.test(pair))
      result[result.length - 1] = { ...last, text: pair, raw: pair }
    else result.push(token)
  }
  return result
}

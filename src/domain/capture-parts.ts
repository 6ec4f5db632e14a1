import { readEstimate } from './estimate.ts'
import { asReference, keyOf, takeReferences } from './references.ts'
import type { SpeechContext } from './speech.ts'
import { PROJECT_KEY } from './project.ts'
import type { Priority } from './task.ts'
import type { Token } from './tokens.ts'
import { textOf } from './tokens.ts'

/** A part found at a place in a line: what it says, and how many words say it. */
export interface Found<T> {
  readonly value: T
  readonly count: number
}

const PRIORITY_WORDS: ReadonlyMap<string, Priority> = new Map(
  Object.entries({
    urgent: 'urgent',
    urg: 'urgent',
    u: 'urgent',
    p1: 'urgent',
    1: 'urgent',
    high: 'high',
    hi: 'high',
    h: 'high',
    p2: 'high',
    2: 'high',
    normal: 'normal',
    medium: 'normal',
    med: 'normal',
    n: 'normal',
    m: 'normal',
    p3: 'normal',
    3: 'normal',
    low: 'low',
    lo: 'low',
    l: 'low',
    p4: 'low',
    4: 'low',
  }),
)

const END_OF_WORD = /[,;:.)]+$/

/** A priority as people write it, with or without the `!`; null for another word. */
export function readPriority(word: string): Priority | null {
  const name = word.toLowerCase().replace(/^!/, '').replace(END_OF_WORD, '')
  return PRIORITY_WORDS.get(name) ?? null
}

/** The token, if it is a word that may be part of the grammar. */
export function plainWord(token: Token | undefined): string | null {
  return token?.kind === 'word' && !token.literal ? token.text : null
}

/** `!high`; `null` as the value for a `!word` that is no priority. */
export function priorityAt(tokens: readonly Token[], at: number): Found<Priority | null> | null {
  const word = plainWord(tokens[at])
  // CSS's own `!important` is the one word with a `!` before it that titles do have.
  if (!word || !/^![\p{L}\d]+[,;:.)]*$/u.test(word) || /^!important\b/i.test(word)) return null
  return { value: readPriority(word), count: 1 }
}

/** The most words that an estimate has: `~ a quarter of an hour`. */
const LONGEST_ESTIMATE = 6

/** `~3h`, `~ 2 days`, `~half a day`; `null` as the value for a number that says no time, such as `~3`. */
export function estimateAt(tokens: readonly Token[], at: number): Found<number | null> | null {
  const word = plainWord(tokens[at])
  if (!word?.startsWith('~')) return null
  const following = runOfWords(tokens, at, LONGEST_ESTIMATE)
  for (let count = following.length; count > 0; count -= 1) {
    const minutes = readEstimate(following.slice(0, count).join(' ').slice(1).replace(END_OF_WORD, ''))
    if (minutes !== null) return { value: minutes, count }
  }
  return /^~\d/.test(word) ? { value: null, count: 1 } : null
}

/** The plain words from a place on, at most so many. */
export function runOfWords(tokens: readonly Token[], from: number, most: number): readonly string[] {
  const words: string[] = []
  for (const token of tokens.slice(from, from + most)) {
    const word = plainWord(token)
    if (word === null) break
    words.push(word)
  }
  return words
}

/** `#design`; not `#12`, which is a number, nor `#ff6600`, which is a colour. */
export function labelAt(tokens: readonly Token[], at: number): Found<string> | null {
  const match = /^#([\p{L}\d][\p{L}\d_-]*)[,;:.)]*$/u.exec(plainWord(tokens[at]) ?? '')
  const label = match?.[1]?.toLowerCase()
  if (!label || /^\d+$/.test(label) || isColour(label)) return null
  return { value: label, count: 1 }
}

const isColour = (word: string): boolean =>
  /^(?:[\da-f]{3}|[\da-f]{6}|[\da-f]{8})$/.test(word) && (/\d/.test(word) || /^(.)\1+$/.test(word))

/** A project named by its key, or a word in capitals that names none. */
export type ProjectFound =
  | { readonly known: true; readonly key: string }
  | { readonly known: false; readonly word: string }

/**
 * `in WEB`. In small letters (`in web`) it counts only where no more of the title follows: `in web archives` does
 * not name a project. `known: false` for two to six capitals that are no project's key.
 */
export function projectAt(tokens: readonly Token[], at: number, context: SpeechContext): Found<ProjectFound> | null {
  if (!/^in:?$/i.test(plainWord(tokens[at]) ?? '')) return null
  const word = (plainWord(tokens[at + 1]) ?? '').replace(END_OF_WORD, '')
  const key = word.toUpperCase()
  if (!PROJECT_KEY.test(key)) return null
  if (context.projectKeys.includes(key)) {
    const clear = word === key || !tokens[at + 2] || startsPart(tokens, at + 2, context)
    return clear ? { value: { known: true, key }, count: 2 } : null
  }
  return /^[A-Z]{2,6}$/.test(word) ? { value: { known: false, word }, count: 2 } : null
}

/** `after WEB-9, WEB-10`, of projects that exist. */
export function afterAt(tokens: readonly Token[], at: number, context: SpeechContext): Found<readonly string[]> | null {
  if (!/^after:?$/i.test(plainWord(tokens[at]) ?? '')) return null
  const { references, next } = takeReferences(tokens, at + 1)
  const known = references.length > 0 && references.every((reference) => context.projectKeys.includes(keyOf(reference)))
  return known ? { value: references, count: next - at } : null
}

/** The reference behind `after`, for a line in which `afterAt` finds none of a known project. */
export const unknownAfterAt = (tokens: readonly Token[], at: number): string | null =>
  /^after:?$/i.test(plainWord(tokens[at]) ?? '') ? asReference(plainWord(tokens[at + 1]) ?? '') : null

/** True for a word that says that a date follows: `due`, `due:`, `due:fri`, with a bracket before it or without. */
export const isDue = (tokens: readonly Token[], at: number): boolean =>
  /^\(?due(?::.*)?$/i.test(plainWord(tokens[at]) ?? '')

/** True where something other than more of the title or of a date's words begins. */
export function startsPart(tokens: readonly Token[], at: number, context: SpeechContext): boolean {
  return (
    tokens[at]?.kind === 'mention' ||
    isDue(tokens, at) ||
    [priorityAt, estimateAt, labelAt].some((find) => find(tokens, at) !== null) ||
    afterAt(tokens, at, context) !== null ||
    projectAt(tokens, at, context)?.value.known === true
  )
}

/** Behind these somebody is whom the task is about, not who does it: `Send the draft to @ben`, `Ask @cleo about fonts`. */
const TOWARDS = /^(?:to|from|with|about|for|by|via|ask|tell|remind|thank|mit|von|an|bei|für|frag|frage)$/i
/** These only as a line's first word: a `launch email` or a `weekly call` is a thing. */
const REACH = /^(?:call|phone|email|meet|ruf)$/i

const JOINS = /^(?:and|und|or|oder|&|\+)$/i

/**
 * Whether the person named at a place is part of what is to be done; so is whoever `and` joins to one who is, or to
 * words of the title.
 */
export function isObjectAt(tokens: readonly Token[], at: number): boolean {
  const before = plainWord(tokens[at - 1])
  if (before === null) return false
  if (JOINS.test(before)) return tokens[at - 2]?.kind === 'mention' ? isObjectAt(tokens, at - 2) : at > 1
  return TOWARDS.test(before) || (at === 1 && REACH.test(before))
}

/** Before these a channel is where something happens, not a label: `post in #general`. */
const PLACE =
  /^(?:in|into|to|on|onto|from|of|at|for|via|the|channel|and|or|with|about|through|our|im|in|nach|zu|dans|en|sur|a|di)$/i

/**
 * A channel's name counts as a label where only parts follow it and the word before does not make it a place:
 * Slack turns `#design` into a channel wherever there is one of that name.
 */
export function channelLabelAt(tokens: readonly Token[], at: number, onlyPartsFollow: boolean): string | null {
  const token = tokens[at]
  if (token?.kind !== 'channel' || !onlyPartsFollow || at === 0) return null
  return PLACE.test(textOf(tokens.slice(at - 1, at))) ? null : token.text.slice(1).toLowerCase()
}

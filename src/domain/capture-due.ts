import { plainWord, startsPart } from './capture-parts.ts'
import type { Found } from './capture-parts.ts'
import { isDateWord } from './date-vocabulary.ts'
import { readDate } from './date-words.ts'
import type { DateReading } from './date-words.ts'
import type { SpeechContext } from './speech.ts'
import type { Token } from './tokens.ts'

/** More words than any date has. */
const LONGEST_DATE = 12

/** Behind these words `due` is no date to be read, but part of a sentence: `due to`, `due diligence`. */
const NO_DATE = /^(?:to|diligence|process|dates?|course|respect|for|from|out|back|care|and|or|with|is|are|soon\w+ly)$/i

/**
 * Reads the date behind `due`: the longest run of words that is one.
 *
 * Where what follows could change its meaning (`fri after lunch`, `fri or mon`, `fri 5pm their time`) the date is not
 * understood. Null where `due` is no more than a word of the title.
 */
export function dueAt(tokens: readonly Token[], at: number, context: SpeechContext): Found<DateReading> | null {
  if (/^(?:past|over)$/i.test(plainWord(tokens[at - 1]) ?? '')) return null
  const { words, behind } = wordsBehindDue(tokens, at, context)
  const read = longestDate(words, context)
  if (read && !changesMeaning(words, read.count, context.locale))
    return { value: read.value, count: behind + read.count }
  const count = behind + words.length
  if (read) return { value: { kind: 'not-understood', words: words.join(' '), near: read.value.words }, count }
  if (behind === 1 && NO_DATE.test(words[0] ?? '')) return null
  const none = { kind: 'not-understood', words: plainWord(tokens[at]) ?? '' } as const
  return { value: words.length === 0 ? none : readDate(words.join(' '), context), count }
}

/** The words that could be a date, and how many tokens before them say that one follows: `due`, `due date:`, or none of its own in `due:fri`. */
function wordsBehindDue(
  tokens: readonly Token[],
  at: number,
  context: SpeechContext,
): { readonly words: readonly string[]; readonly behind: number } {
  const following = dateRun(tokens, at + 1, context)
  const glued = /^\(?due:(.+)$/i.exec(plainWord(tokens[at]) ?? '')?.[1]
  if (glued !== undefined) return { words: [glued, ...following], behind: 0 }
  const dated = /^dates?:?$/i.test(following[0] ?? '') && longestDate(following.slice(1), context) !== null
  return dated ? { words: following.slice(1), behind: 2 } : { words: following, behind: 1 }
}

function dateRun(tokens: readonly Token[], from: number, context: SpeechContext): readonly string[] {
  const words: string[] = []
  for (let at = from; at < tokens.length; at += 1) {
    const word = plainWord(tokens[at])
    if (word === null || startsPart(tokens, at, context)) break
    words.push(word)
  }
  return words
}

/** The longest beginning of some words that is a date, past ones included; null where there is none. */
export function longestDate(words: readonly string[], context: SpeechContext): Found<DateReading> | null {
  for (let count = Math.min(LONGEST_DATE, words.length); count > 0; count -= 1) {
    const value = readDate(words.slice(0, count).join(' '), context)
    if (value.kind !== 'not-understood') return { value, count }
  }
  return null
}

/** Before a date without `due`. */
const UNTIL = /^(?:by|until|till|before|bis)$/i

/**
 * The date at the end of some words that was said without `due`, as in `Send recap by fri`; null where the last words are
 * surely none, or no date to come.
 */
export function undueDate(
  tokens: readonly Token[],
  context: SpeechContext,
): { readonly words: string; readonly date: string } | null {
  const at = tokens.findLastIndex((token) => UNTIL.test(plainWord(token) ?? ''))
  if (at < 1) return null
  const words = tokens.slice(at + 1).map((token) => plainWord(token) ?? '\n')
  const date = words.join(' ')
  const read = words.length > 0 && words.length <= LONGEST_DATE ? readDate(date, context) : null
  return read?.kind === 'understood' ? { words: `${plainWord(tokens[at])} ${date}`, date: read.words } : null
}

/** Joins a date to what follows, if that is about time. */
const JOINS =
  /^(?:and|und|et|y|e|en|at|@|by|to|–|-|from|on|of|in|&|\/|\+|around|about|approx\.?|ca\.?|circa|this|next|last|every|um|gegen|von|bis|am|im|por|à|au|pela|às|di|alle|op)$/i
const ARTICLE = /^(?:the|a|an|der|die|das|dem|den|le|la|les|el|los|las|o|os|il|lo|de|het|my|our|their)$/i
/** Changes a date whatever follows. */
const TURNS =
  /^(?:or|after|before|until|till|unless|if|not|but|except|when|once|plus|minus|each|every|oder|nach|vor|wenn|falls|ou|o|après|avant|si|antes|después|[+-]\d.*)$/i
/** Behind a time of day, capitals may be a zone, and `time` within a few words says that they are. */
const ZONE_LIKE = /^[A-Z]{2,5}(?![a-z])/
const TIME_WORD = /^time(?:zone)?$/i
const WORDS_OF_A_ZONE = 4

function changesMeaning(words: readonly string[], count: number, locale: string): boolean {
  const following = words
    .slice(count)
    .map((word) => word.replace(/^[(]|[,;:.!?)]+$/g, ''))
    .filter((word, index) => index === 0 || !ARTICLE.test(word))
  const [next = '', second = ''] = following
  const last = words[count - 1] ?? ''
  if (next === '') return words.length > count
  if (TURNS.test(next) || /^first thing$/i.test(`${next} ${second}`) || endsInNumber(words.slice(0, count).join(' ')))
    return true
  if (following.slice(0, /\d/.test(last) ? WORDS_OF_A_ZONE : 2).some((word) => TIME_WORD.test(word))) return true
  if (/\d/.test(last) && ZONE_LIKE.test(next)) return true
  return isDateWord(next, locale) || (JOINS.test(next) && isDateWord(second, locale))
}

/** `the 1st` may be the 1st draft, and the 28 of `3 March 28` as many banners. */
const endsInNumber = (date: string): boolean =>
  /^(?:(?:by|on|the|at|\S*\d[ap]m|\d\d:\d\d) )*\d+(?:st|nd|rd|th)$/i.test(date) ||
  /(?:\d\S* \p{L}+\.?|\p{L}+\.? \d{1,2}\S*) \d\d$/u.test(date)

import { byKey } from './list-keys.ts'
import type { Token, Word } from './tokens.ts'

/** Several words that are one to a list, and that word; null where the words are no such thing after all. */
type Phrase = readonly [said: RegExp, word: (match: RegExpExecArray) => string | null]

const PHRASES: readonly Phrase[] = [
  [/^(?:sort|sorted|order|ordered) by (-?[a-z]+)$/, ([, key = '']) => `sort:${key}`],
  [/^(?:group|grouped) by ([a-z]+)$/, ([, key = '']) => `group:${key}`],
  [/^by ([a-z]+)$/, ([, key = '']) => byKey(key)],
  [/^(newest|oldest) first$/, ([, which]) => `sort:${which === 'oldest' ? '-' : ''}created`],
  [/^saved? as (\S+)$/, ([, name = '']) => `save:${name}`],
  [/^done (?:in |on )?(today|yesterday)$/, ([, day = '']) => `done-${day}`],
  [/^done (this|last) week$/, ([, which]) => (which === 'last' ? 'done-last-week' : 'done-week')],
  [/^due (today|tomorrow|this week|next week)$/, ([, when = '']) => when.replace(' ', '-')],
  [/^(urgent|high|normal|low) priority$/, ([, priority = '']) => priority],
  [/^(?:no|without|without an) owner$/, () => 'unassigned'],
  [/^(?:no|without|without a) (?:due|date|due date)$/, () => 'undated'],
  [/^(?:no|without|without an) estimate$/, () => 'unestimated'],
  [/^(at risk|this week|next week|page \d+)$/, ([phrase]) => phrase.replace(' ', '-')],
]

const LONGEST = 4

/** Puts what people say in several words for a part of a list into one: `at risk`, `sorted by due`, `done this week`. */
export function joinPhrases(tokens: readonly Token[]): readonly Token[] {
  const result: Token[] = []
  for (let at = 0; at < tokens.length;) {
    const found = phraseAt(tokens, at)
    const token = found?.token ?? tokens[at]
    if (token) result.push(token)
    at += found?.count ?? 1
  }
  return result
}

function phraseAt(tokens: readonly Token[], at: number): { readonly token: Word; readonly count: number } | null {
  for (let count = Math.min(LONGEST, tokens.length - at); count > 1; count -= 1) {
    const words = tokens.slice(at, at + count)
    const [first] = words
    if (first?.kind !== 'word' || !words.every((word) => word.kind === 'word' && !word.literal)) continue
    const text = words
      .map((word) => word.text.toLowerCase())
      .join(' ')
      .replace(/[,;]$/, '')
    for (const [said, wordOf] of PHRASES) {
      const match = said.exec(text)
      const word = match && wordOf(match)
      if (word) return { token: { ...first, text: word, raw: word }, count }
    }
  }
  return null
}

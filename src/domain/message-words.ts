import { longestDate } from './capture-due.ts'
import { parseCapture } from './capture.ts'
import type { SpeechContext } from './speech.ts'
import { captureWords } from './task-form.ts'
import type { TaskFormWords } from './task-form.ts'
import { TITLE_LIMIT } from './task.ts'
import { cutAtWord } from './title.ts'
import { plainText, textOf, tokenize } from './tokens.ts'
import type { Token } from './tokens.ts'

/** Words before which people name a date in a sentence. */
const BEFORE_DATE = /^(?:by|before|until|till|due|on|bis|am|para|avant|pour)$/i
/** How a request begins that is not part of what is to be done. */
const GREETING = /^(?:(?:hey|hi|hello|hallo|hola|please|pls|can you|could you|would you|@[\w.-]+)[,:!]?\s+)+/i

interface Phrase {
  readonly words: string
  /** Tokens from here to before `end` say the date, the word before it included. */
  readonly from: number
  readonly end: number
}

const textAt = (token: Token | undefined): string => (token?.kind === 'word' && !token.literal ? token.text : '')
const bare = (word: string): string => word.replace(/[?!.,;:)]+$/, '')

/** The first date that a message names behind a word such as `by`, or as its last words. */
function datePhrase(tokens: readonly Token[], context: SpeechContext): Phrase | null {
  for (let at = 0; at < tokens.length; at += 1) {
    const behind = BEFORE_DATE.test(textAt(tokens[at])) ? 1 : 0
    const words = tokens.slice(at + behind).map((token) => bare(textAt(token)))
    const found = longestDate(words, context)
    if (!found || found.value.kind !== 'understood') continue
    const end = at + behind + found.count
    if (behind === 1 || end === tokens.length) return { words: found.value.words, from: at, end }
  }
  return null
}

function titleOf(tokens: readonly Token[], phrase: Phrase | null): string {
  const atEnd = phrase !== null && phrase.end === tokens.length
  const text = textOf(atEnd ? tokens.slice(0, phrase.from) : tokens)
  const plain = text
    .replace(GREETING, '')
    .replace(/[\s,;:?]+$/, '')
    .trim()
  const title = plain === '' ? text.trim() : plain
  return cutAtWord(title.charAt(0).toLocaleUpperCase() + title.slice(1), TITLE_LIMIT).start
}

/**
 * What a message suggests for the form of a new task: title, owner, due date and the rest, each to be looked over before
 * it is saved, so a date counts here without `due` before it (`by Friday`, `tomorrow` at the end).
 *
 * The whole text is in the description unless the title says all of it. The grammar's own parts (`!high`, `~3h`, `#launch`)
 * count where they stand.
 */
export function messageWords(text: string, context: SpeechContext): TaskFormWords {
  const capture = parseCapture(text, context)
  const words = captureWords(capture)
  const lines = tokenize(text)
  const first = lines.filter(({ line }) => line === lines[0]?.line)
  const phrase = capture.due?.kind === 'understood' ? null : datePhrase(first, context)
  const spoken = tokenize(capture.title)
  const title = titleOf(spoken, phrase && datePhrase(spoken, context))
  const whole = plainText(text).trim()
  return {
    ...words,
    title,
    due: phrase?.words ?? (capture.due?.kind === 'understood' ? capture.due.words : ''),
    description: whole === title ? '' : whole,
  }
}

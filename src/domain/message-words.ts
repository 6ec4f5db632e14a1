import { longestDate } from './capture-due.ts'
import { isDue, plainWord, runOfWords } from './capture-parts.ts'
import { parseTokens } from './capture.ts'
import type { Capture } from './capture.ts'
import type { DateReading } from './date-words.ts'
import type { SpeechContext } from './speech.ts'
import { localDate, localTime } from './time.ts'
import type { Mention, Token } from './tokens.ts'
import { textOf, tokenize } from './tokens.ts'

/**
 * Reads a message that was not written to Runsheet, for a form in which a person checks what was found.
 *
 * It knows the grammar of a line and two things besides, since people do not write messages in it: a date counts
 * without `due` if there is but one, and its words stay in the title; of several people the first is suggested, and
 * whoever is not merely addressed stays in the title, so that the sentence does.
 *
 * @param context who wrote the message and when: its `tomorrow` is the day after that
 * @param readerZone the zone of the person who checks the form: the date's words are in it, and in full
 */
export function readMessage(text: string, context: SpeechContext, readerZone: string): Capture {
  const tokens = tokenize(text)
  const capture = parseTokens(sentence(tokens), context)
  const found = capture.due === null ? onlyDate(tokens, context) : null
  const owner = tokens.find((token) => token.kind === 'mention')
  const due = found?.due ?? capture.due
  return {
    ...capture,
    ownerIds: owner ? [owner.memberId] : [],
    due: due && inFull(due, readerZone),
    parts: [
      ...(owner ? [{ part: 'owner', words: owner.text } as const] : []),
      ...capture.parts,
      ...(found ? [{ part: 'due', words: found.words } as const] : []),
    ],
  }
}

/** A date in words that mean the same whenever they are read. */
const inFull = (due: DateReading, zone: string): DateReading =>
  due.kind === 'understood' ? { ...due, words: `${localDate(due.at, zone)} ${localTime(due.at, zone)}` } : due

const GREETING = /^(?:hey|hi|hello|hallo|moin|hola|salut|bonjour|ok|so|thanks|please|pls|bitte)[,!:]?$/i

/** The message without the people whom it addresses at its beginning; others become words of it. */
function sentence(tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex((token) => token.kind !== 'mention' && !GREETING.test(token.text))
  const head = tokens.slice(0, Math.max(first, 0))
  const addressed = head.some((token) => token.kind === 'mention')
  return (addressed ? tokens.slice(head.length) : tokens).map((token) =>
    token.kind === 'mention' ? asWord(token) : token,
  )
}

const asWord = ({ text, line }: Mention): Token => ({
  kind: 'word',
  text,
  literal: true,
  url: null,
  memberIds: [],
  line,
})

/** Words before a date that say that something is wanted by then. */
const WANTED = /^(?:by|until|till|before|due|bis|for|on|um|am|avant|pour|para|antes|entro|voor)$/i

interface DateFound {
  readonly due: DateReading
  readonly words: string
}

/** The date that a message names to come; null where it names none or several. */
function onlyDate(tokens: readonly Token[], context: SpeechContext): DateFound | null {
  const found: DateFound[] = []
  for (let at = 0; at < tokens.length;) {
    const lead = WANTED.test(plainWord(tokens[at]) ?? '') ? 1 : 0
    const date = isDue(tokens, at) && lead === 0 ? null : longestDate(runOfWords(tokens, at + lead, 8), context)
    if (date?.value.kind === 'understood')
      found.push({ due: date.value, words: textOf(tokens.slice(at, at + lead + date.count)) })
    at += date ? lead + date.count : 1
  }
  const instants = new Set(found.map(({ due }) => (due.kind === 'understood' ? due.at.getTime() : 0)))
  return instants.size === 1 ? (found[0] ?? null) : null
}

import { longestDate } from './capture-due.ts'
import { isDue, plainWord, runOfWords } from './capture-parts.ts'
import { parseCapture, parseTokens } from './capture.ts'
import type { Capture } from './capture.ts'
import type { DateReading } from './date-words.ts'
import type { SpeechContext } from './speech.ts'
import { addLinks, linkLines } from './links.ts'
import { captureWords, dueWords } from './task-form.ts'
import type { CapturedWords } from './task-form.ts'
import type { TaskLink } from './task.ts'
import type { Mention, Token } from './tokens.ts'
import { linksIn, plainText, textOf, tokenize } from './tokens.ts'

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
  due.kind === 'understood' ? { ...due, words: dueWords(due.at, zone) } : due

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

const asWord = ({ text, line, raw }: Mention): Token => ({
  kind: 'word',
  text,
  literal: true,
  url: null,
  memberIds: [],
  line,
  raw,
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

/** How a request begins that is not part of what is to be done. */
const ASKING = /^(?:(?:please|pls|can you|could you|would you|can someone|can somebody)[,:!]?\s+)+/i

/** Between two sentences: where a capital or a link follows, and the point is hardly one of an abbreviation. */
const SENTENCES = /(?<=[!?]|[\p{L}\p{N}]{4}\.)(?<!\b(?:approx|bzgl|evtl|exkl|inkl|resp)\.)\s+(?=[\p{Lu}"“„(]|https?:)/u

/** Of a message of several sentences the one that asks for something, else the one with the date, else the first. */
function requestOf(text: string, due: string | undefined): string {
  const sentences = text.split(SENTENCES)
  const asking = sentences.find((each) => ASKING.test(each) && bare(each.replace(ASKING, '')) !== '')
  const dated = due === undefined ? undefined : sentences.find((each) => bare(each).endsWith(bare(due)))
  return asking ?? dated ?? sentences[0] ?? text
}

/** What is to be done, without the asking before it and the date behind it, which the form has in a field of its own. */
function titleOf({ title: said, parts }: Capture): string {
  const due = parts.find(({ part }) => part === 'due')?.words
  const title = requestOf(said, due)
  const undated = due !== undefined && bare(title).endsWith(bare(due)) ? bare(title).slice(0, -bare(due).length) : title
  const asked = bare(undated.replace(ASKING, ''))
  const text = asked === '' ? title : asked
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

const bare = (text: string): string => text.replace(/[\s,;:.!?]+$/, '')

const bareUrl = (url: string): string => url.replace(/^https?:\/\//i, '').replace(/\/$/, '')

/** The pages that a message links to, each once, as far as a task can have them; what is written as the address is not a name. */
export function linksOf(text: string): readonly TaskLink[] {
  let links: readonly TaskLink[] = []
  for (const { url, label } of linksIn(text)) {
    const name = label.trim().replaceAll(/\s+/g, ' ')
    const named = name !== '' && bareUrl(name) !== bareUrl(url)
    const read = addLinks(links, [url], named ? name : null)
    // A name that is too long for a link is no reason to leave the link out.
    const added = 'fault' in read && read.fault === 'text-too-long' ? addLinks(links, [url], null) : read
    if ('links' in added) links = added.links
  }
  return links
}

/**
 * What a message suggests for the form of a new task, to be looked over before it is saved: the title, the owner, the
 * due date, links and whatever else it says. All of the message is in the description unless the title says it all.
 *
 * @param now when the form is opened: a date that has passed by then is not suggested
 */
export function messageWords(
  text: string,
  context: SpeechContext,
  reader: { readonly zone: string; readonly now: Date },
): CapturedWords {
  const capture = readMessage(text, context, reader.zone)
  const isPast = capture.due?.kind === 'understood' && capture.due.at <= reader.now
  const title = titleOf(capture)
  const whole = plainText(text).trim()
  const words = captureWords(isPast ? { ...capture, due: null } : capture)
  return { ...words, title, links: linkLines(linksOf(text)), description: whole === title ? '' : whole }
}

/** The words for the form of a line that was typed before: its date in full, since `tomorrow` would mean another day now. */
export function draftWords(text: string, context: SpeechContext, readerZone: string): CapturedWords {
  const capture = parseCapture(text, context)
  return captureWords({ ...capture, due: capture.due && inFull(capture.due, readerZone) })
}

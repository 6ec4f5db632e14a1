import { parseCommand } from './command.ts'
import type { Command } from './command.ts'
import { asReference } from './references.ts'
import type { SpeechContext } from './speech.ts'
import { tokenize } from './tokens.ts'
import type { Token } from './tokens.ts'
import { asVerb } from './verbs.ts'
import type { Verb } from './verbs.ts'

/** What hardly anybody begins a new task with in the thread of another, where what follows is what the verb wants. */
const ABOUT_A_TASK: ReadonlySet<Verb> = new Set([
  'note',
  'assign',
  'handoff',
  'due',
  'snooze',
  'estimate',
  'left',
  'priority',
])

/** `Done, client is happy`: what is said with it stands behind a mark, while `Done list for client` is a thing to do. */
const DONE_WITH_WORDS = /^\s*\S*?(?:[,.!:;]|\s+[-–—])(?:\s|$)/

/** A first word, without the comma or the like that people set behind it: `Done, client is happy`. */
const FIRST = /^\s*(\S+?)[,.!:;]*(?=\s|$)/

function verbOf(first: Token | undefined): Verb | null {
  if (first?.kind !== 'word' || first.literal) return null
  return asVerb(FIRST.exec(first.text)?.[1] ?? '')
}

/** Whether a line that would make a task may be about another, in whose thread it was said. */
function mayBeAbout(verb: Verb, said: Command, text: string): boolean {
  if (said.kind !== 'create') return false
  if (ABOUT_A_TASK.has(verb)) return true
  return verb === 'done' && DONE_WITH_WORDS.test(text) && said.capture.parts.length === 0
}

/** `Due diligence for the client` has no date, and is no failed `due`. */
const isUnderstood = (command: Command): boolean =>
  command.kind !== 'incomplete' &&
  !('due' in command && command.due?.kind === 'not-understood') &&
  !('until' in command && command.until.kind === 'not-understood')

/**
 * A line that was said in the thread of a task and names none, as one about that task: `done`, `due fri`, `assign @ben`.
 *
 * Null where it is not surely about it: it names a task, it says all that is needed (`undo`, `list me`), or it may be a new
 * task, for `Review the second draft` in a thread may well be one.
 *
 * @param text as Slack sends it
 * @param reference the task that the thread is about
 */
export function lineAbout(text: string, reference: string, context: SpeechContext): Command | null {
  const tokens = tokenize(text)
  const verb = verbOf(tokens[0])
  if (verb === null || tokens.some((token) => token.kind === 'word' && asReference(token.text) !== null)) return null
  const said = parseCommand(text, context)
  // A verb that wants more than a task says so; a line that may be a new task is left one.
  const isOpen = said.kind === 'incomplete' && said.missing === 'reference'
  if (!isOpen && !mayBeAbout(verb, said, text)) return null
  const about = parseCommand(text.replace(FIRST, `$1 ${reference}`), context)
  if (about.kind === 'create' || about.kind === 'near-miss') return null
  return isOpen || isUnderstood(about) ? about : null
}

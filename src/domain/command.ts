import { parseTokens } from './capture.ts'
import type { Capture } from './capture.ts'
import { readVerb, unfitting } from './command-verbs.ts'
import type { DateReading } from './date-words.ts'
import type { FileFormat, Separator } from './export-words.ts'
import type { ListView } from './list-view.ts'
import type { ListMissing, ListSaid } from './list-words.ts'
import type { RaciWord } from './raci-words.ts'
import { asReference, takeReferences } from './references.ts'
import type { SpeechContext } from './speech.ts'
import type { Priority } from './task.ts'
import type { Token } from './tokens.ts'
import { rawOf, textOf, tokenize } from './tokens.ts'
import { asVerb, nearVerb } from './verbs.ts'
import type { Verb } from './verbs.ts'

export type { ListFilter } from './list-view.ts'
export type { ListSaid } from './list-words.ts'
export type { RaciWord } from './raci-words.ts'
export type { SpeechContext } from './speech.ts'
export type { Verb } from './verbs.ts'
export { VERBS } from './verbs.ts'

interface OnTasks {
  /** In capitals, each once, in the order typed. */
  readonly references: readonly string[]
}

export type MoveVerb = 'start' | 'review' | 'done' | 'drop' | 'reopen' | 'unblock' | 'take'

/** What a line says to do. Texts are plain: people are `@ana` in them, and nothing is escaped. */
export type Command =
  | { readonly kind: 'form' }
  | { readonly kind: 'create'; readonly capture: Capture }
  | ({ readonly kind: 'show' } & OnTasks)
  | ({ readonly kind: 'list' } & ListSaid)
  /** The lists that the speaker has saved. */
  | { readonly kind: 'saved-lists' }
  | { readonly kind: 'forget-list'; readonly name: string }
  | ({ readonly kind: 'move'; readonly verb: MoveVerb; readonly note: string | null } & OnTasks)
  | ({
      readonly kind: 'block'
      readonly reason: string | null
      readonly waitsOnMemberIds: readonly string[]
      readonly waitsOnReferences: readonly string[]
    } & OnTasks)
  /** More than one member is for the use case to refuse: a task has one owner. None, with `assign` alone: nobody is to own it. */
  | ({
      readonly kind: 'assign' | 'handoff'
      readonly memberIds: readonly string[]
      readonly note: string | null
    } & OnTasks)
  /** Null: no date any more. */
  | ({ readonly kind: 'due'; readonly due: DateReading | null } & OnTasks)
  /** The answer to a hand-off. */
  | ({ readonly kind: 'accept' } & OnTasks)
  | ({ readonly kind: 'decline'; readonly reason: string | null } & OnTasks)
  /** Null: no estimate any more. */
  | ({ readonly kind: 'estimate'; readonly minutes: number | null } & OnTasks)
  | ({ readonly kind: 'left'; readonly minutes: number } & OnTasks)
  | ({ readonly kind: 'priority'; readonly priority: Priority } & OnTasks)
  | ({ readonly kind: 'note'; readonly text: string } & OnTasks)
  /**
   * Numbers of checklist items, from 1, or the text of a new item; with neither the checklist is shown. With somebody
   * named the items are given to them, or the new one is theirs.
   */
  | ({
      readonly kind: 'check'
      readonly items: readonly number[]
      readonly add?: string
      readonly ownerId?: string
    } & OnTasks)
  | ({ readonly kind: 'link'; readonly urls: readonly string[]; readonly text: string | null } & OnTasks)
  /** `not`: they depend on these no longer. */
  | ({ readonly kind: 'depends'; readonly on: readonly string[]; readonly not: boolean } & OnTasks)
  | ({ readonly kind: 'label'; readonly add: readonly string[]; readonly remove: readonly string[] } & OnTasks)
  /** Null: none. */
  | ({ readonly kind: 'phase'; readonly name: string | null } & OnTasks)
  /** The name of one of the project's fields, and what it is to say. */
  | ({ readonly kind: 'set'; readonly text: string } & OnTasks)
  /** How often, in words that `readRecurrence` understands; null: no more. */
  | ({ readonly kind: 'repeat'; readonly words: string | null } & OnTasks)
  /** The tasks named are duplicates of `into`. */
  | ({ readonly kind: 'merge'; readonly into: string } & OnTasks)
  | ({ readonly kind: 'watch' | 'unwatch' } & OnTasks)
  | ({ readonly kind: 'raci'; readonly roles: readonly RaciWord[] } & OnTasks)
  /** With the precision `day`, nudges begin again on the morning of that day. */
  | ({ readonly kind: 'snooze'; readonly until: DateReading } & OnTasks)
  | ({ readonly kind: 'history'; readonly page?: number } & OnTasks)
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'undo' }
  /** A file of the tasks that meet the filters; without any, of all. */
  | {
      readonly kind: 'export'
      readonly format: FileFormat
      /** Null: as the speaker's spreadsheets expect it. */
      readonly separator: Separator | null
      readonly filters: ListView['filters']
      /** A saved list whose filters count as well. */
      readonly name: string | null
    }
  | { readonly kind: 'help'; readonly verb: Verb | null }
  /** Something like a verb with what a verb takes: answered with the line that was probably meant, never done. */
  | {
      readonly kind: 'near-miss'
      readonly typed: string
      readonly verb: Verb
      /** The line that was probably meant, in plain text. */
      readonly suggestion: string
      /** The same as Slack would send it, people as `<@U1|ana>`: for a button that says it. */
      readonly line: string
    }
  | ({ readonly kind: 'incomplete'; readonly verb: Verb; readonly missing: Missing; readonly typed: string } & OnTasks)

/** No title begins with these and cannot be read. */
const NEVER_TITLES: ReadonlySet<Verb> = new Set(['list', 'search', 'undo', 'export', 'help', 'raci'])

/**
 * True for a line that lacks what its verb needs and that nobody can have meant as a new task: it has hardly a word
 * besides the verb and references. `Watch WEB-12 video with the client` may be one.
 */
export function isSurelyCommand(command: Command): boolean {
  if (command.kind !== 'incomplete') return false
  const [, ...words] = command.typed.split(/[\s,;&+]+/)
  const others = words.filter((word) => word !== '' && asReference(word) === null)
  return NEVER_TITLES.has(command.verb) || others.length <= 1
}

/** What a verb still needs, or did not understand. */
export type Missing =
  | 'reference'
  | 'another-task'
  | 'person'
  | 'date'
  | 'text'
  | 'estimate'
  | 'priority'
  | 'item'
  | 'address'
  | 'role'
  | 'label'
  | 'phase'
  | 'rule'
  | 'project'
  | 'file'
  | 'format'
  | 'history-page'
  | 'into'
  /** References alone. */
  | 'references-only'
  /** The verb alone. */
  | 'nothing'
  | ListMissing

/**
 * Reads what somebody typed behind `/task`, or to Runsheet in a message.
 *
 * A first word is a verb only where what follows fits it; else the line is a new task. `docs/grammar.md` has the rules.
 *
 * @param text as Slack sends it
 */
export function parseCommand(text: string, context: SpeechContext): Command {
  const tokens = tokenize(text)
  if (tokens.length === 0) return { kind: 'form' }
  return (
    shown(tokens) ??
    verbLine(tokens, context) ??
    nearMiss(tokens, context) ?? { kind: 'create', capture: parseTokens(tokens, context) }
  )
}

/** `WEB-12`, `WEB-12, WEB-13`: references and nothing else. */
function shown(tokens: readonly Token[]): Command | null {
  const { references, next } = takeReferences(tokens, 0)
  return references.length > 0 && next === tokens.length ? { kind: 'show', references } : null
}

function verbLine(tokens: readonly Token[], context: SpeechContext): Command | null {
  const [first] = tokens
  const verb = first?.kind === 'word' && !first.literal ? asVerb(first.text) : null
  return verb && (readVerb(verb, tokens, context) ?? unfitting(verb, tokens, context))
}

/** `dnoe WEB-12`, `finish WEB-12`, `WEB-12 done`, `list overdeu`, `help dnoe`. */
function nearMiss(tokens: readonly Token[], context: SpeechContext): Command | null {
  const [first, second] = tokens
  if (first?.kind !== 'word' || first.literal || second?.kind !== 'word' || second.literal) return null
  if (asReference(second.text) === null) return verbBehind(tokens, context)
  const verb = asVerb(first.text) === null ? nearVerb(first.text) : null
  if (!verb) return verbBehind(tokens, context)
  if (saysMoreThan(verb, tokens, context)) return null
  return nearMissOf(tokens, verb, tokens.slice(1))
}

/** A date, an estimate and the like make a line a task: `Crop WEB-12 hero due fri ~2h`. */
function saysMoreThan(verb: Verb, tokens: readonly Token[], context: SpeechContext): boolean {
  const parts = parseTokens(tokens, context).parts.map(({ part }) => part)
  return parts.some((part) => part !== 'owner' && part !== 'after' && part !== verb)
}

/** A reference first and the verb behind it. */
function verbBehind(tokens: readonly Token[], context: SpeechContext): Command | null {
  const { references, next } = takeReferences(tokens, 0)
  const behind = tokens[next]
  if (references.length === 0 || behind?.kind !== 'word' || behind.literal) return null
  const verb = asVerb(behind.text)
  if (!verb) return null
  const turned = [...tokens.slice(0, next), ...tokens.slice(next + 1)]
  return readVerb(verb, [behind, ...turned], context) && nearMissOf(tokens, verb, turned)
}

function nearMissOf(tokens: readonly Token[], verb: Verb, rest: readonly Token[]): Command {
  const [typed, suggestion, line] = [textOf(tokens), `${verb} ${textOf(rest)}`, `${verb} ${rawOf(rest)}`]
  return { kind: 'near-miss', typed, verb, suggestion, line }
}

import { parseTokens } from './capture.ts'
import { readPriority } from './capture-parts.ts'
import { incomplete, membersIn, noteOf, saysParts } from './command-clause.ts'
import type { Clause } from './command-clause.ts'
import { isDetailVerb, readDetail } from './command-details.ts'
import type { Command, Missing, MoveVerb } from './command.ts'
import { readDate } from './date-words.ts'
import { readEstimate } from './estimate.ts'
import { readExport } from './export-words.ts'
import { readList } from './list-words.ts'
import { keyOf, referencesIn, takeReferences } from './references.ts'
import type { SpeechContext } from './speech.ts'
import type { Token } from './tokens.ts'
import { rawOf, textOf } from './tokens.ts'
import { asVerb, nearVerb } from './verbs.ts'
import type { Verb } from './verbs.ts'

/** The command that a line says which begins with a verb; null where what follows does not fit the verb. */
export function readVerb(verb: Verb, tokens: readonly Token[], context: SpeechContext): Command | null {
  const rest = tokens.slice(1)
  switch (verb) {
    case 'list':
      return list(rest, tokens, context)
    case 'search':
      return search(rest, tokens, context)
    case 'undo':
      return rest.length === 0 ? { kind: 'undo' } : null
    case 'export':
      return readExport(tokens, context)
    case 'help':
      return help(rest)
    default:
      return onTasks(verb, tokens, context)
  }
}

function list(rest: readonly Token[], tokens: readonly Token[], context: SpeechContext): Command | null {
  const read = readList(rest, context)
  switch (read.kind) {
    case 'list':
      return read
    case 'saved':
      return { kind: 'saved-lists' }
    case 'forget':
      return { kind: 'forget-list', name: read.name }
    case 'near': {
      const [suggestion, line] = [`list ${textOf(read.meant)}`, `list ${rawOf(read.meant)}`]
      return { kind: 'near-miss', typed: textOf(tokens), verb: 'list', suggestion, line }
    }
    case 'unknown-project':
      return { kind: 'incomplete', verb: 'list', references: [], missing: 'project', typed: read.word }
    case 'incomplete':
      return incomplete({ verb: 'list', references: [], rest, tokens, context }, read.missing)
    case 'other':
      return null
  }
}

/** Words to look for; a line that has an owner, a date, a priority or the like is a task: `Search console setup @ana`. */
function search(rest: readonly Token[], tokens: readonly Token[], context: SpeechContext): Command | null {
  if (rest.length === 0) return incomplete({ verb: 'search', references: [], rest, tokens, context }, 'text')
  return parseTokens(tokens, context).parts.length > 0 ? null : { kind: 'search', text: textOf(rest) }
}

function help(rest: readonly Token[]): Command | null {
  const word = textOf(rest)
  if (word === '') return { kind: 'help', verb: null }
  const verb = asVerb(word)
  if (verb) return { kind: 'help', verb }
  const near = nearVerb(word)
  const line = `help ${near}`
  return near && { kind: 'near-miss', typed: `help ${word}`, verb: 'help', suggestion: line, line }
}

/** What each verb wants behind its references, where nothing there can be read as that. */
const WANTED: Partial<Record<Verb, Missing>> = {
  check: 'item',
  depends: 'reference',
  history: 'history-page',
  label: 'label',
  link: 'address',
  merge: 'into',
  phase: 'phase',
}

/**
 * The answer to a line whose verb is certain and whose rest does not fit it: `label WEB-12 foo`, `undo 2`, `export xml`.
 * Null where the line may be a task: no task of a known project is named, or an owner, a date or the like is.
 */
export function unfitting(verb: Verb, tokens: readonly Token[], context: SpeechContext): Command | null {
  const clause = clauseOf(verb, tokens, context)
  if (verb === 'undo') return isUndoOf(clause) ? incomplete(clause, 'nothing') : null
  if (verb === 'export') return isForeignFormat(clause) ? incomplete(clause, 'format') : null
  const known = clause.references.some((reference) => context.projectKeys.includes(keyOf(reference)))
  if (!known || !isTaskVerb(verb) || saysParts(clause)) return null
  return incomplete(clause, WANTED[verb] ?? 'references-only')
}

const isTaskVerb = (verb: Verb): verb is TaskVerb => !/^(?:list|search|undo|export|help)$/.test(verb)

/** A number, a task or a word for the last change: `Undo button is grey` is a task. */
const isUndoOf = ({ references, rest }: Clause): boolean =>
  references.length > 0 ? rest.length === 0 : /^(?:\d+|last|it|this|that|the last(?: change)?)$/i.test(textOf(rest))

/** Formats of tables; a `pdf` or an `svg` is something that agencies are asked for. */
const isForeignFormat = ({ rest, context }: Clause): boolean =>
  /^(?:xml|xlsx?|excel|tsv|ya?ml|ods)$/i.test(textOf(rest.slice(0, 1))) &&
  readList(rest.slice(1), context).kind === 'list'

type TaskVerb = Exclude<Verb, 'list' | 'search' | 'undo' | 'export' | 'help'>

function onTasks(verb: TaskVerb, tokens: readonly Token[], context: SpeechContext): Command | null {
  const clause = clauseOf(verb, tokens, context)
  if (clause.references.length === 0) return tokens.length === 1 ? incomplete(clause, 'reference') : null
  // A key that no project has may be a slip (`done WBE-12`) or a name (`Review COVID-19 banner due fri`).
  const known = clause.references.some((reference) => context.projectKeys.includes(keyOf(reference)))
  if (!known && saysParts(clause)) return null
  return read(verb, clause)
}

function clauseOf(verb: Verb, tokens: readonly Token[], context: SpeechContext): Clause {
  // `assign @ben WEB-12` says the same as `assign WEB-12 @ben`.
  const people = /^(?:assign|handoff)$/.test(verb) ? leadingPeople(tokens) : 0
  const { references, next } = takeReferences(tokens, 1 + people)
  return { verb, references, rest: [...tokens.slice(1, 1 + people), ...tokens.slice(next)], tokens, context }
}

function leadingPeople(tokens: readonly Token[]): number {
  const after = tokens.slice(1).findIndex((token) => token.kind !== 'mention')
  return Math.max(after, 0)
}

function read(verb: TaskVerb, clause: Clause): Command | null {
  const { references, rest } = clause
  if (isDetailVerb(verb)) return readDetail(verb, clause)
  switch (verb) {
    case 'show':
    case 'accept':
    case 'watch':
    case 'unwatch':
      return rest.length === 0 ? { kind: verb, references } : null
    case 'history':
      return history(clause)
    case 'block':
      return block(clause)
    case 'assign':
    case 'handoff':
      return assign(verb, clause)
    case 'decline':
      return { kind: verb, references, reason: noteOf(rest) }
    case 'due':
    case 'snooze':
      return dated(verb, clause)
    case 'estimate':
    case 'left':
      return effortOf(verb, clause)
    case 'priority':
      return priority(clause)
    case 'note':
      return rest.length === 0 ? incomplete(clause, 'text') : { kind: verb, references, text: textOf(rest) }
    default:
      return move(verb, clause)
  }
}

function history({ references, rest }: Clause): Command | null {
  if (rest.length === 0) return { kind: 'history', references }
  const page = /^page ([1-9]\d{0,3})$/i.exec(textOf(rest))?.[1]
  return page ? { kind: 'history', references, page: Number(page) } : null
}

function move(verb: MoveVerb, { references, rest }: Clause): Command {
  return { kind: 'move', verb, references, note: noteOf(rest) }
}

function block(clause: Clause): Command {
  const { references, rest } = clause
  const named = referencesIn(rest)
  if (named.length > 0 && named.every((reference) => references.includes(reference)))
    return incomplete(clause, 'another-task')
  return {
    kind: 'block',
    references,
    reason: noteOf(rest),
    waitsOnMemberIds: membersIn(rest),
    waitsOnReferences: named.filter((reference) => !references.includes(reference)),
  }
}

/** What takes an owner away. */
const NOBODY = /^(?:to )?(?:none|nobody|no ?one|no owner|unassigned|-)$/i

function assign(kind: 'assign' | 'handoff', clause: Clause): Command {
  const { references, rest } = clause
  if (kind === 'assign' && /^(?:to )?@?(?:me|myself)$/i.test(textOf(rest)))
    return { kind: 'move', verb: 'take', references, note: null }
  if (kind === 'assign' && NOBODY.test(textOf(rest))) return { kind, references, memberIds: [], note: null }
  const memberIds = membersIn(rest)
  if (memberIds.length === 0) return incomplete(clause, 'person')
  // People named further on, behind other words, are part of the note.
  const to = rest[0]?.kind === 'word' && /^to:?$/i.test(rest[0].text) ? rest.slice(1) : rest
  const others = to.findIndex((token) => token.kind !== 'mention' && !/^(?:and|&|,)$/i.test(token.text))
  const named = others < 0 ? to : to.slice(0, others)
  if (membersIn(named).length === 0)
    return { kind, references, memberIds, note: noteOf(rest.filter((t) => t.kind !== 'mention')) }
  return { kind, references, memberIds: membersIn(named), note: noteOf(to.slice(named.length)) }
}

/** What takes a date or an estimate away. */
const NONE = /^(?:none|no|nothing|never|no (?:date|due date|estimate)|-)$/i

function dated(kind: 'due' | 'snooze', clause: Clause): Command {
  const { references, rest, context } = clause
  if (rest.length === 0) return incomplete(clause, 'date')
  const words = textOf(rest).replace(/^(?:to|is|=|:|until|till|for|->|→) /i, '')
  if (kind === 'due') return { kind, references, due: NONE.test(words) ? null : readDate(words, context) }
  // A snooze says for how long: `2d` and `3 hours` are lengths here, while as a due date they would be a guess.
  const length = /^(\d+|an?) ?(m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/i.exec(words)
  const unit = { d: 'days', w: 'weeks' }[length?.[2]?.toLowerCase() ?? ''] ?? length?.[2]
  const until = readDate(length ? `in ${length[1]} ${unit}` : words, context)
  return { kind, references, until: { ...until, words } }
}

function effortOf(kind: 'estimate' | 'left', clause: Clause): Command | null {
  const { references, rest } = clause
  const words = textOf(rest).replace(/^(?:to |is |= ?|: ?)?~? ?/i, '')
  // Nothing is left is a thing to say; to take no time is not.
  const minutes = kind === 'left' && /^(?:0 ?[hmd]?|nothing|none)$/i.test(words) ? 0 : readEstimate(words)
  if (minutes !== null) return { kind, references, minutes }
  if (kind === 'estimate' && NONE.test(words)) return { kind, references, minutes: null }
  return saysParts(clause) ? null : incomplete(clause, 'estimate')
}

function priority(clause: Clause): Command | null {
  const { references, rest } = clause
  const found = readPriority(textOf(rest).replace(/^(?:to |is |= ?|: ?)/i, ''))
  if (found) return { kind: 'priority', references, priority: found }
  return saysParts(clause) ? null : incomplete(clause, 'priority')
}

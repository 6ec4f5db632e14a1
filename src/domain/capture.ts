import { dueAt, undueDate } from './capture-due.ts'
import {
  isObjectAt,
  afterAt,
  channelLabelAt,
  estimateAt,
  unknownAfterAt,
  isDue,
  labelAt,
  plainWord,
  priorityAt,
  projectAt,
  startsPart,
} from './capture-parts.ts'
import type { DateReading } from './date-words.ts'
import type { SpeechContext } from './speech.ts'
import type { Priority } from './task.ts'
import { keyOf } from './references.ts'
import { splitTitle } from './title.ts'
import type { Token } from './tokens.ts'
import { textOf, tokenize } from './tokens.ts'

export type PartName = 'owner' | 'due' | 'priority' | 'estimate' | 'project' | 'label' | 'after'

/** What is wrong with a line, in codes and the words that it is about. */
export type CaptureProblem =
  | { readonly code: 'empty-title'; readonly words: string }
  /** `words` is what went on to the description. */
  | { readonly code: 'title-too-long'; readonly words: string }
  /** `words` is what neither title nor description holds. */
  | { readonly code: 'text-too-long'; readonly words: string }
  | { readonly code: 'two-owners'; readonly words: string; readonly memberIds: readonly string[] }
  | { readonly code: 'two-dates' | 'two-priorities' | 'two-estimates' | 'two-projects'; readonly words: string }
  | { readonly code: 'date-not-understood'; readonly words: string; readonly near: string | null }
  | { readonly code: 'date-in-past'; readonly words: string; readonly at: Date }
  | { readonly code: 'estimate-not-understood' | 'priority-not-understood'; readonly words: string }
  /** `by fri` at the end of the title, which sets no date: `due` does. */
  | { readonly code: 'date-without-due'; readonly words: string; readonly date: string }
  /** A key or a reference's key that no project has; the words stay in the title. */
  | { readonly code: 'project-unknown'; readonly words: string }
  /** `@anna` where nobody has that name; it stays in the title. */
  | { readonly code: 'person-unknown'; readonly words: string }

/** A new task as one line says it. */
export interface Capture {
  readonly title: string
  /** Lines after the first, and what is too long for the title. */
  readonly description: string | null
  /** One, none, or with the problem `two-owners` several. */
  readonly ownerIds: readonly string[]
  readonly due: DateReading | null
  readonly priority: Priority | null
  readonly estimateMinutes: number | null
  /** Lower case, without `#`, each once. */
  readonly labels: readonly string[]
  readonly projectKey: string | null
  /** References of what must be done before. */
  readonly after: readonly string[]
  /** The parts in the order of the line, in the words that were typed. */
  readonly parts: readonly CapturePart[]
  readonly problems: readonly CaptureProblem[]
}

export interface CapturePart {
  readonly part: PartName
  readonly words: string
}

const NOTES: ReadonlySet<CaptureProblem['code']> = new Set([
  'title-too-long',
  'date-without-due',
  'project-unknown',
  'person-unknown',
  'estimate-not-understood',
  'priority-not-understood',
])

/**
 * True for a problem with which no task may be made: its owner or date would be a guess, it would have no title, or
 * words would be lost. With any other the words in question stay in the title and the answer says so.
 */
export const stopsCapture = (problem: CaptureProblem): boolean => !NOTES.has(problem.code)

/** A part, and what of the capture it says. */
interface Step {
  readonly count: number
  readonly part?: PartName
  readonly says?: Partial<Said>
  readonly problem?: CaptureProblem
}

interface Said {
  readonly owner: string
  readonly due: DateReading
  readonly priority: Priority
  readonly estimate: number
  readonly project: string
  readonly label: string
  readonly after: readonly string[]
}

/**
 * Reads one line as a new task; `docs/grammar.md` has the grammar.
 *
 * Every word goes to the title, the description, a part or a problem. It never throws and never guesses: what could be
 * read in two ways is a problem.
 *
 * @param line as Slack sends it: `&lt;` escaped, people as `<@U1|ana>`
 */
export const parseCapture = (line: string, context: SpeechContext): Capture => parseTokens(tokenize(line), context)

/** `parseCapture` of a line that is cut into words already. */
export function parseTokens(tokens: readonly Token[], context: SpeechContext): Capture {
  const title: Token[] = []
  const taken: { step: Step; words: string }[] = []
  for (let at = 0; at < tokens.length;) {
    const step = stepAt(tokens, at, context)
    const words = tokens.slice(at, at + (step?.count ?? 1))
    if (step?.part) taken.push({ step, words: textOf(words) })
    else title.push(...words)
    if (step && !step.part) taken.push({ step, words: '' })
    at += words.length
  }
  const undue = taken.some(({ step }) => step.part === 'due') ? null : undueDate(firstLine(title), context)
  if (undue) taken.push({ step: { count: 0, problem: { code: 'date-without-due', ...undue } }, words: '' })
  return assemble(title, taken)
}

const firstLine = (title: readonly Token[]): readonly Token[] => title.filter(({ line }) => line === title[0]?.line)

function stepAt(tokens: readonly Token[], at: number, context: SpeechContext): Step | null {
  const token = tokens[at]
  if (token?.kind === 'mention')
    return isObjectAt(tokens, at) ? null : { count: 1, part: 'owner', says: { owner: token.memberId } }
  if (token?.kind === 'channel') {
    const label = channelLabelAt(tokens, at, onlyPartsFollow(tokens, at + 1, context))
    return label === null ? null : { count: 1, part: 'label', says: { label } }
  }
  if (plainWord(token) === null) return null
  return (
    dueStep(tokens, at, context) ?? markedStep(tokens, at) ?? namedStep(tokens, at, context) ?? personStep(tokens, at)
  )
}

function dueStep(tokens: readonly Token[], at: number, context: SpeechContext): Step | null {
  if (!isDue(tokens, at)) return null
  const found = dueAt(tokens, at, context)
  if (!found) return null
  const { value: due, count } = found
  const base = { count, part: 'due', says: { due } } as const
  if (due.kind === 'past') return { ...base, problem: { code: 'date-in-past', words: due.words, at: due.at } }
  if (due.kind === 'understood') return base
  return { ...base, problem: { code: 'date-not-understood', words: due.words, near: due.near ?? null } }
}

/** Parts that begin with a sign: `!`, `~`, `#`. */
function markedStep(tokens: readonly Token[], at: number): Step | null {
  const words = textOf(tokens.slice(at, at + 1))
  const priority = priorityAt(tokens, at)
  if (priority?.value) return { count: 1, part: 'priority', says: { priority: priority.value } }
  if (priority) return { count: 1, problem: { code: 'priority-not-understood', words } }
  const estimate = estimateAt(tokens, at)
  if (estimate && estimate.value !== null)
    return { count: estimate.count, part: 'estimate', says: { estimate: estimate.value } }
  if (estimate) return { count: 1, problem: { code: 'estimate-not-understood', words } }
  const label = labelAt(tokens, at)
  return label && { count: 1, part: 'label', says: { label: label.value } }
}

/** Parts that begin with a word: `in`, `after`. */
function namedStep(tokens: readonly Token[], at: number, context: SpeechContext): Step | null {
  const project = projectAt(tokens, at, context)
  if (project?.value.known) return { count: 2, part: 'project', says: { project: project.value.key } }
  if (project && !project.value.known)
    return { count: 2, problem: { code: 'project-unknown', words: project.value.word } }
  const after = afterAt(tokens, at, context)
  if (after) return { count: after.count, part: 'after', says: { after: after.value } }
  const reference = unknownAfterAt(tokens, at)
  if (reference === null) return null
  return { count: 2, problem: { code: 'project-unknown', words: keyOf(reference) } }
}

/** A handle that Slack did not turn into a person; rules of style sheets begin with `@` as well. */
function personStep(tokens: readonly Token[], at: number): Step | null {
  const word = (plainWord(tokens[at]) ?? '').replace(/[,;:.!?)]+$/, '')
  if (!/^@\p{L}[\p{L}\d._-]+$/u.test(word)) return null
  if (/^@(?:media|font-face|import|keyframes|supports|layer|page|charset)$/i.test(word)) return null
  return { count: 1, problem: { code: 'person-unknown', words: word } }
}

function onlyPartsFollow(tokens: readonly Token[], from: number, context: SpeechContext): boolean {
  for (let at = from; at < tokens.length;) {
    const step = startsPart(tokens, at, context) || tokens[at]?.kind === 'channel' ? stepAt(tokens, at, context) : null
    if (!step?.part) return false
    at += step.count
  }
  return true
}

function assemble(titleTokens: readonly Token[], taken: readonly { step: Step; words: string }[]): Capture {
  const said = <T>(of: (says: Partial<Said>) => T | undefined): readonly T[] =>
    taken.map(({ step }) => of(step.says ?? {})).filter((value) => value !== undefined)
  const wordsOf = (part: PartName): string =>
    taken
      .filter(({ step }) => step.part === part)
      .map(({ words }) => words)
      .join(', ')
  const text = splitTitle(titleTokens)
  const ownerIds = unique(said((says) => says.owner))
  const dues = said((says) => says.due)
  const conflicts: readonly (CaptureProblem | null)[] = [
    ownerIds.length > 1 ? { code: 'two-owners', words: wordsOf('owner'), memberIds: ownerIds } : null,
    unique(dues.map((due) => (due.kind === 'not-understood' ? due.words : due.at.getTime()))).length > 1
      ? { code: 'two-dates', words: wordsOf('due') }
      : null,
    unique(said((says) => says.priority)).length > 1 ? { code: 'two-priorities', words: wordsOf('priority') } : null,
    unique(said((says) => says.estimate)).length > 1 ? { code: 'two-estimates', words: wordsOf('estimate') } : null,
    unique(said((says) => says.project)).length > 1 ? { code: 'two-projects', words: wordsOf('project') } : null,
  ]
  return {
    title: text.title,
    description: text.description,
    ownerIds,
    due: dues[0] ?? null,
    priority: said((says) => says.priority)[0] ?? null,
    estimateMinutes: said((says) => says.estimate)[0] ?? null,
    labels: unique(said((says) => says.label)),
    projectKey: said((says) => says.project)[0] ?? null,
    after: unique(said((says) => says.after).flat()),
    parts: taken.flatMap(({ step, words }) => (step.part ? [{ part: step.part, words }] : [])),
    problems: [
      ...text.problems,
      ...conflicts.filter((problem) => problem !== null),
      ...taken.flatMap(({ step }) => step.problem ?? []),
    ],
  }
}

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

import type { Capture } from './capture.ts'
import { readDate } from './date-words.ts'
import { readEstimate } from './estimate.ts'
import type { SpeechContext } from './speech.ts'
import { PRIORITIES, TITLE_LIMIT } from './task.ts'
import type { Priority, Task, TaskFact, TaskFacts } from './task.ts'
import { localDate, localTime } from './time.ts'
import { cutAtWord } from './title.ts'

/** What the inputs of a form hold, by the input's name. */
export type FormState = Readonly<Record<string, string | null>>

/** What Slack lets a person type into one input. */
const INPUT_LIMIT = 3000
/** How far back a cut may go to stand between words. */
const CUT_BACK = 200

/** What stands in the task form's inputs, as people read and type it. */
export interface TaskFormWords {
  readonly title: string
  readonly ownerId: string | null
  /** In words, such as `fri 5pm`; empty for no due date. */
  readonly due: string
  readonly priority: Priority
  readonly estimate: string
  readonly projectId: string | null
  /** Separated by commas or spaces, with or without `#`. */
  readonly labels: string
  readonly description: string
}

export const EMPTY_FORM: TaskFormWords = {
  title: '',
  ownerId: null,
  due: '',
  priority: 'normal',
  estimate: '',
  projectId: null,
  labels: '',
  description: '',
}

/** Words of a text, and the project that it names by its key. */
export interface CapturedWords extends TaskFormWords {
  readonly projectKey: string | null
}

/** The words that a line gives to the form. What stopped the line stays to be mended. */
export function captureWords(capture: Capture): CapturedWords {
  const words = (part: Capture['parts'][number]['part']): string =>
    capture.parts
      .filter((each) => each.part === part)
      .map((each) => each.words)
      .join(', ')
  const lost = capture.problems
    .filter(({ code }) => code === 'text-too-long' || code.startsWith('two-'))
    .map((problem) => problem.words)
  const labels = cutAtWord(capture.labels.join(', '), INPUT_LIMIT)
  return {
    ...EMPTY_FORM,
    projectKey: capture.projectKey,
    title: capture.title,
    ownerId: capture.ownerIds[0] ?? null,
    due: capture.due?.words ?? '',
    priority: capture.priority ?? 'normal',
    estimate: words('estimate').replace(/^~/, ''),
    labels: labels.start,
    description: [capture.description ?? '', ...lost, labels.rest].filter((text) => text !== '').join('\n'),
  }
}

/** The words of a task's form; its due date is `2026-03-06 17:00` in the editor's zone. */
export const taskWords = (task: Task, zone: string): TaskFormWords => ({
  title: task.title,
  ownerId: task.ownerId,
  due: task.dueAt ? `${localDate(task.dueAt, zone)} ${localTime(task.dueAt, zone)}` : '',
  priority: task.priority,
  estimate: task.estimateMinutes === null ? '' : estimateWords(task.estimateMinutes),
  projectId: task.projectId,
  labels: task.labels.join(', '),
  description: task.description,
})

/** Working time in words that read back as the same: whole hours, else minutes. */
const estimateWords = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`)

export type FormField = 'title' | 'due' | 'estimate'
export type FormFault = 'empty' | 'too-long' | 'not-understood' | 'past'
/** What can be edited in the form. */
export const FORM_FACTS = [
  'title',
  'ownerId',
  'dueAt',
  'priority',
  'estimateMinutes',
  'labels',
  'description',
  'projectId',
  'checklist',
] as const satisfies readonly TaskFact[]
export type FormFacts = Pick<TaskFacts, Exclude<(typeof FORM_FACTS)[number], 'projectId' | 'checklist'>>

/** A long text in pieces that fit an input each, cut behind white space where there is some. */
export function textParts(text: string): readonly string[] {
  const parts: string[] = []
  for (let rest = text; parts.length === 0 || rest !== '';) {
    const end = rest.length > INPUT_LIMIT ? cutBefore(rest) : rest.length
    parts.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return parts
}

function cutBefore(text: string): number {
  // Shorter than a piece that had to be cut within a word, by which the two are told apart.
  for (let at = INPUT_LIMIT - 2; at > INPUT_LIMIT - CUT_BACK; at -= 1) if (/\s/.test(text.charAt(at - 1))) return at
  return /[\uD800-\uDBFF]/.test(text.charAt(INPUT_LIMIT - 1)) ? INPUT_LIMIT - 1 : INPUT_LIMIT
}

/** The pieces put together again, also where what stood at their edges was trimmed on its way. */
export const joinedParts = (parts: readonly string[]): string =>
  parts.reduce((text, part, index) => {
    const before = parts[index - 1] ?? ''
    const isCut = before.length >= INPUT_LIMIT - 1 || /\s$/.test(before) || /^\s/.test(part)
    return isCut || before === '' || part === '' ? text + part : `${text} ${part}`
  }, '')

/** Labels as typed, each once, in lower case. */
export const readLabels = (words: string): readonly string[] => [
  ...new Set(
    words
      .split(/[\s,;]+/)
      .map((label) => label.replace(/^#+/, '').toLowerCase())
      .filter((label) => label !== ''),
  ),
]

/** What stands in the description's inputs: `description`, `description-2` and so on, as many as there are. */
function descriptionOf(state: FormState): string {
  const parts = [state['description'] ?? '']
  for (let part = 2; `description-${part}` in state; part += 1) parts.push(state[`description-${part}`] ?? '')
  return joinedParts(parts)
}

/** Turns the state of the form's inputs into words; an input that is not on the form counts as empty. */
export function formWords(state: FormState): TaskFormWords {
  return {
    title: (state['title'] ?? '').trim(),
    ownerId: state['owner'] ?? null,
    due: (state['due'] ?? '').trim(),
    priority: PRIORITIES.find((priority) => priority === state['priority']) ?? 'normal',
    estimate: (state['estimate'] ?? '').trim(),
    projectId: state['project'] ?? null,
    labels: state['labels'] ?? '',
    description: descriptionOf(state),
  }
}

/**
 * Reads the form's words into a task's facts, or names each field that cannot be read and why.
 *
 * `kept` is the due date that the form was opened with and the words that stood for it: a date that nobody touched stays
 * as it is, though it may have passed.
 */
export function readTaskForm(
  words: TaskFormWords,
  context: SpeechContext,
  kept?: { readonly words: string; readonly at: Date | null },
): { readonly facts: FormFacts } | { readonly faults: Readonly<Partial<Record<FormField, FormFault>>> } {
  const faults: Partial<Record<FormField, FormFault>> = {}
  if (words.title === '') faults.title = 'empty'
  if (words.title.length > TITLE_LIMIT) faults.title = 'too-long'
  const untouched = kept !== undefined && words.due === kept.words
  const due = words.due === '' || untouched ? null : readDate(words.due, context)
  if (due && due.kind !== 'understood') faults.due = due.kind
  const estimate = words.estimate === '' ? null : readEstimate(words.estimate)
  if (words.estimate !== '' && estimate === null) faults.estimate = 'not-understood'
  if (Object.keys(faults).length > 0) return { faults }
  return {
    facts: {
      title: words.title,
      ownerId: words.ownerId,
      dueAt: untouched ? kept.at : due?.kind === 'understood' ? due.at : null,
      priority: words.priority,
      estimateMinutes: estimate,
      labels: readLabels(words.labels),
      description: words.description.trim(),
    },
  }
}

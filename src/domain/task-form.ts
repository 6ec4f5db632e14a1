import type { Capture } from './capture.ts'
import { readDate } from './date-words.ts'
import { readEstimate } from './estimate.ts'
import type { SpeechContext } from './speech.ts'
import { PRIORITIES, TITLE_LIMIT } from './task.ts'
import type { Priority, Task, TaskFacts } from './task.ts'
import { localDate, localTime } from './time.ts'

/** What the inputs of a form hold, by the input's name. */
export type FormState = Readonly<Record<string, string | null>>

/** How many inputs a form has for a long description: 4 × 3,000 characters hold the longest command. */
export const FORM_PARTS = 4

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
  return {
    ...EMPTY_FORM,
    projectKey: capture.projectKey,
    title: capture.title,
    ownerId: capture.ownerIds[0] ?? null,
    due: capture.due?.words ?? '',
    priority: capture.priority ?? 'normal',
    estimate: words('estimate').replace(/^~/, ''),
    labels: capture.labels.join(', '),
    description: [...(capture.description ? [capture.description] : []), ...lost].join('\n'),
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
export type FormFacts = Pick<
  TaskFacts,
  'title' | 'ownerId' | 'dueAt' | 'priority' | 'estimateMinutes' | 'labels' | 'description'
>

/** Labels as typed, each once, in lower case. */
export const readLabels = (words: string): readonly string[] => [
  ...new Set(
    words
      .split(/[\s,;]+/)
      .map((label) => label.replace(/^#+/, '').toLowerCase())
      .filter((label) => label !== ''),
  ),
]

/** Turns the state of the form's inputs into words; an input that is not on the form counts as empty. */
export function formWords(state: FormState): TaskFormWords {
  const parts = Array.from(
    { length: FORM_PARTS },
    (_, index) => state[index === 0 ? 'description' : `description-${index + 1}`] ?? '',
  )
  return {
    title: (state['title'] ?? '').trim(),
    ownerId: state['owner'] ?? null,
    due: (state['due'] ?? '').trim(),
    priority: PRIORITIES.find((priority) => priority === state['priority']) ?? 'normal',
    estimate: (state['estimate'] ?? '').trim(),
    projectId: state['project'] ?? null,
    labels: state['labels'] ?? '',
    description: parts.join(''),
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

import type { Capture } from './capture.ts'
import { checklistWords } from './checklist.ts'
import { isOfProject, textsOfForm, textsOfTask } from './form-fields.ts'
import type { FormProject, ProjectTexts } from './form-fields.ts'
import { INPUT_LIMIT, longList, longText } from './form-texts.ts'
import type { FormLists, FormState } from './form-texts.ts'
import { linkLines } from './links.ts'
import { PRIORITIES } from './task.ts'
import type { Priority, Task } from './task.ts'
import { localDate, localTime } from './time.ts'
import { cutAtWord } from './title.ts'

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
  /** The phase and the fields, of whichever project: `domain/form-fields.ts`. */
  readonly ofProject: ProjectTexts
  readonly left: string
  /** `domain/checklist.ts`. */
  readonly checklist: string
  /** References of the tasks that come before. */
  readonly after: string
  readonly accountableId: string | null
  readonly consultedIds: readonly string[]
  readonly informedIds: readonly string[]
  readonly watcherIds: readonly string[]
  /** How often, in words; empty for never. */
  readonly repeats: string
  /** One a line: `domain/links.ts`. */
  readonly links: string
  /** Those of its files that the task is to have. */
  readonly fileIds: readonly string[]
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
  ofProject: {},
  left: '',
  checklist: '',
  after: '',
  accountableId: null,
  consultedIds: [],
  informedIds: [],
  watcherIds: [],
  repeats: '',
  links: '',
  fileIds: [],
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
    after: capture.after.join(', '),
    description: [capture.description ?? '', ...lost, labels.rest].filter((text) => text !== '').join('\n'),
  }
}

/** What the words of a task are read by besides itself. */
export interface WordsContext {
  /** The editor's. */
  readonly zone: string
  readonly locale: string
  readonly projects: readonly FormProject[]
  /** References by task id of what it waits on. */
  readonly references: ReadonlyMap<string, string>
  /** How it repeats, in words that read back as that; empty where it does not. */
  readonly repeats: string
}

/** The words of a task's form; its due date is `2026-03-06 17:00` in the editor's zone. */
export const taskWords = (
  task: Task,
  { zone, locale, projects, references, repeats }: WordsContext,
): TaskFormWords => ({
  title: task.title,
  ownerId: task.ownerId,
  due: task.dueAt ? dueWords(task.dueAt, zone) : '',
  priority: task.priority,
  estimate: task.estimateMinutes === null ? '' : estimateWords(task.estimateMinutes),
  projectId: task.projectId,
  labels: task.labels.join(', '),
  description: task.description,
  ofProject: textsOfTask(task, projects, locale),
  left: task.leftMinutes === null ? '' : estimateWords(task.leftMinutes),
  checklist: checklistWords(task.checklist),
  after: task.dependsOnIds.flatMap((id) => references.get(id) ?? []).join(', '),
  accountableId: task.accountableId,
  consultedIds: task.consultedIds,
  informedIds: task.informedIds,
  watcherIds: task.watcherIds,
  repeats,
  links: linkLines(task.links),
  fileIds: task.attachments.map(({ fileId }) => fileId),
})

/** A date in words that mean the same whenever they are read. */
export const dueWords = (at: Date, zone: string): string => `${localDate(at, zone)} ${localTime(at, zone)}`

/** Working time in words that read back as the same: whole hours, else minutes. */
const estimateWords = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`)

/** What a form was sent off with. */
export interface SentForm {
  readonly state: FormState
  readonly lists: FormLists
  /** Texts that were put aside while another project was chosen. */
  readonly kept: ProjectTexts
}

/**
 * Turns what a form was sent off with into words. What is not on the form counts as it was `before`: as the task has it,
 * or empty.
 */
export function formWords({ state, lists, kept }: SentForm, before: TaskFormWords = EMPTY_FORM): TaskFormWords {
  const text = (name: string, otherwise: string): string => (name in state ? (state[name] ?? '').trim() : otherwise)
  const person = (name: string, otherwise: string | null): string | null =>
    name in state ? (state[name] ?? null) : otherwise
  const chosen = Object.fromEntries(
    Object.entries(state).filter(([name, value]) => isOfProject(name) && (value === null || value === '')),
  )
  return {
    title: text('title', before.title),
    ownerId: person('owner', before.ownerId),
    due: text('due', before.due),
    priority: PRIORITIES.find((priority) => priority === state['priority']) ?? before.priority,
    estimate: text('estimate', before.estimate),
    projectId: person('project', before.projectId),
    labels: longText(state, 'labels') ?? before.labels,
    description: longText(state, 'description') ?? before.description,
    ofProject: without({ ...before.ofProject, ...textsOfForm(state, kept) }, Object.keys(chosen)),
    left: text('left', before.left),
    checklist: longText(state, 'checklist') ?? before.checklist,
    after: longText(state, 'after') ?? before.after,
    accountableId: person('accountable', before.accountableId),
    consultedIds: lists['consulted'] ?? before.consultedIds,
    informedIds: lists['informed'] ?? before.informedIds,
    watcherIds: lists['watchers'] ?? before.watcherIds,
    repeats: text('repeats', before.repeats),
    links: longText(state, 'links') ?? before.links,
    fileIds: longList(lists, 'files') ?? before.fileIds,
  }
}

const without = (texts: ProjectTexts, emptied: readonly string[]): ProjectTexts =>
  Object.fromEntries(Object.entries(texts).filter(([name]) => !emptied.includes(name)))

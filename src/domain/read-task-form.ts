import { checklistFault, readChecklist } from './checklist.ts'
import type { ChecklistFault } from './checklist.ts'
import { fieldWords, readField, withField } from './custom-fields.ts'
import type { FieldDefinition, FieldFault, FieldValue } from './custom-fields.ts'
import { readDate } from './date-words.ts'
import type { DateReading } from './date-words.ts'
import { readEstimate } from './estimate.ts'
import { fieldInput, phaseInput } from './form-fields.ts'
import type { FormProject } from './form-fields.ts'
import { readLinks } from './links.ts'
import type { LinkFault } from './links.ts'
import { readRecurrence } from './recurrence-words.ts'
import { asReference } from './references.ts'
import type { SpeechContext } from './speech.ts'
import { TITLE_LIMIT } from './task.ts'
import type { Task, TaskFact, TaskFacts } from './task.ts'
import type { TaskFormWords } from './task-form.ts'

/** What can be edited in the form. */
export const FORM_FACTS = [
  'projectId',
  'title',
  'description',
  'priority',
  'ownerId',
  'accountableId',
  'dueAt',
  'estimateMinutes',
  'leftMinutes',
  'phaseId',
  'fields',
  'labels',
  'dependsOnIds',
  'checklist',
  'links',
  'attachments',
  'consultedIds',
  'informedIds',
  'watcherIds',
  'recurrence',
] as const satisfies readonly TaskFact[]
export type FormFacts = Pick<TaskFacts, (typeof FORM_FACTS)[number]>

/** What cannot be read, with the name of the input that it stands in. */
export type FormFault = { readonly input: string } & (
  | { readonly kind: 'no-title' }
  | { readonly kind: 'long-title'; readonly length: number }
  | { readonly kind: 'date'; readonly reading: DateReading }
  | { readonly kind: 'effort'; readonly words: string }
  | { readonly kind: 'field'; readonly field: FieldDefinition; readonly fault: FieldFault; readonly words: string }
  | { readonly kind: 'checklist'; readonly fault: ChecklistFault }
  | { readonly kind: 'reference'; readonly words: string }
  | { readonly kind: 'rule'; readonly words: string }
  | { readonly kind: 'link'; readonly fault: LinkFault; readonly line: string }
)

/** What a form says of a task, of what was touched in it: facts as they are to be, and what is put together with the task. */
export interface FormChanges {
  readonly facts: Partial<Omit<FormFacts, 'dependsOnIds' | 'fields' | 'checklist' | 'attachments'>>
  /** Values of the project's fields, by the field's id. */
  readonly fields: ReadonlyMap<string, FieldValue['value'] | null>
  /** References of all that is to come before. */
  readonly after?: readonly string[]
  readonly checklist?: string
  /** Files that the task is to have no more. */
  readonly gone?: readonly string[]
}

/** What a form is read against. */
export interface FormFrame {
  readonly context: SpeechContext
  /** The project that was chosen. */
  readonly project: FormProject | null
  /** The task as it was when the form showed it, and its words there; undefined for a new one, of which all counts. */
  readonly before?: { readonly task: Task; readonly words: TaskFormWords } | undefined
}

type Reading = Partial<FormChanges> | FormFault
type Reader = (words: TaskFormWords, frame: FormFrame) => Reading

const facts = (values: FormChanges['facts']): Reading => ({ facts: values })

function title({ title: words }: TaskFormWords): Reading {
  if (words === '') return { input: 'title', kind: 'no-title' }
  return words.length > TITLE_LIMIT
    ? { input: 'title', kind: 'long-title', length: words.length }
    : facts({ title: words })
}

function due({ due: words }: TaskFormWords, { context }: FormFrame): Reading {
  if (words === '') return facts({ dueAt: null })
  const reading = readDate(words, context)
  return reading.kind === 'understood' ? facts({ dueAt: reading.at }) : { input: 'due', kind: 'date', reading }
}

function effort(input: 'estimate' | 'left', fact: 'estimateMinutes' | 'leftMinutes'): Reader {
  return ({ [input]: words }) => {
    if (words === '') return facts({ [fact]: null })
    const minutes = readEffort(words, input === 'left')
    return minutes === null ? { input, kind: 'effort', words } : facts({ [fact]: minutes })
  }
}

/** Nothing is left is a thing to say; to take no time is not. */
const readEffort = (words: string, nothing: boolean): number | null =>
  nothing && /^(?:0 ?[hmd]?|nothing|none)$/i.test(words) ? 0 : readEstimate(words)

/** Labels as typed, each once, in lower case. */
export const readLabels = (words: string): readonly string[] => [
  ...new Set(
    words
      .split(/[\s,;]+/)
      .map((label) => label.replace(/^#+/, '').toLowerCase())
      .filter((label) => label !== ''),
  ),
]

function after({ after: words }: TaskFormWords): Reading {
  const pieces = words.split(/[\s,;&+]+|\band\b/).filter((piece) => piece !== '')
  const read = pieces.map((piece) => ({ piece, reference: asReference(piece) }))
  const wrong = read.find(({ reference }) => reference === null)
  if (wrong) return { input: 'after', kind: 'reference', words: wrong.piece }
  return { after: [...new Set(read.flatMap(({ reference }) => reference ?? []))] }
}

/** A task without a due date is due for the first time by its rule. */
function repeats({ repeats: words, due: dueTyped }: TaskFormWords, frame: FormFrame): Reading {
  if (words === '' || /^(?:never|no|none)$/i.test(words)) return facts({ recurrence: null })
  const { context, before } = frame
  const untouched = before !== undefined && dueTyped === before.words.due
  const typed = untouched || dueTyped === '' ? null : readDate(dueTyped, context)
  const dueAt = untouched ? before.task.dueAt : typed?.kind === 'understood' ? typed.at : null
  const read = readRecurrence(words, context, dueAt)
  if (!read) return { input: 'repeats', kind: 'rule', words }
  return facts({ recurrence: read.recurrence, ...(dueTyped === '' ? { dueAt: read.first } : {}) })
}

function checklist({ checklist: words }: TaskFormWords, { context, before }: FormFrame): Reading {
  const items = readChecklist(words, before?.task.checklist ?? [], { actorId: '', now: context.now })
  const fault = checklistFault(items)
  return fault ? { input: 'checklist', kind: 'checklist', fault } : { checklist: words }
}

function links({ links: words }: TaskFormWords): Reading {
  const read = readLinks(words)
  return 'fault' in read ? { input: 'links', kind: 'link', ...read } : facts({ links: read.links })
}

/** How each part of the words is read; what is of the project stands apart. Rules come after the date that they may set. */
const READERS: Readonly<Record<Exclude<keyof TaskFormWords, 'ofProject'>, Reader>> = {
  title,
  ownerId: ({ ownerId }) => facts({ ownerId }),
  due,
  priority: ({ priority }) => facts({ priority }),
  estimate: effort('estimate', 'estimateMinutes'),
  projectId: ({ projectId }) => (projectId === null ? {} : facts({ projectId })),
  labels: ({ labels }) => facts({ labels: readLabels(labels) }),
  description: ({ description }) => facts({ description: description.trim() }),
  left: effort('left', 'leftMinutes'),
  checklist,
  after,
  accountableId: ({ accountableId }) => facts({ accountableId }),
  consultedIds: ({ consultedIds }) => facts({ consultedIds }),
  informedIds: ({ informedIds }) => facts({ informedIds }),
  watcherIds: ({ watcherIds }) => facts({ watcherIds }),
  repeats,
  links,
  fileIds: ({ fileIds }, { before }) => ({ gone: before?.words.fileIds.filter((id) => !fileIds.includes(id)) ?? [] }),
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The phase that was chosen in the project that was chosen. */
function readPhase({ ofProject }: TaskFormWords, { project, before }: FormFrame): Reading {
  const chosen = project && ofProject[phaseInput(project)]
  const phaseId = project?.phases.some(({ id }) => id === chosen) ? (chosen ?? null) : null
  const had = before?.task.phaseId ?? null
  // A phase that its project has given up is shown nowhere, and stays.
  const shown = had !== null && project?.phases.some(({ id }) => id === had) ? had : null
  const moved = before !== undefined && project !== null && project.id !== before.task.projectId
  return phaseId !== shown || (moved && had !== phaseId) ? facts({ phaseId }) : {}
}

function readFields({ ofProject }: TaskFormWords, { project, before, context }: FormFrame): readonly Reading[] {
  return (project?.fields ?? []).map((field): Reading => {
    const words = ofProject[fieldInput(field)] ?? ''
    const had = before?.task.fields.find(({ fieldId }) => fieldId === field.id)?.value ?? null
    if (words === fieldWords(had, context.locale)) return {}
    const read = readField(field, words, context)
    return 'fault' in read
      ? { input: fieldInput(field), kind: 'field', field, fault: read.fault, words }
      : { fields: new Map([[field.id, read.value]]) }
  })
}

const isFault = (reading: Reading): reading is FormFault => 'input' in reading
const isRead = (reading: Reading): reading is Partial<FormChanges> => !isFault(reading)

/**
 * Reads the form's words into what is to become of a task, or names each input that cannot be read and why.
 *
 * Of a task that was there before, only what was touched counts: a date that has passed stays as it is where nobody
 * touched it, and so does what others set meanwhile.
 */
export function readTaskForm(
  words: TaskFormWords,
  frame: FormFrame,
): { readonly changes: FormChanges } | { readonly faults: readonly FormFault[] } {
  const { before } = frame
  const touched = (Object.keys(READERS) as (keyof typeof READERS)[]).filter(
    (part) => !before || !same(words[part], before.words[part]),
  )
  const readings = [
    ...touched.map((part) => READERS[part](words, frame)),
    readPhase(words, frame),
    ...readFields(words, frame),
  ]
  const faults = readings.filter(isFault)
  if (faults.length > 0) return { faults }
  const read = readings.filter(isRead)
  return {
    changes: {
      ...Object.assign({}, ...read),
      facts: Object.assign({}, ...read.map((each) => each.facts ?? {})),
      fields: new Map(read.flatMap((each) => [...(each.fields ?? [])])),
    },
  }
}

/** Who saves a form, and what its words stand for. */
export interface Saving {
  readonly actorId: string
  readonly now: Date
  readonly project: FormProject | null
  /** Ids of the tasks that `after` names. */
  readonly dependsOnIds?: readonly string[]
}

/** The facts of a task as the form has them, put together with the task as it is now. */
export function applyForm(
  { facts: plain, fields, checklist: items, gone = [] }: FormChanges,
  task: Pick<Task, 'fields' | 'checklist' | 'attachments'>,
  { actorId, now, project, dependsOnIds }: Saving,
): Partial<TaskFacts> {
  const valued = [...fields].reduce<readonly FieldValue[]>(
    (values, [fieldId, value]) => withField(values, project?.fields ?? [], fieldId, value),
    task.fields,
  )
  return {
    ...plain,
    ...(fields.size > 0 ? { fields: valued } : {}),
    ...(items === undefined ? {} : { checklist: readChecklist(items, task.checklist, { actorId, now }) }),
    ...(gone.length > 0 ? { attachments: task.attachments.filter(({ fileId }) => !gone.includes(fileId)) } : {}),
    ...(dependsOnIds === undefined ? {} : { dependsOnIds }),
  }
}

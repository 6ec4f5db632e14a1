import { NO_COLUMN, NO_TITLE_COLUMN } from './import-form-views.ts'
import { NO_STATUS, ownerInput, statusInput } from './import-preview-views.ts'
import type { FormState } from '../../domain/form-texts.ts'
import { IMPORT_FIELDS } from '../../domain/import-columns.ts'
import type { ImportMapping, ImportTarget } from '../../domain/import-columns.ts'
import { ESTIMATE_UNITS, NO_ANSWERS, PAST_CHOICES, STRANGER_CHOICES } from '../../domain/import.ts'
import type { DateOrder, Import, ImportAnswers } from '../../domain/import.ts'
import { TASK_STATUSES } from '../../domain/task.ts'
import type { TaskStatus } from '../../domain/task.ts'

const FIELDS: ReadonlySet<string> = new Set(IMPORT_FIELDS)
const isTarget = (name: string): name is ImportTarget => FIELDS.has(name) || name.startsWith('field:')

/** Which column is what, as it was chosen; without a column of titles what stands below that input. */
export function readMapping(
  state: FormState,
): { readonly mapping: ImportMapping } | { readonly errors: Readonly<Record<string, string>> } {
  const chosen = Object.entries(state).flatMap(([name, value]) =>
    isTarget(name) && value !== null && value !== NO_COLUMN ? [[name, Number(value)] as const] : [],
  )
  const mapping: ImportMapping = Object.fromEntries(chosen)
  return mapping.title === undefined ? { errors: { title: NO_TITLE_COLUMN } } : { mapping }
}

const sameMapping = (one: ImportMapping, other: ImportMapping): boolean => {
  const [entries, others] = [Object.entries(one), Object.entries(other)]
  return entries.length === others.length && entries.every(([name, column]) => other[name as ImportTarget] === column)
}

/** Another column holds other words: what was said of them before counts no more. */
export const withMapping = (imported: Import, mapping: ImportMapping): Import => ({
  ...imported,
  mapping,
  answers: sameMapping(imported.mapping, mapping) ? imported.answers : NO_ANSWERS,
})

const oneOf = <T extends string>(values: readonly T[], value: string | null | undefined): T | null =>
  values.find((each) => each === value) ?? null
const ORDERS: readonly DateOrder[] = ['day-first', 'month-first']

/** An import with what its form of questions was answered. */
export function withAnswers(imported: Import, state: FormState): Import {
  const { answers, asked } = imported
  const statuses = asked.statuses.map((words, index) => {
    const chosen = state[statusInput(index)]
    return { words, means: chosen === NO_STATUS ? null : oneOf<TaskStatus>(TASK_STATUSES, chosen) }
  })
  const people = asked.people.map((words, index) => ({ words, means: state[ownerInput(index)] ?? null }))
  const said: ImportAnswers = {
    dateOrder: answers.dateOrder ?? oneOf(ORDERS, state['dateOrder']),
    unit: answers.unit ?? oneOf(ESTIMATE_UNITS, state['unit']),
    past: answers.past ?? oneOf(PAST_CHOICES, state['past']),
    statuses: [...answers.statuses, ...statuses],
    people: [...answers.people, ...people],
    strangers: answers.strangers ?? oneOf(STRANGER_CHOICES, state['strangers']),
  }
  return { ...imported, answers: said }
}

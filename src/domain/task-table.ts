import { checklistWords } from './checklist.ts'
import type { Cell } from './csv.ts'
import type { FieldDefinition } from './custom-fields.ts'
import type { Project } from './project.ts'
import type { TaskSheet } from './task-sheet.ts'
import { knownZone, localDate, localTime } from './time.ts'

/** Minutes of working time in hours, to the ten-thousandth. */
const hours = (minutes: number | null): number | null =>
  minutes === null ? null : Math.round((minutes / 60) * 10_000) / 10_000

const instant = (at: Date | null): string | null => at?.toISOString() ?? null

const wall = (at: Date | null, zone: string): string | null =>
  at && `${localDate(at, knownZone(zone))} ${localTime(at, knownZone(zone))}`

const person = (id: string | null, { people }: TaskSheet): string | null => id && (people.get(id)?.realName ?? id)
const persons = (ids: readonly string[], sheet: TaskSheet): string => ids.map((id) => person(id, sheet)).join(', ')
const named = (ids: readonly string[], { references }: TaskSheet): string =>
  ids.map((id) => references.get(id) ?? id).join(', ')

const accountable = ({ task, project }: TaskSheet): string | null => task.accountableId ?? project.accountableId

/** A column of the table: its name, which never changes, and what a task has in it. */
type Column = readonly [name: string, cell: (sheet: TaskSheet) => Cell]

const COLUMNS: readonly Column[] = [
  ['reference', ({ task }) => task.reference],
  ['project', ({ project }) => project.key],
  ['project_name', ({ project }) => project.name],
  ['title', ({ task }) => task.title],
  ['description', ({ task }) => task.description],
  ['status', ({ task }) => task.status],
  ['priority', ({ task }) => task.priority],
  ['owner', (sheet) => person(sheet.task.ownerId, sheet)],
  ['owner_id', ({ task }) => task.ownerId],
  ['accountable', (sheet) => person(accountable(sheet), sheet)],
  ['accountable_id', accountable],
  ['due_utc', ({ task }) => instant(task.dueAt)],
  ['due_local', ({ task, project }) => wall(task.dueAt, project.zone)],
  ['zone', ({ project }) => project.zone],
  ['estimate_hours', ({ task }) => hours(task.estimateMinutes)],
  ['left_hours', ({ task }) => hours(task.leftMinutes)],
  ['labels', ({ task }) => task.labels.join(', ')],
  ['phase', ({ task, project }) => project.phases.find(({ id }) => id === task.phaseId)?.name ?? null],
  ['after', (sheet) => named(sheet.task.dependsOnIds, sheet)],
  ['checklist', ({ task }) => checklistWords(task.checklist)],
  ['links', ({ task }) => task.links.map(({ url, text }) => (text === null ? url : `${url} ${text}`)).join('\n')],
  ['files', ({ task }) => task.attachments.map(({ name, permalink }) => `${permalink} ${name}`).join('\n')],
  ['consulted', (sheet) => persons(sheet.task.consultedIds, sheet)],
  ['informed', (sheet) => persons(sheet.task.informedIds, sheet)],
  ['watchers', (sheet) => persons(sheet.task.watcherIds, sheet)],
  ['offered_to', (sheet) => person(sheet.task.handoff?.toId ?? null, sheet)],
  ['blocked_reason', ({ task }) => task.block?.reason ?? null],
  [
    'waits_on',
    (sheet) =>
      [persons(sheet.task.block?.waitsOnMemberIds ?? [], sheet), named(sheet.task.block?.waitsOnTaskIds ?? [], sheet)]
        .filter((words) => words !== '')
        .join(', '),
  ],
  ['dropped_reason', ({ task }) => task.droppedReason],
  ['duplicate_of', (sheet) => (sheet.task.mergedIntoId === null ? null : named([sheet.task.mergedIntoId], sheet))],
  ['source', ({ task }) => task.source?.permalink ?? null],
  ['created_by', (sheet) => person(sheet.task.createdBy, sheet)],
  ['created_at', ({ task }) => instant(task.createdAt)],
  ['done_at', ({ task }) => instant(task.doneAt)],
]

/** Names of fields that any of the projects has, each once whatever its case, as the first project writes it. */
function fieldNames(projects: readonly Pick<Project, 'fields'>[]): readonly string[] {
  const names = new Map<string, string>()
  for (const { name } of projects.flatMap(({ fields }) => fields))
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  return [...names.values()]
}

const fieldOf = (fields: readonly FieldDefinition[], name: string): FieldDefinition | undefined =>
  fields.find((field) => field.name.toLowerCase() === name.toLowerCase())

/** A table of tasks: a row for each, the same columns in every one, and one for each field of the projects behind them. */
export interface TaskTable {
  readonly header: readonly string[]
  row(sheet: TaskSheet): readonly Cell[]
}

export function taskTable(projects: readonly Pick<Project, 'fields'>[]): TaskTable {
  const names = fieldNames(projects)
  return {
    header: [...COLUMNS.map(([name]) => name), ...names.map((name) => `field: ${name}`)],
    row: (sheet) => [
      ...COLUMNS.map(([, cell]) => cell(sheet)),
      ...names.map((name) => {
        const field = fieldOf(sheet.project.fields, name)
        return sheet.task.fields.find(({ fieldId }) => fieldId === field?.id)?.value ?? null
      }),
    ],
  }
}

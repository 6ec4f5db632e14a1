import { checklistFault, readChecklist } from './checklist.ts'
import { armed } from './csv.ts'
import { readField } from './custom-fields.ts'
import type { FieldValue } from './custom-fields.ts'
import { readEstimate } from './estimate.ts'
import { plain, targetOf } from './import-columns.ts'
import type { ImportMapping, ImportTarget } from './import-columns.ts'
import { readCellDate } from './import-dates.ts'
import type { FindPerson } from './import-people.ts'
import type { EstimateUnit, ImportAnswers, ImportProblem } from './import.ts'
import { readImportedPriority, readStatus } from './import-words.ts'
import { LINK_LIMITS, readAddress } from './links.ts'
import { readNumber } from './numbers.ts'
import { findPhase } from './phases.ts'
import type { Project } from './project.ts'
import { readLabels } from './read-task-form.ts'
import type { SpeechContext } from './speech.ts'
import { DESCRIPTION_LIMIT, isOpen, TITLE_LIMIT } from './task.ts'
import type { Task, TaskFacts, TaskLink, TaskStatus } from './task.ts'
import { cutAtWord } from './title.ts'

/** What rows are read by. */
export interface RowReading {
  readonly header: readonly string[]
  readonly mapping: ImportMapping
  readonly answers: ImportAnswers
  readonly project: Pick<Project, 'phases' | 'fields'>
  readonly findPerson: FindPerson
  /** Of whoever imports; its `now` is the instant at which the import was planned. */
  readonly context: SpeechContext
  readonly actorId: string
}

/** What a row says of a task. */
export type ImportedFacts = Pick<
  TaskFacts,
  | 'title'
  | 'description'
  | 'status'
  | 'priority'
  | 'ownerId'
  | 'dueAt'
  | 'estimateMinutes'
  | 'labels'
  | 'phaseId'
  | 'fields'
  | 'checklist'
  | 'links'
  | 'block'
  | 'droppedReason'
  | 'doneAt'
>

export type ReadRow = { readonly facts: ImportedFacts } | { readonly problems: readonly ImportProblem[] }

const UNIT_MINUTES: Readonly<Record<EstimateUnit, number>> = { hours: 60, days: 8 * 60, minutes: 1, seconds: 1 / 60 }

/** What a column's name says of the numbers in it: `Estimate (hours)`. */
export function unitOf(header: string): EstimateUnit | null {
  const name = header.toLowerCase()
  if (/hour|hrs?\b|\bh\b|stunden|\bstd|heures|horas|\bore\b|uren/.test(name)) return 'hours'
  if (/\bdays?\b|\btage?n?\b|jours|d[ií]as|giorni|dagen|\bpt\b/.test(name)) return 'days'
  if (/\bmin/.test(name)) return 'minutes'
  return /\bsec/.test(name) ? 'seconds' : null
}

interface Read<T> {
  readonly value: T
  readonly problem?: ImportProblem
}

/** One row, and how its cells are read. */
interface Row {
  readonly cells: readonly string[]
  readonly reading: RowReading
  /** What the column for a fact holds, without the mark that kept a spreadsheet from running it. */
  readonly cell: (target: ImportTarget) => string
}

const rowOf = (cells: readonly string[], reading: RowReading): Row => ({
  cells,
  reading,
  cell: (target) => {
    const column = reading.mapping[target]
    return column === undefined ? '' : armed(cells[column] ?? '').trim()
  },
})

function widthOf({ cells: row, reading }: Row): Read<null> {
  const [cells, columns] = [row.length, reading.header.length]
  const more = row.slice(columns).some((cell) => cell.trim() !== '')
  return more ? { value: null, problem: { kind: 'too-many-cells', cells, columns } } : { value: null }
}

/** A title that is too long goes on in the description, cut at a word, as everywhere. */
function textsOf({ cell }: Row): Read<Pick<Task, 'title' | 'description'>> {
  const [first = '', ...others] = cell('title').split(/\r\n|\n|\r/)
  const { start: title, rest } = cutAtWord(first.replaceAll(/\s+/g, ' ').trim(), TITLE_LIMIT)
  const description = [rest, ...others, cell('description')].filter((text) => text.trim() !== '').join('\n')
  const value = { title, description }
  if (title === '') return { value, problem: { kind: 'no-title' } }
  return description.length > DESCRIPTION_LIMIT ? { value, problem: { kind: 'text-too-long' } } : { value }
}

function statusOf({ cell, reading }: Row): Read<TaskStatus> {
  const words = cell('status')
  const known = readStatus(words)
  if (known) return { value: known }
  const said = reading.answers.statuses.find((each) => plain(each.words) === plain(words))?.means
  return said ? { value: said } : { value: 'todo', problem: { kind: 'status', words } }
}

function priorityOf({ cell }: Row): Read<Task['priority']> {
  const words = cell('priority')
  const priority = words === '' ? 'normal' : readImportedPriority(words)
  return priority ? { value: priority } : { value: 'normal', problem: { kind: 'priority', words } }
}

function ownerOf({ cell, reading }: Row): Read<string | null> {
  const words = cell('owner')
  if (words === '') return { value: null }
  const said = reading.answers.people.find((each) => plain(each.words) === plain(words))
  if (said?.means) return { value: said.means }
  const found = reading.findPerson(words)
  if ('memberId' in found) return { value: found.memberId }
  if (reading.answers.strangers === 'unowned') return { value: null }
  return { value: null, problem: { kind: 'owner', words, why: found.why } }
}

/** An open task whose date has passed is what was said of all such tasks; null: nothing was, so it stays. */
function dueOf({ cell, reading }: Row, open: boolean): Read<Date | null> & { readonly isPast: boolean } {
  const words = cell('due')
  if (words === '') return { value: null, isPast: false }
  const { answers, context } = reading
  const date = readCellDate(words, answers.dateOrder, context)
  if ('fault' in date) return { value: null, problem: { kind: date.fault, words }, isPast: false }
  if (!open || date.at > context.now) return { value: date.at, isPast: false }
  if (answers.past === 'leave-out') return { value: null, problem: { kind: 'past-date' }, isPast: true }
  return { value: answers.past === 'undate' ? null : date.at, isPast: true }
}

function estimateOf({ cell, reading }: Row): Read<number | null> {
  const words = cell('estimate')
  if (words === '') return { value: null }
  const minutes = readEstimate(words)
  if (minutes !== null) return { value: minutes }
  const { context, answers } = reading
  const number = readNumber(words, context.locale)
  if ('fault' in number || number.value < 0) return { value: null, problem: { kind: 'estimate', words } }
  if (answers.unit === null) return { value: null, problem: { kind: 'unit', words } }
  const reckoned = Math.round(number.value * UNIT_MINUTES[answers.unit])
  // What takes no time has no estimate; and what a person could not type is none either.
  const isOne = reckoned === 0 || readEstimate(`${reckoned}m`) !== null
  return isOne ? { value: reckoned || null } : { value: null, problem: { kind: 'estimate', words } }
}

function phaseOf({ cell, reading }: Row): Read<string | null> {
  const words = cell('phase')
  const phase = words === '' ? null : findPhase(reading.project.phases, words)
  return words === '' || phase ? { value: phase?.id ?? null } : { value: null, problem: { kind: 'phase', words } }
}

function checklistOf({ cell, reading }: Row): Read<Task['checklist']> {
  const { actorId, context } = reading
  const value = readChecklist(cell('checklist'), [], { actorId, now: context.now })
  const fault = checklistFault(value)
  return fault ? { value, problem: { kind: 'checklist', fault } } : { value }
}

function linksOf({ cell }: Row): Read<readonly TaskLink[]> {
  const value: TaskLink[] = []
  for (const words of cell('links').split(/\r\n|\n|\r|[,;] (?=https?:)/)) {
    const [, address = '', text = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(words) ?? []
    const url = address === '' ? null : readAddress(address)
    if (address !== '' && (url === null || url.length > LINK_LIMITS.url))
      return { value, problem: { kind: 'link', words } }
    if (url !== null && !value.some((link) => link.url === url))
      value.push({ url, text: text === '' ? null : text.slice(0, LINK_LIMITS.text) })
  }
  const isTooMuch = value.length > LINK_LIMITS.links
  return isTooMuch ? { value, problem: { kind: 'link', words: cell('links') } } : { value }
}

function fieldsOf({ cell, reading }: Row): Read<readonly FieldValue[]> {
  const value: FieldValue[] = []
  for (const field of reading.project.fields) {
    const words = cell(targetOf(field))
    const read = readField(field, words, reading.context)
    if ('fault' in read) return { value, problem: { kind: 'field', fieldId: field.id, words, fault: read.fault } }
    if (read.value !== null) value.push({ fieldId: field.id, value: read.value })
  }
  return { value }
}

/** What a status brings with it. */
function standing(
  status: TaskStatus,
  words: string,
  now: Date,
): Pick<ImportedFacts, 'block' | 'droppedReason' | 'doneAt'> {
  return {
    block:
      status === 'blocked'
        ? { reason: words, was: 'doing', waitsOnMemberIds: [], waitsOnTaskIds: [], since: now }
        : null,
    droppedReason: status === 'dropped' ? words : null,
    doneAt: status === 'done' ? now : null,
  }
}

/** Reads rows, each into what it says of a task, or all that keeps it from being one; `isPast` tells of late ones. */
export function rowReader(reading: RowReading): (cells: readonly string[]) => ReadRow & { readonly isPast: boolean } {
  return (cells) => {
    const row = rowOf(cells, reading)
    const [texts, status, priority, owner] = [textsOf(row), statusOf(row), priorityOf(row), ownerOf(row)]
    const due = dueOf(row, isOpen({ status: status.value }))
    const [estimate, phase, checklist] = [estimateOf(row), phaseOf(row), checklistOf(row)]
    const [links, fields] = [linksOf(row), fieldsOf(row)]
    const all: readonly Read<unknown>[] = [widthOf(row), texts, status, priority, owner, due, estimate]
    const problems = [...all, phase, checklist, links, fields].flatMap(({ problem }) => problem ?? [])
    if (problems.length > 0) return { problems, isPast: due.isPast }
    const facts = {
      ...texts.value,
      status: status.value,
      priority: priority.value,
      ownerId: owner.value,
      dueAt: due.value,
      estimateMinutes: estimate.value,
      labels: readLabels(row.cell('labels')),
      phaseId: phase.value,
      fields: fields.value,
      checklist: checklist.value,
      links: links.value,
      ...standing(status.value, row.cell('status'), reading.context.now),
    }
    return { facts, isPast: due.isPast }
  }
}

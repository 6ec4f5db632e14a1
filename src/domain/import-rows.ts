import { checklistFault, readChecklist } from './checklist.ts'
import { armed } from './csv.ts'
import { readField } from './custom-fields.ts'
import type { FieldValue } from './custom-fields.ts'
import { readEstimate } from './estimate.ts'
import { plain, targetOf } from './import-columns.ts'
import type { ImportMapping, ImportTarget } from './import-columns.ts'
import { readCellDate } from './import-dates.ts'
import { peopleFinder } from './import-people.ts'
import type { CellPerson, KnownPerson } from './import-people.ts'
import type { EstimateUnit, ImportAnswers, ImportProblem } from './import.ts'
import { readImportedPriority, readStatus } from './import-words.ts'
import { LINK_LIMITS, readAddress } from './links.ts'
import { readNumber } from './numbers.ts'
import { findPhase } from './phases.ts'
import type { Project } from './project.ts'
import { readLabels } from './read-task-form.ts'
import type { SpeechContext } from './speech.ts'
import { DESCRIPTION_LIMIT, TITLE_LIMIT } from './task.ts'
import type { Task, TaskFacts, TaskLink, TaskStatus } from './task.ts'
import { cutAtWord } from './title.ts'

/** What rows are read by. */
export interface RowReading {
  readonly header: readonly string[]
  readonly mapping: ImportMapping
  readonly answers: ImportAnswers
  readonly project: Pick<Project, 'phases' | 'fields'>
  readonly people: readonly KnownPerson[]
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

/** Reads the cells of one row, fact by fact. */
class Row {
  readonly #cells: readonly string[]
  readonly #reading: RowReading
  readonly #find: (cell: string) => CellPerson

  constructor(cells: readonly string[], reading: RowReading, find: (cell: string) => CellPerson) {
    this.#cells = cells
    this.#reading = reading
    this.#find = find
  }

  /** What the column for a fact holds, without the mark that kept a spreadsheet from running it. */
  cell(target: ImportTarget): string {
    const column = this.#reading.mapping[target]
    return column === undefined ? '' : armed(this.#cells[column] ?? '').trim()
  }

  width(): Read<null> {
    const [cells, columns] = [this.#cells.length, this.#reading.header.length]
    const more = this.#cells.slice(columns).some((cell) => cell.trim() !== '')
    return more ? { value: null, problem: { kind: 'too-many-cells', cells, columns } } : { value: null }
  }

  /** A title that is too long goes on in the description, cut at a word, as everywhere. */
  texts(): Read<Pick<Task, 'title' | 'description'>> {
    const [first = '', ...others] = this.cell('title').split(/\r\n|\n|\r/)
    const { start: title, rest } = cutAtWord(first.replaceAll(/\s+/g, ' ').trim(), TITLE_LIMIT)
    const description = [rest, ...others, this.cell('description')].filter((text) => text.trim() !== '').join('\n')
    const value = { title, description }
    if (title === '') return { value, problem: { kind: 'no-title' } }
    return description.length > DESCRIPTION_LIMIT ? { value, problem: { kind: 'text-too-long' } } : { value }
  }

  status(): Read<TaskStatus> {
    const words = this.cell('status')
    const known = readStatus(words)
    if (known) return { value: known }
    const said = this.#reading.answers.statuses.find((each) => plain(each.words) === plain(words))?.means
    return said ? { value: said } : { value: 'todo', problem: { kind: 'status', words } }
  }

  priority(): Read<Task['priority']> {
    const words = this.cell('priority')
    const priority = words === '' ? 'normal' : readImportedPriority(words)
    return priority ? { value: priority } : { value: 'normal', problem: { kind: 'priority', words } }
  }

  owner(): Read<string | null> {
    const words = this.cell('owner')
    if (words === '') return { value: null }
    const said = this.#reading.answers.people.find((each) => plain(each.words) === plain(words))
    if (said?.means) return { value: said.means }
    const found = this.#find(words)
    if ('memberId' in found) return { value: found.memberId }
    if (this.#reading.answers.strangers === 'unowned') return { value: null }
    return { value: null, problem: { kind: 'owner', words, why: found.why } }
  }

  /** An open task whose date has passed is what was said of all such tasks; null: nothing was, so it stays. */
  due(isOpen: boolean): Read<Date | null> & { readonly isPast: boolean } {
    const words = this.cell('due')
    if (words === '') return { value: null, isPast: false }
    const { answers, context } = this.#reading
    const date = readCellDate(words, answers.dateOrder, context)
    if ('fault' in date) return { value: null, problem: { kind: date.fault, words }, isPast: false }
    if (!isOpen || date.at > context.now) return { value: date.at, isPast: false }
    if (answers.past === 'leave-out') return { value: null, problem: { kind: 'past-date' }, isPast: true }
    return { value: answers.past === 'undate' ? null : date.at, isPast: true }
  }

  estimate(): Read<number | null> {
    const words = this.cell('estimate')
    if (words === '') return { value: null }
    const minutes = readEstimate(words)
    if (minutes !== null) return { value: minutes }
    const { context, answers } = this.#reading
    const number = readNumber(words, context.locale)
    if ('fault' in number || number.value < 0) return { value: null, problem: { kind: 'estimate', words } }
    if (answers.unit === null) return { value: null, problem: { kind: 'unit', words } }
    const reckoned = Math.round(number.value * UNIT_MINUTES[answers.unit])
    // What takes no time has no estimate; and what a person could not type is none either.
    const isOne = reckoned === 0 || readEstimate(`${reckoned}m`) !== null
    return isOne ? { value: reckoned || null } : { value: null, problem: { kind: 'estimate', words } }
  }

  phase(): Read<string | null> {
    const words = this.cell('phase')
    const phase = words === '' ? null : findPhase(this.#reading.project.phases, words)
    return words === '' || phase ? { value: phase?.id ?? null } : { value: null, problem: { kind: 'phase', words } }
  }

  checklist(): Read<Task['checklist']> {
    const { actorId, context } = this.#reading
    const value = readChecklist(this.cell('checklist'), [], { actorId, now: context.now })
    const fault = checklistFault(value)
    return fault ? { value, problem: { kind: 'checklist', fault } } : { value }
  }

  links(): Read<readonly TaskLink[]> {
    const value: TaskLink[] = []
    for (const words of this.cell('links').split(/\r\n|\n|\r|[,;] (?=https?:)/)) {
      const [, address = '', text = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(words) ?? []
      const url = address === '' ? null : readAddress(address)
      if (address !== '' && (url === null || url.length > LINK_LIMITS.url))
        return { value, problem: { kind: 'link', words } }
      if (url !== null && !value.some((link) => link.url === url))
        value.push({ url, text: text === '' ? null : text.slice(0, LINK_LIMITS.text) })
    }
    const isTooMuch = value.length > LINK_LIMITS.links
    return isTooMuch ? { value, problem: { kind: 'link', words: this.cell('links') } } : { value }
  }

  fields(): Read<readonly FieldValue[]> {
    const value: FieldValue[] = []
    for (const field of this.#reading.project.fields) {
      const words = this.cell(targetOf(field))
      const read = readField(field, words, this.#reading.context)
      if ('fault' in read) return { value, problem: { kind: 'field', fieldId: field.id, words, fault: read.fault } }
      if (read.value !== null) value.push({ fieldId: field.id, value: read.value })
    }
    return { value }
  }
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
  const find = peopleFinder(reading.people)
  return (cells) => {
    const row = new Row(cells, reading, find)
    const [width, texts, status, priority, owner] = [
      row.width(),
      row.texts(),
      row.status(),
      row.priority(),
      row.owner(),
    ]
    const due = row.due(status.value !== 'done' && status.value !== 'dropped')
    const [estimate, phase, checklist, links, fields] = [
      row.estimate(),
      row.phase(),
      row.checklist(),
      row.links(),
      row.fields(),
    ]
    const all: readonly Read<unknown>[] = [
      width,
      texts,
      status,
      priority,
      owner,
      due,
      estimate,
      phase,
      checklist,
      links,
      fields,
    ]
    const problems = all.flatMap(({ problem }) => problem ?? [])
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

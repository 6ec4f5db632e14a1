import type { ChecklistFault } from './checklist.ts'
import type { FieldFault } from './custom-fields.ts'
import type { ImportMapping } from './import-columns.ts'
import type { TaskStatus } from './task.ts'

/** Which of `03/04` is the day. */
export type DateOrder = 'day-first' | 'month-first'

/** What a number alone means in a column of estimates. */
export const ESTIMATE_UNITS = ['hours', 'days', 'minutes', 'seconds'] as const
export type EstimateUnit = (typeof ESTIMATE_UNITS)[number]

/** What becomes of open tasks whose date has passed: they are late, lose the date, or are left out. */
export const PAST_CHOICES = ['keep', 'undate', 'leave-out'] as const
export type PastChoice = (typeof PAST_CHOICES)[number]

/** What becomes of rows whose owner nobody here can be. */
export const STRANGER_CHOICES = ['leave-out', 'unowned'] as const
export type StrangerChoice = (typeof STRANGER_CHOICES)[number]

/** What words of a file stand for that nothing but a person can say; null: the rows with them are left out. */
type Meanings<T> = readonly { readonly words: string; readonly means: T | null }[]

/** What was said about a file where it leaves open what it means; null: not asked yet, or of no concern. */
export interface ImportAnswers {
  readonly dateOrder: DateOrder | null
  readonly unit: EstimateUnit | null
  readonly past: PastChoice | null
  readonly statuses: Meanings<TaskStatus>
  /** By member id. */
  readonly people: Meanings<string>
  readonly strangers: StrangerChoice | null
}

export const NO_ANSWERS: ImportAnswers = {
  dateOrder: null,
  unit: null,
  past: null,
  statuses: [],
  people: [],
  strangers: null,
}

/** Why a row makes no task; views turn it into a sentence. */
export type ImportProblem =
  | { readonly kind: 'no-title' | 'text-too-long' | 'past-date' }
  /** More cells than the header has, as where a separator stands in a text without quotation marks. */
  | { readonly kind: 'too-many-cells'; readonly cells: number; readonly columns: number }
  | {
      readonly kind: 'status' | 'priority' | 'date' | 'date-order' | 'estimate' | 'unit' | 'phase' | 'link'
      readonly words: string
    }
  | {
      readonly kind: 'owner'
      readonly words: string
      readonly why: 'unknown' | 'several' | 'two-owners' | 'cannot-own'
    }
  | { readonly kind: 'checklist'; readonly fault: ChecklistFault }
  | { readonly kind: 'field'; readonly fieldId: string; readonly words: string; readonly fault: FieldFault }

/** What became of a row; `ownerId`: who has something to do by it, and is told. */
export type RowOutcome =
  | { readonly taskId: string; readonly ownerId: string | null }
  | { readonly problems: readonly ImportProblem[] }

/** A row of a file that is imported. */
export interface ImportRow {
  /** Counted from 1, the header left out. */
  readonly number: number
  /** Where it begins in the file. */
  readonly line: number
  readonly cells: readonly string[]
  /** Null until it has been worked off. */
  readonly outcome: RowOutcome | null
}

/**
 * A file on its way into a project, from its upload to the report about it. Its rows are worked off in steps, each with
 * its mark in one transaction, so that a crash neither loses a row nor makes one twice.
 */
export interface Import {
  readonly workspaceId: string
  /** Also what ties the log's entries together. */
  readonly id: string
  readonly version: number
  readonly actorId: string
  readonly projectId: string
  readonly fileName: string
  /** Of the file's bytes: the same file is known again. */
  readonly digest: string
  readonly separator: string
  readonly header: readonly string[]
  readonly rowCount: number
  readonly mapping: ImportMapping
  readonly answers: ImportAnswers
  /** The words that its form of questions asks about, in the order of its inputs. */
  readonly asked: { readonly statuses: readonly string[]; readonly people: readonly string[] }
  /** `reporting`: all rows are worked off, and those that failed have not been reported yet. */
  readonly state: 'proposed' | 'running' | 'reporting' | 'over'
  /** The instant by which words such as `friday` are read: what the preview showed is what is made. */
  readonly plannedAt: Date
  /** The number of the last row that was worked off. */
  readonly cursor: number
  readonly made: number
  readonly failed: number
  /** An entry of the log by which all of it can be taken back; null while nothing has been made. */
  readonly activityId: string | null
  /** Why it ended before its end, in words for whoever began it. */
  readonly stopped: string | null
  readonly createdAt: Date
}

/** Rows that are worked off in one transaction. */
export const IMPORT_STEP = 25

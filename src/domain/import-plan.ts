import { plain } from './import-columns.ts'
import { dateOrderOf } from './import-dates.ts'
import type { ImportedFacts, RowReading } from './import-rows.ts'
import { rowReader, unitOf } from './import-rows.ts'
import { isOpen } from './task.ts'
import type { EstimateUnit, ImportAnswers, ImportProblem } from './import.ts'

/** Words that are asked about at once; more are left out with their rows. */
const ASKED = 10

/** What a file leaves open, and only a person can say. */
export interface ImportQuestions {
  /** A date that could be read in two ways; null: none could. */
  readonly dateOrder: string | null
  /** An estimate that is a number alone; null: there is none. */
  readonly unit: string | null
  /** Open tasks whose date has passed. */
  readonly past: number
  readonly statuses: readonly string[]
  readonly people: readonly string[]
}

/** What the rows of a file would become. */
export interface ImportPlan {
  /** The first tasks, as they would be. */
  readonly first: readonly ImportedFacts[]
  readonly made: number
  readonly failed: readonly { readonly line: number; readonly problems: readonly ImportProblem[] }[]
  /** How many open tasks each person would own. */
  readonly owners: ReadonlyMap<string, number>
  readonly past: number
  readonly questions: ImportQuestions
}

const FIRST_SHOWN = 5

type Cells = { readonly cells: readonly string[] }

/** What a file itself says about what was not answered yet; `dates` are what its column of due dates holds. */
export function answersFrom(
  dates: readonly string[],
  { mapping, header, answers }: Pick<RowReading, 'mapping' | 'header' | 'answers'>,
): ImportAnswers {
  const order = dateOrderOf(dates)
  const unit: EstimateUnit | null = mapping.estimate === undefined ? null : unitOf(header[mapping.estimate] ?? '')
  return {
    ...answers,
    dateOrder: answers.dateOrder ?? (order === 'day-first' || order === 'month-first' ? order : null),
    unit: answers.unit ?? unit,
  }
}

const once = (words: readonly string[]): readonly string[] => [
  ...new Map(words.map((each) => [plain(each), each])).values(),
]

function questionsOf(
  failed: ImportPlan['failed'],
  { answers }: Pick<RowReading, 'answers'>,
  past: number,
): ImportQuestions {
  const problems = failed.flatMap((row) => row.problems)
  const wordsOf = (kind: 'status' | 'date-order' | 'unit'): readonly string[] =>
    problems.flatMap((problem) => (problem.kind === kind && 'words' in problem ? [problem.words] : []))
  const strangers = problems.flatMap((problem) =>
    problem.kind === 'owner' && (problem.why === 'unknown' || problem.why === 'several') ? [problem.words] : [],
  )
  const unasked = (words: readonly string[], asked: readonly { readonly words: string }[]): readonly string[] =>
    once(words).filter((each) => !asked.some((other) => plain(other.words) === plain(each)))
  return {
    dateOrder: wordsOf('date-order')[0] ?? null,
    unit: wordsOf('unit')[0] ?? null,
    past: answers.past === null ? past : 0,
    statuses: unasked(wordsOf('status'), answers.statuses).slice(0, ASKED - answers.statuses.length),
    people: unasked(strangers, answers.people).slice(0, ASKED - answers.people.length),
  }
}

type Rows = readonly (Cells & { readonly line: number })[]

/** Reckons what the rows of a file, which come some at a time, would become, and what is left to ask. */
export async function planImport(
  batches: AsyncIterable<Rows> | Iterable<Rows>,
  reading: RowReading,
): Promise<ImportPlan> {
  const read = rowReader(reading)
  const first: ImportedFacts[] = []
  const failed: { line: number; problems: readonly ImportProblem[] }[] = []
  const owners = new Map<string, number>()
  let [made, past] = [0, 0]
  const count = (facts: ImportedFacts): void => {
    made += 1
    if (first.length < FIRST_SHOWN) first.push(facts)
    const { ownerId } = facts
    if (ownerId !== null && isOpen(facts)) owners.set(ownerId, (owners.get(ownerId) ?? 0) + 1)
  }
  for await (const rows of batches)
    for (const { line, cells } of rows) {
      const row = read(cells)
      if (row.isPast) past += 1
      if ('problems' in row) failed.push({ line, problems: row.problems })
      else count(row.facts)
    }
  return { first, made, failed, owners, past, questions: questionsOf(failed, reading, past) }
}

export const asksNothing = ({ dateOrder, unit, past, statuses, people }: ImportQuestions): boolean =>
  dateOrder === null && unit === null && past === 0 && statuses.length + people.length === 0

import { describe, expect, it } from 'vitest'
import { guessColumns } from '../../../src/domain/import-columns.ts'
import { peopleFinder } from '../../../src/domain/import-people.ts'
import { answersFrom, asksNothing, planImport } from '../../../src/domain/import-plan.ts'
import type { RowReading } from '../../../src/domain/import-rows.ts'
import { NO_ANSWERS } from '../../../src/domain/import.ts'
import type { ImportAnswers } from '../../../src/domain/import.ts'
import { speech } from './speech.ts'

const HEADER = ['Title', 'Status', 'Owner', 'Due', 'Estimate']
const reading = (answers: Partial<ImportAnswers> = {}, header = HEADER): RowReading => ({
  header,
  mapping: guessColumns(header, []),
  answers: { ...NO_ANSWERS, ...answers },
  project: { phases: [], fields: [] },
  findPerson: peopleFinder([{ id: 'UANA', names: ['ana'] }]),
  context: speech(),
  actorId: 'UME',
})
const rowsOf = (...rows: readonly (readonly string[])[]) => rows.map((cells, index) => ({ line: index + 2, cells }))

describe('the plan of an import', () => {
  it('counts what is made, what is not, and who gets what is still to be done', async () => {
    const rows = rowsOf(['One', '', 'ana'], ['Two', 'Done', 'ana'], ['Three'], ['', '', 'ana'], ['Five', '', 'ana'])
    const plan = await planImport([rows], reading())
    expect(plan).toMatchObject({ made: 4, past: 0, failed: [{ line: 5, problems: [{ kind: 'no-title' }] }] })
    expect([...plan.owners]).toEqual([['UANA', 2]])
    expect(plan.first.map(({ title }) => title)).toEqual(['One', 'Two', 'Three', 'Five'])
    expect(asksNothing(plan.questions)).toBe(true)
  })

  it('asks what only people can say, each thing once', async () => {
    const rows = rowsOf(
      ['One', 'Cooking', 'Ann', '03/04/2026', '4'],
      ['Two', 'cooking', 'ANN', '2026-01-01', '5'],
      ['Three', 'Baking', 'Bo', '', ''],
    )
    expect((await planImport([rows], reading())).questions).toEqual({
      dateOrder: '03/04/2026',
      unit: '4',
      past: 1,
      statuses: ['cooking', 'Baking'],
      people: ['ANN', 'Bo'],
    })
  })

  it('asks nothing again, whatever was answered', async () => {
    const rows = rowsOf(['One', 'Cooking', 'Ann', '2026-01-01', '4'])
    const answers: ImportAnswers = {
      dateOrder: 'day-first',
      unit: 'hours',
      past: 'leave-out',
      statuses: [{ words: 'Cooking', means: null }],
      people: [{ words: 'Ann', means: null }],
      strangers: 'leave-out',
    }
    const plan = await planImport([rows], reading(answers))
    expect(asksNothing(plan.questions)).toBe(true)
    expect(plan.made).toBe(0)
  })

  it('asks about ten words at most, in all', async () => {
    const rows = rowsOf(...Array.from({ length: 30 }, (_, index) => ['x', `State ${index}`, `Person ${index}`]))
    const { questions } = await planImport([rows], reading())
    expect([questions.statuses.length, questions.people.length]).toEqual([10, 10])
    const statuses = questions.statuses.map((words) => ({ words, means: null }))
    expect((await planImport([rows], reading({ statuses }))).questions.statuses).toEqual([])
  })
})

describe('what a file says itself', () => {
  it('is the order of its dates and the unit of its estimates, where people have not said', () => {
    const rows = rowsOf(['One', '', '', '13/04/2026', '4'], ['Two', '', '', '03/04/2026', '4'])
    const named = reading({}, ['Title', 'Status', 'Owner', 'Due', 'Estimate (days)'])
    const dates = rows.map(({ cells }) => cells[3] ?? '')
    expect(answersFrom(dates, named)).toMatchObject({ dateOrder: 'day-first', unit: 'days' })
    expect(answersFrom(dates.slice(1), reading())).toMatchObject({ dateOrder: null, unit: null })
    const said = reading({ dateOrder: 'month-first', unit: 'hours' })
    expect(answersFrom(dates, said)).toMatchObject({ dateOrder: 'month-first', unit: 'hours' })
  })
})

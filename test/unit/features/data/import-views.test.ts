import { describe, expect, it, test } from 'vitest'
import type { FieldDefinition } from '../../../../src/domain/custom-fields.ts'
import { NO_ANSWERS } from '../../../../src/domain/import.ts'
import type { Import, ImportProblem } from '../../../../src/domain/import.ts'
import type { ImportPlan } from '../../../../src/domain/import-plan.ts'
import type { ImportedFacts } from '../../../../src/domain/import-rows.ts'
import { fileForm, importRefused, mappingForm } from '../../../../src/features/data/import-form-views.ts'
import { importPreview, questionsForm } from '../../../../src/features/data/import-preview-views.ts'
import { problemText } from '../../../../src/features/data/problem-views.ts'
import { importBegun, reportFile, reportRow, resultPost } from '../../../../src/features/data/report-views.ts'
import { messageFaults, textsIn, viewFaults } from '../../../support/block-limits.ts'
import { buildImport, buildMember, buildProject, MADE_AT } from '../../../support/builders.ts'
import { nasty } from '../../../support/extreme.ts'

const FIELDS = Array.from({ length: 10 }, (_, index): FieldDefinition => ({
  id: `f${index}`,
  name: nasty(40),
  type: 'choice',
  choices: [nasty(60), 'x'],
}))
const PHASES = Array.from({ length: 20 }, (_, index) => ({ id: `p${index}`, name: nasty(40) }))
const project = buildProject({ key: 'ABCDEF', name: nasty(80), fields: FIELDS, phases: PHASES })
const reader = buildMember()
const people = new Map(
  Array.from({ length: 60 }, (_, i) => [`U${i}`, buildMember({ id: `U${i}`, realName: nasty(80) })]),
)

const importOf = (more: Partial<Import> = {}): Import =>
  buildImport({
    fileName: nasty(250),
    header: Array.from({ length: 99 }, () => nasty(400)),
    rowCount: 5000,
    mapping: { title: 98 },
    answers: { ...NO_ANSWERS, past: 'keep' },
    cursor: 5000,
    made: 4000,
    failed: 1000,
    activityId: 'a1',
    stopped: nasty(200),
    ...more,
  })

const facts: ImportedFacts = {
  title: nasty(150),
  description: nasty(12_000),
  status: 'blocked',
  priority: 'urgent',
  ownerId: 'U1',
  dueAt: MADE_AT,
  estimateMinutes: 124_799,
  labels: Array.from({ length: 50 }, () => nasty(60)),
  phaseId: 'p1',
  fields: [],
  checklist: [],
  links: [],
  block: null,
  droppedReason: null,
  doneAt: null,
}

const PROBLEMS: readonly ImportProblem[] = [
  { kind: 'no-title' },
  { kind: 'text-too-long' },
  { kind: 'past-date' },
  { kind: 'too-many-cells', cells: 12, columns: 9 },
  ...(['status', 'priority', 'date', 'date-order', 'estimate', 'unit', 'phase', 'link'] as const).map((kind) => ({
    kind,
    words: nasty(500),
  })),
  ...(['unknown', 'several', 'two-owners', 'cannot-own'] as const).map((why) => ({
    kind: 'owner' as const,
    words: nasty(500),
    why,
  })),
  { kind: 'checklist', fault: 'too-many' },
  { kind: 'field', fieldId: 'f1', words: nasty(500), fault: { kind: 'no-such-choice' } },
  { kind: 'field', fieldId: 'gone', words: 'x', fault: { kind: 'too-long' } },
]

const plan: ImportPlan = {
  first: Array.from({ length: 5 }, () => facts),
  made: 4000,
  failed: Array.from({ length: 1000 }, (_, index) => ({ line: index + 2, problems: PROBLEMS })),
  owners: new Map([...people.keys()].map((id) => [id, 70])),
  past: 300,
  questions: {
    dateOrder: nasty(300),
    unit: nasty(300),
    past: 300,
    statuses: Array.from({ length: 10 }, () => nasty(500)),
    people: Array.from({ length: 10 }, () => nasty(500)),
  },
}

describe('limits and safety', () => {
  const before = { createdAt: MADE_AT, made: 4000, state: 'over' as const }
  const rows = [1, 2, 3, 4].map((number) => ({
    number,
    line: number + 1,
    cells: Array.from({ length: 99 }, () => nasty(3000)),
    outcome: null,
  }))
  const preview = { imported: importOf(), project, plan, people, reader, before }
  test.each(
    Object.entries({
      'the form for a file': fileForm(project, 'too-many-columns'),
      'the columns': mappingForm({ imported: importOf(), project, rows, before, reader }),
      'the columns, all of them empty': mappingForm({
        imported: importOf({ header: ['', '', 'x', 'x'] }),
        project,
        rows: [],
        before: undefined,
        reader,
      }),
      'the questions': questionsForm(importOf(), plan.questions),
      'the preview': importPreview(preview),
      'a preview of nothing': importPreview({ ...preview, plan: { ...plan, made: 0, first: [] } }),
      'a refusal': importRefused(nasty(500)),
      'the beginning': importBegun(),
    }),
  )('%s: Slack takes it, and it pings nobody', (_what, view) => {
    expect(viewFaults(view)).toEqual([])
    expect(JSON.stringify(view).length).toBeLessThan(250_000)
    expect(textsIn(view.blocks.filter(({ type }) => type !== 'input'))).not.toMatch(/<[!@]/)
  })

  it('the result fits, too', () => {
    const { content } = resultPost(importOf(), project, MADE_AT)
    expect(messageFaults(content as never)).toEqual([])
    expect(JSON.stringify(content)).not.toMatch(/<[!@]/)
    expect(reportFile(importOf()).comment).not.toMatch(/<[!@]/)
  })
})

test.each(PROBLEMS)('$kind is said in a sentence', (problem) => {
  const text = problemText(problem, project)
  expect(text).toMatch(/^[A-Z“<].*\.$/s)
  expect(text).not.toMatch(/undefined|null/)
})

describe('the report', () => {
  const row = { number: 1, line: 2, cells: ["'=1+1", 'ben'], outcome: null }

  it('has what is wrong in front of a row, whose cells are as in the file', () => {
    expect(reportRow({ ...row, outcome: { problems: [{ kind: 'no-title' }] } }, project)).toEqual([
      2,
      'It has no title.',
      '=1+1',
      'ben',
    ])
  })

  it('has rows that were not read, and none that made a task', () => {
    expect(reportRow(row, project)).toEqual([2, 'It was not read.', '=1+1', 'ben'])
    expect(reportRow({ ...row, outcome: { taskId: 't', ownerId: null } }, project)).toBeUndefined()
  })

  it('is called like its file', () => {
    const nameOf = (fileName: string): string => reportFile(importOf({ fileName })).name
    expect(nameOf('plan.csv')).toBe('plan-not-imported.csv')
    expect(nameOf('Größe: a/b')).toBe('Größe_ a_b-not-imported.csv')
  })
})

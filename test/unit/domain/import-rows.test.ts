import { describe, expect, test } from 'vitest'
import type { FieldDefinition } from '../../../src/domain/custom-fields.ts'
import { guessColumns } from '../../../src/domain/import-columns.ts'
import { dateOrderOf, readCellDate } from '../../../src/domain/import-dates.ts'
import { peopleFinder } from '../../../src/domain/import-people.ts'
import { rowReader, unitOf } from '../../../src/domain/import-rows.ts'
import type { RowReading } from '../../../src/domain/import-rows.ts'
import { readImportedPriority, readStatus } from '../../../src/domain/import-words.ts'
import { NO_ANSWERS } from '../../../src/domain/import.ts'
import type { DateOrder, ImportAnswers } from '../../../src/domain/import.ts'
import { NOW, speech } from './speech.ts'

const PEOPLE = [
  { id: 'UANA', names: ['ana', 'Ana Weber'] },
  { id: 'UZOE', names: ['zoe', 'Zoë Müller'] },
  { id: 'UTOM1', names: ['tom.b', 'Tom'] },
  { id: 'UTOM2', names: ['tom.k', 'Tom'] },
]
const FIELDS: readonly FieldDefinition[] = [
  { id: 'f1', name: 'Budget', type: 'number', choices: [] },
  { id: 'f2', name: 'Round', type: 'choice', choices: ['First', 'Final'] },
]

describe('columns are guessed by their names', () => {
  test.each<[string, readonly string[], object]>([
    [
      'our own export',
      ['reference', 'title', 'owner', 'owner_id', 'due_utc', 'due_local', 'estimate_hours'],
      {
        title: 1,
        owner: 3,
        due: 4,
        estimate: 6,
      },
    ],
    [
      'Trello',
      ['Card Name', 'Card Description', 'List Name', 'Members', 'Due Date', 'Labels'],
      {
        title: 0,
        description: 1,
        status: 2,
        owner: 3,
        due: 4,
        labels: 5,
      },
    ],
    [
      'Asana',
      ['Name', 'Section/Column', 'Assignee', 'Due Date', 'Tags', 'Notes'],
      {
        title: 0,
        status: 1,
        owner: 2,
        due: 3,
        labels: 4,
        description: 5,
      },
    ],
    [
      'Jira',
      ['Summary', 'Status', 'Assignee', 'Due date', 'Original Estimate'],
      {
        title: 0,
        status: 1,
        owner: 2,
        due: 3,
        estimate: 4,
      },
    ],
    [
      'German',
      ['Aufgabe', 'Zuständig', 'Fällig am', 'Priorität', 'Aufwand (h)'],
      {
        title: 0,
        owner: 1,
        due: 2,
        priority: 3,
        estimate: 4,
      },
    ],
    ['French', ['Tâche', 'Responsable', 'Échéance', 'Étiquettes'], { title: 0, owner: 1, due: 2, labels: 3 }],
    ['a project’s own fields', ['Title', 'BUDGET', 'field: Round'], { title: 0, 'field:f1': 1, 'field:f2': 2 }],
    ['nothing that is known', ['A', 'B', ''], {}],
  ])('%s', (_what, header, mapping) => expect(guessColumns(header, FIELDS)).toEqual(mapping))
})

describe('a date in a cell', () => {
  test.each<[string, DateOrder | null, string]>([
    ['2026-03-06', null, '2026-03-06T16:00:00.000Z'],
    ['2026-03-06 09:30', null, '2026-03-06T08:30:00.000Z'],
    ['2026-03-06T16:00:00.000Z', null, '2026-03-06T16:00:00.000Z'],
    ['2026-03-06 16:00:00 +0200', null, '2026-03-06T14:00:00.000Z'],
    ['03/04/2026', 'day-first', '2026-04-03T15:00:00.000Z'],
    ['03/04/2026', 'month-first', '2026-03-04T16:00:00.000Z'],
    ['3-4-26', 'day-first', '2026-04-03T15:00:00.000Z'],
    ['03/04/2026 14:30:00', 'day-first', '2026-04-03T12:30:00.000Z'],
    ['06.03.2026', null, '2026-03-06T16:00:00.000Z'],
    ['06-Mar-26', null, '2026-03-06T16:00:00.000Z'],
    ['6 March 2026', null, '2026-03-06T16:00:00.000Z'],
    ['Mar 6, 2026', null, '2026-03-06T16:00:00.000Z'],
    ['01/02/2020', 'day-first', '2020-02-01T16:00:00.000Z'],
  ])('%s (%s) is %s', (cell, order, at) => expect(readCellDate(cell, order, speech())).toEqual({ at: new Date(at) }))

  test.each<[string, DateOrder | null, string]>([
    ['03/04/2026', null, 'date-order'],
    ['31/02/2026', 'day-first', 'date'],
    ['13/14/2026', 'day-first', 'date'],
    ['soon', null, 'date'],
    [`2026-03-06${' '.repeat(80)}x`, null, 'date'],
    ['2026-13-45T00:00:00Z', null, 'date'],
  ])('%s (%s) is none: %s', (cell, order, fault) => expect(readCellDate(cell, order, speech())).toEqual({ fault }))

  test.each<[string, readonly string[], string]>([
    ['a day past the twelfth', ['03/04/2026', '13/04/2026'], 'day-first'],
    ['the same behind', ['03/04/2026', '04/13/2026'], 'month-first'],
    ['both', ['13/04/2026', '04/13/2026'], 'either'],
    ['neither', ['03/04/2026', ''], 'either'],
    ['other dates', ['2026-03-04', '06.03.2026', ''], 'none'],
  ])('has its order told by %s', (_what, cells, order) => expect(dateOrderOf(cells)).toBe(order))
})

describe('people in a cell', () => {
  const find = peopleFinder(PEOPLE)
  test.each([
    ['ana', { memberId: 'UANA' }],
    ['@Ana', { memberId: 'UANA' }],
    ['ANA WEBER', { memberId: 'UANA' }],
    ['Weber, Ana', { memberId: 'UANA' }],
    ['zoe muller', { memberId: 'UZOE' }],
    ['UTOM2', { memberId: 'UTOM2' }],
    ['tom.k', { memberId: 'UTOM2' }],
    ['Tom', { why: 'several' }],
    ['Ana Weber; Zoë Müller', { why: 'two-owners' }],
    ['Ann', { why: 'unknown' }],
  ])('%s', (cell, found) => expect(find(cell)).toEqual(found))
})

test.each([
  ['Estimate (h)', 'hours'],
  ['estimate_hours', 'hours'],
  ['Aufwand in Tagen', 'days'],
  ['Tage', 'days'],
  ['Effort (days)', 'days'],
  ['Minutes', 'minutes'],
  ['Original estimate (seconds)', 'seconds'],
  ['Estimate', null],
])('the numbers below %s are %s', (header, unit) => expect(unitOf(header)).toBe(unit))

test.each([
  ['In Progress', 'doing'],
  ['in-progress', 'doing'],
  ['Erledigt', 'done'],
  ['TRUE', 'done'],
  ['', 'todo'],
  ['no', 'todo'],
  ["Won't do", 'dropped'],
  ['En attente', 'blocked'],
  ['Cooking', null],
])('the status %s is %s', (words, status) => expect(readStatus(words)).toBe(status))

test.each([
  ['Highest', 'urgent'],
  ['P2', 'high'],
  ['Mittel', 'normal'],
  ['3', 'normal'],
  ['soonish', null],
])('the priority %s is %s', (words, priority) => expect(readImportedPriority(words)).toBe(priority))

const HEADER = [
  'Title',
  'Notes',
  'Status',
  'Priority',
  'Owner',
  'Due',
  'Estimate',
  'Labels',
  'Phase',
  'Checklist',
  'Links',
  'Budget',
]
const reading = (answers: Partial<ImportAnswers> = {}): RowReading => ({
  header: HEADER,
  mapping: guessColumns(HEADER, FIELDS),
  answers: { ...NO_ANSWERS, ...answers },
  project: { phases: [{ id: 'p1', name: 'Design' }], fields: FIELDS },
  findPerson: peopleFinder(PEOPLE),
  context: speech(),
  actorId: 'UME',
})
/** A row with a title and what else is said by the names of the columns. */
const cellsOf = (said: Readonly<Record<string, string>>): readonly string[] =>
  HEADER.map((name) => said[name] ?? (name === 'Title' ? 'A task' : ''))
const read = (said: Readonly<Record<string, string>>, answers?: Partial<ImportAnswers>) =>
  rowReader(reading(answers))(cellsOf(said))

describe('a row', () => {
  test.each<[string, Readonly<Record<string, string>>, object]>([
    ['alone with a title', {}, { title: 'A task', status: 'todo', priority: 'normal', ownerId: null, dueAt: null }],
    ['with a title of two lines', { Title: 'One\nTwo', Notes: 'Three' }, { title: 'One', description: 'Two\nThree' }],
    ['that was kept from being run', { Title: "'=1+1", Notes: "'@x" }, { title: '=1+1', description: '@x' }],
    ['with an owner', { Owner: 'Weber, Ana' }, { ownerId: 'UANA' }],
    ['with an estimate in words', { Estimate: '1.5d' }, { estimateMinutes: 720 }],
    ['with labels', { Labels: '#hero, launch' }, { labels: ['hero', 'launch'] }],
    ['in a phase', { Phase: 'design' }, { phaseId: 'p1' }],
    ['with a checklist', { Checklist: '[x] One\nTwo' }, { checklist: [{ text: 'One', done: true }, { text: 'Two' }] }],
    [
      'with links',
      { Links: 'https://a.example/x A page\nhttps://b.example' },
      {
        links: [
          { url: 'https://a.example/x', text: 'A page' },
          { url: 'https://b.example/', text: null },
        ],
      },
    ],
    ['with a field', { Budget: '1,200.50' }, { fields: [{ fieldId: 'f1', value: 1200.5 }] }],
    ['done', { Status: 'Done', Due: '2020-01-01' }, { status: 'done', doneAt: NOW }],
    ['blocked', { Status: 'On hold' }, { status: 'blocked', block: { reason: 'On hold', was: 'doing' } }],
    ['dropped', { Status: 'Cancelled' }, { status: 'dropped', droppedReason: 'Cancelled' }],
  ])('%s', (_what, said, facts) => expect(read(said)).toMatchObject({ facts, isPast: false }))

  test.each<[string, Readonly<Record<string, string>>, object]>([
    ['no title', { Title: ' ' }, { kind: 'no-title' }],
    ['too much text', { Notes: 'x'.repeat(12_001) }, { kind: 'text-too-long' }],
    ['a strange status', { Status: 'Cooking' }, { kind: 'status', words: 'Cooking' }],
    ['a strange priority', { Priority: 'soonish' }, { kind: 'priority', words: 'soonish' }],
    ['a strange owner', { Owner: 'Ann' }, { kind: 'owner', words: 'Ann', why: 'unknown' }],
    ['two owners', { Owner: 'ana; zoe' }, { kind: 'owner', words: 'ana; zoe', why: 'two-owners' }],
    ['no date', { Due: 'soon' }, { kind: 'date', words: 'soon' }],
    ['a date of two meanings', { Due: '03/04/2026' }, { kind: 'date-order', words: '03/04/2026' }],
    ['no estimate', { Estimate: 'long' }, { kind: 'estimate', words: 'long' }],
    ['an estimate without a unit', { Estimate: '4' }, { kind: 'unit', words: '4' }],
    ['a strange phase', { Phase: 'Build' }, { kind: 'phase', words: 'Build' }],
    ['no link', { Links: 'see the wiki' }, { kind: 'link', words: 'see the wiki' }],
    ['too long a checklist', { Checklist: 'x\n'.repeat(500) }, { kind: 'checklist', fault: 'too-many' }],
    ['no number in a field', { Budget: 'much' }, { kind: 'field', fieldId: 'f1', words: 'much' }],
  ])('with %s makes no task', (_what, said, problem) => expect(read(said)).toMatchObject({ problems: [problem] }))

  test('with more cells than the header has makes no task', () => {
    const row = rowReader(reading())
    expect(row([...cellsOf({}), 'more'])).toMatchObject({ problems: [{ kind: 'too-many-cells', cells: 13 }] })
    expect(row([...cellsOf({}), '', ' '])).toHaveProperty('facts')
    expect(row(['Short'])).toMatchObject({ facts: { title: 'Short' } })
  })

  test('says all that is wrong with it', () => {
    const { problems } = read({ Title: '', Owner: 'Ann', Due: 'soon' }) as { problems: readonly { kind: string }[] }
    expect(problems.map(({ kind }) => kind)).toEqual(['no-title', 'owner', 'date'])
  })

  test.each<[string, Readonly<Record<string, string>>, Partial<ImportAnswers>, object]>([
    ['its status', { Status: 'Cooking' }, { statuses: [{ words: 'cooking', means: 'doing' }] }, { status: 'doing' }],
    ['its owner', { Owner: 'Ann' }, { people: [{ words: 'ANN', means: 'UANA' }] }, { ownerId: 'UANA' }],
    ['strangers', { Owner: 'Ann' }, { strangers: 'unowned' }, { ownerId: null }],
    ['numbers', { Estimate: '2' }, { unit: 'days' }, { estimateMinutes: 960 }],
    ['nothing to do', { Estimate: '0' }, { unit: 'hours' }, { estimateMinutes: null }],
    [
      'the order of dates',
      { Due: '03/04/2026' },
      { dateOrder: 'day-first' },
      { dueAt: new Date('2026-04-03T15:00:00Z') },
    ],
  ])('is read by what was said of %s', (_what, said, answers, facts) =>
    expect(read(said, answers)).toMatchObject({ facts }),
  )

  test('that is late is what was said of late ones', () => {
    const said = { Due: '2026-02-01' }
    const at = new Date('2026-02-01T16:00:00Z')
    expect(read(said)).toMatchObject({ facts: { dueAt: at }, isPast: true })
    expect(read(said, { past: 'keep' })).toMatchObject({ facts: { dueAt: at }, isPast: true })
    expect(read(said, { past: 'undate' })).toMatchObject({ facts: { dueAt: null }, isPast: true })
    expect(read(said, { past: 'leave-out' })).toMatchObject({ problems: [{ kind: 'past-date' }], isPast: true })
  })
})

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { recurrenceWords } from '../../../src/cards/recurrence-words.ts'
import { parseCapture } from '../../../src/domain/capture.ts'
import type { FieldDefinition } from '../../../src/domain/custom-fields.ts'
import { fieldInput, phaseInput } from '../../../src/domain/form-fields.ts'
import { joinedParts, partName, textParts } from '../../../src/domain/form-texts.ts'
import { applyForm, readLabels, readTaskForm } from '../../../src/domain/read-task-form.ts'
import type { FormFrame } from '../../../src/domain/read-task-form.ts'
import { captureWords, EMPTY_FORM, formWords, taskWords } from '../../../src/domain/task-form.ts'
import type { SentForm, TaskFormWords } from '../../../src/domain/task-form.ts'
import { NO_DETAILS, PRIORITIES } from '../../../src/domain/task.ts'
import type { Task, TaskFacts } from '../../../src/domain/task.ts'
import { buildProject, buildTask } from '../../support/builders.ts'
import { speech } from './speech.ts'

const now = new Date('2026-03-02T08:00:00Z')
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Manila', 'Asia/Kathmandu', 'Australia/Lord_Howe']
const contextIn = (zone: string, locale = 'en-GB') => speech({ now, zone, locale })

const field = (type: FieldDefinition['type'], name: string): FieldDefinition => ({
  id: `F-${name}`,
  name,
  type,
  choices: type === 'choice' ? ['Draft', 'Final'] : [],
})
const FIELDS = [field('text', 'Contact'), field('number', 'Budget'), field('choice', 'Round'), field('date', 'Shoot')]
const web = buildProject({
  phases: [
    { id: 'p1', name: 'Design' },
    { id: 'p2', name: 'Build' },
  ],
  fields: FIELDS,
})
const references = new Map([1, 2, 3].map((n) => [`other-${n}`, `WEB-${n}`]))

/** A long text as Slack would send it, from as many inputs as it needs. */
const long = (name: string, text: string) =>
  Object.fromEntries(textParts(text).map((part, index) => [partName(name, index + 1), part || null]))

/** The form's inputs as Slack would send them. */
const sent = (words: TaskFormWords): SentForm => ({
  state: {
    title: words.title,
    owner: words.ownerId,
    due: words.due || null,
    priority: words.priority,
    estimate: words.estimate || null,
    project: words.projectId,
    ...long('labels', words.labels),
    ...long('description', words.description),
    ...words.ofProject,
    left: words.left || null,
    ...long('checklist', words.checklist),
    ...long('after', words.after),
    accountable: words.accountableId,
    repeats: words.repeats || null,
    ...long('links', words.links),
  },
  lists: {
    consulted: words.consultedIds,
    informed: words.informedIds,
    watchers: words.watcherIds,
    files: words.fileIds.slice(0, 10),
    ...(words.fileIds.length > 10 ? { 'files-2': words.fileIds.slice(10) } : {}),
  },
  kept: {},
})

const wordsIn = (task: Task, zone: string, locale = 'en-GB'): TaskFormWords =>
  taskWords(task, {
    zone,
    locale,
    projects: [web],
    references,
    repeats: task.recurrence ? recurrenceWords(task.recurrence) : '',
  })

const members = fc.uniqueArray(fc.constantFrom('UANA', 'UBEN', 'UCLEO', 'UDEV'), { maxLength: 3 })
const step = fc
  .stringMatching(/^[a-z]{1,10}( [a-z]{1,10})?$/)
  .map((text) => ({ text, ownerId: null, done: false, doneBy: null, doneAt: null }))
const file = fc.integer({ min: 1, max: 9999 }).map((n) => ({
  fileId: `F${n}`,
  name: `${n}.pdf`,
  permalink: `https://x.slack.com/files/${n}`,
  addedBy: null,
  message: null,
}))
const values = fc.record({
  'F-Contact': fc.stringMatching(/^[a-z <>&]{1,20}$/).map((text) => text.trim() || 'x'),
  'F-Budget': fc.integer({ min: -99_999, max: 99_999 }).map((cents) => (cents === 0 ? 0 : cents / 100)),
  'F-Round': fc.constantFrom('Draft', 'Final'),
  'F-Shoot': fc.constantFrom('2025-12-31', '2026-03-06', '2027-01-01'),
})

const taskFacts = fc.record({
  title: fc.string({ minLength: 1, maxLength: 150 }).filter((title) => title.trim() === title),
  ownerId: fc.option(fc.constantFrom('UANA', 'UBEN')),
  // Whole minutes, as forms show them; a year around both changes of the clocks.
  dueAt: fc.option(
    fc.integer({ min: 1, max: 366 * 24 * 60 }).map((minute) => new Date(now.getTime() + minute * 60_000)),
  ),
  priority: fc.constantFrom(...PRIORITIES),
  estimateMinutes: fc.option(fc.integer({ min: 1, max: 52 * 40 * 60 })),
  leftMinutes: fc.option(fc.integer({ min: 0, max: 40 * 60 })),
  labels: fc.uniqueArray(fc.stringMatching(/^[a-zä0-9_-]{1,12}$/), { maxLength: 5 }),
  description: fc.string({ maxLength: 9000, unit: 'grapheme' }).map((text) => text.trim()),
  phaseId: fc.constantFrom(null, 'p1', 'p2'),
  fields: values.map((all) => Object.entries(all).map(([fieldId, value]) => ({ fieldId, value }))),
  checklist: fc.array(step, { maxLength: 4 }),
  dependsOnIds: fc.uniqueArray(fc.constantFrom(...references.keys())),
  accountableId: fc.option(fc.constantFrom('UCLEO', 'UDEV')),
  consultedIds: members,
  informedIds: members,
  watcherIds: members,
  links: fc.constantFrom(
    [],
    [
      { url: 'https://example.com/a', text: 'A brief' },
      { url: 'https://x.org/', text: null },
    ],
  ),
  attachments: fc.uniqueArray(file, { maxLength: 14, selector: ({ fileId }) => fileId }),
  recurrence: fc.constantFrom(null, {
    rule: { kind: 'weeks' as const, every: 2, weekdays: [5] },
    time: '17:00',
    zone: 'Europe/Berlin',
  }),
})

const frameOf = (task: Task, words: TaskFormWords, zone: string, locale?: string): FormFrame => ({
  context: contextIn(zone, locale),
  project: web,
  before: { task, words },
})

/** What a form makes of a task; throws where it has faults. */
function changed(words: TaskFormWords, frame: FormFrame, newest: Task): Partial<TaskFacts> {
  const read = readTaskForm(words, frame)
  if (!('changes' in read)) throw new Error(JSON.stringify(read.faults))
  return applyForm(read.changes, newest, { actorId: 'UANA', now, project: web })
}

describe('a task in the form and back', () => {
  it('is not changed where nothing is touched, in every zone and locale', () => {
    fc.assert(
      fc.property(taskFacts, fc.constantFrom(...ZONES), fc.constantFrom('en-GB', 'de-DE'), (facts, zone, locale) => {
        const task = buildTask(facts)
        const words = wordsIn(task, zone, locale)
        const typed = formWords(sent(words), words)
        expect(changed(typed, frameOf(task, words, zone, locale), task)).toEqual({})
      }),
      { numRuns: 200 },
    )
  })

  it('is a new task with the same facts, when its words are typed anew', () => {
    fc.assert(
      fc.property(taskFacts, (facts) => {
        const task = buildTask({ ...facts, dueAt: null, recurrence: null })
        const words = wordsIn(task, 'Europe/Berlin')
        const frame = { context: contextIn('Europe/Berlin'), project: web }
        const made = changed(formWords(sent(words)), frame, buildTask({ attachments: task.attachments }))
        const { attachments: _, dependsOnIds: _ids, dueAt: _due, ...plain } = { ...facts, recurrence: null }
        expect({ ...NO_DETAILS, ...made }).toMatchObject(plain)
      }),
      { numRuns: 200 },
    )
  })

  it('has the due date that it says, when its words are typed anew', () => {
    fc.assert(
      fc.property(taskFacts, fc.constantFrom(...ZONES), (facts, zone) => {
        const { due } = wordsIn(buildTask(facts), zone)
        const read = readTaskForm({ ...EMPTY_FORM, title: 'x', due }, { context: contextIn(zone), project: null })
        if (!('changes' in read)) throw new Error(`${due} was not read`)
        // The hour that comes twice in autumn is read as the first of the two.
        const off = (facts.dueAt?.getTime() ?? 0) - (read.changes.facts.dueAt?.getTime() ?? 0)
        expect([0, 30 * 60_000, 60 * 60_000]).toContain(off)
      }),
      { numRuns: 200 },
    )
  })

  it('keeps a due date that has passed, unless it is touched', () => {
    const task = buildTask({ dueAt: new Date('2026-02-01T16:00:00Z') })
    const words = wordsIn(task, 'UTC')
    const read = (due: string) => readTaskForm({ ...words, due }, frameOf(task, words, 'UTC'))
    expect(read(words.due)).toMatchObject({ changes: { facts: {} } })
    expect(read('2026-02-02')).toMatchObject({ faults: [{ input: 'due', kind: 'date', reading: { kind: 'past' } }] })
    expect(read('')).toMatchObject({ changes: { facts: { dueAt: null } } })
  })
})

describe('what is touched', () => {
  const base = buildTask({
    labels: ['a'],
    fields: [
      { fieldId: 'F-Budget', value: 3 },
      { fieldId: 'F-Round', value: 'Draft' },
    ],
  })
  const words = wordsIn(base, 'UTC')
  const frame = frameOf(base, words, 'UTC')

  it('goes on top of what others made of the task since, fact by fact and field by field', () => {
    const newest = buildTask({
      priority: 'urgent',
      fields: [
        { fieldId: 'F-Contact', value: 'Ms Hollis' },
        { fieldId: 'F-Budget', value: 9 },
      ],
    })
    const typed = {
      ...words,
      title: 'Mine',
      ofProject: { ...words.ofProject, [fieldInput(field('choice', 'Round'))]: 'Final' },
    }
    expect(changed(typed, frame, newest)).toEqual({
      title: 'Mine',
      fields: [...newest.fields, { fieldId: 'F-Round', value: 'Final' }],
    })
  })

  it('may be taken away: a field, a phase, files, and nothing that came since', () => {
    const [one, two, three] = [1, 2, 3].map((n) => ({
      fileId: `F${n}`,
      name: 'x',
      permalink: 'https://x.org',
      addedBy: null,
      message: null,
    }))
    const task = buildTask({ ...base, phaseId: 'p1', attachments: [one!, two!] })
    const had = wordsIn(task, 'UTC')
    const typed = formWords(
      {
        state: { [fieldInput(field('number', 'Budget'))]: null, [phaseInput(web)]: null },
        lists: { files: ['F2'] },
        kept: {},
      },
      had,
    )
    const newest = { ...task, attachments: [one!, two!, three!] }
    expect(changed(typed, frameOf(task, had, 'UTC'), newest)).toEqual({
      phaseId: null,
      fields: [{ fieldId: 'F-Round', value: 'Draft' }],
      attachments: [two, three],
    })
  })

  it('in another project has its phases and fields; what it does not know stays with the task', () => {
    const brand = buildProject({ id: 'project-brd', fields: [field('date', 'Launch')], phases: [] })
    const task = buildTask({ ...base, phaseId: 'p1' })
    const had = wordsIn(task, 'UTC')
    const typed = { ...had, projectId: brand.id, ofProject: { ...had.ofProject, 'field:launch': '2026-04-01' } }
    const read = readTaskForm(typed, { ...frameOf(task, had, 'UTC'), project: brand })
    if (!('changes' in read)) throw new Error('faults')
    expect(applyForm(read.changes, task, { actorId: 'UANA', now, project: brand })).toEqual({
      projectId: brand.id,
      phaseId: null,
      fields: [{ fieldId: 'F-Launch', value: '2026-04-01' }, ...task.fields],
    })
  })

  it('by a rule without a date makes the date its first', () => {
    const read = readTaskForm({ ...words, repeats: 'every friday at 9am' }, frame)
    expect(read).toMatchObject({
      changes: { facts: { recurrence: { time: '09:00' }, dueAt: new Date('2026-03-06T09:00:00Z') } },
    })
    expect(readTaskForm({ ...words, repeats: 'never' }, frame)).toMatchObject({
      changes: { facts: { recurrence: null } },
    })
  })
})

describe('what cannot be read', () => {
  test.each<[Partial<TaskFormWords>, object[]]>([
    [{ title: '' }, [{ input: 'title', kind: 'no-title' }]],
    [{ title: 'x'.repeat(151) }, [{ input: 'title', kind: 'long-title', length: 151 }]],
    [{ title: 'x', due: 'next sprint end' }, [{ input: 'due', kind: 'date' }]],
    [{ title: 'x', estimate: 'ages' }, [{ input: 'estimate', kind: 'effort', words: 'ages' }]],
    [{ title: 'x', left: 'lots' }, [{ input: 'left', kind: 'effort' }]],
    [{ title: 'x', after: 'WEB-1, soon' }, [{ input: 'after', kind: 'reference', words: 'soon' }]],
    [{ title: 'x', repeats: 'biweekly' }, [{ input: 'repeats', kind: 'rule' }]],
    [
      { title: 'x', links: 'https://a.org A\nb.org' },
      [{ input: 'links', kind: 'link', fault: 'not-an-address', line: 'b.org' }],
    ],
    [{ title: 'x', checklist: 'y'.repeat(201) }, [{ input: 'checklist', kind: 'checklist', fault: 'item-too-long' }]],
    [{ title: 'x', ofProject: { 'field:budget': 'lots' } }, [{ input: 'field:budget', kind: 'field' }]],
    [
      { title: '', due: '2020-01-01', estimate: '-1h' },
      [{ input: 'title' }, { input: 'due', reading: { kind: 'past' } }, { input: 'estimate' }],
    ],
  ])('%j is said, each at its input', (words, faults) => {
    expect(readTaskForm({ ...EMPTY_FORM, ...words }, { context: contextIn('UTC'), project: web })).toMatchObject({
      faults,
    })
  })

  it('is not a word about nothing left', () => {
    const read = readTaskForm(
      { ...EMPTY_FORM, title: 'x', left: 'nothing' },
      { context: contextIn('UTC'), project: null },
    )
    expect(read).toMatchObject({ changes: { facts: { leftMinutes: 0 } } })
  })
})

describe('labels', () => {
  test.each([
    ['launch, hero', ['launch', 'hero']],
    ['#Launch #hero;launch', ['launch', 'hero']],
    ['  ', []],
    ['##x,,  ,#', ['x']],
  ])('%j', (words, labels) => {
    expect(readLabels(words)).toEqual(labels)
  })
})

describe('a long text over several inputs', () => {
  const text = fc
    .array(fc.constantFrom('word', ' ', '\n', '😀', 'x'.repeat(700), ' '.repeat(300), 'y'.repeat(3100)), {
      maxLength: 40,
    })
    .map((parts) => parts.join(''))

  it('is put together as it was, fits each input and splits no character', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const parts = textParts(whole)
        expect(joinedParts(parts)).toBe(whole)
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(3000)
          expect(part).not.toMatch(/[\uD800-\uDBFF]$/)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('loses no word boundary where the edges of inputs are trimmed on their way', () => {
    const whole = Array.from({ length: 1500 }, (_, index) => `word${index}`).join(' ')
    expect(joinedParts(textParts(whole).map((part) => part.trim()))).toBe(whole)
  })
})

describe('a line that was stopped', () => {
  const words = (line: string) => captureWords(parseCapture(line, contextIn('UTC')))

  it('is in the form whole, to be mended', () => {
    const said = words('Retouch hero <@UANA|ana> <@UBEN|ben> due next sprint end !high ~3h #hero in BRD after WEB-9')
    expect(said).toMatchObject({
      title: 'Retouch hero',
      ownerId: 'UANA',
      due: 'next sprint end',
      priority: 'high',
      estimate: '3h',
      labels: 'hero',
      projectKey: 'BRD',
      after: 'WEB-9',
    })
    expect(said.description).toContain('@ben')
  })

  it('loses no label, however many there are', () => {
    const labels = Array.from({ length: 700 }, (_, index) => `label-${index}`)
    const said = words(`Title ${labels.map((label) => `#${label}`).join(' ')}`)
    expect(said.labels.length).toBeLessThanOrEqual(3000)
    expect(readLabels(`${said.labels} ${said.description}`)).toEqual(labels)
  })
})

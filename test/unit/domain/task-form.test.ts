import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseCapture } from '../../../src/domain/capture.ts'
import { DEFAULT_WORKING_HOURS } from '../../../src/domain/member.ts'
import {
  captureWords,
  EMPTY_FORM,
  formWords,
  joinedParts,
  readLabels,
  readTaskForm,
  taskWords,
  textParts,
} from '../../../src/domain/task-form.ts'
import type { TaskFormWords } from '../../../src/domain/task-form.ts'
import { PRIORITIES } from '../../../src/domain/task.ts'
import { buildTask } from '../../support/builders.ts'

const now = new Date('2026-03-02T08:00:00Z')
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Manila', 'Asia/Kathmandu', 'Australia/Lord_Howe']
const contextIn = (zone: string) => ({
  now,
  zone,
  locale: 'en-GB',
  workingHours: DEFAULT_WORKING_HOURS,
  projectKeys: ['WEB', 'BRD'],
})

/** The form's inputs as Slack would send them. */
const stateOf = (words: TaskFormWords): Record<string, string | null> => ({
  title: words.title,
  owner: words.ownerId,
  due: words.due || null,
  priority: words.priority,
  estimate: words.estimate || null,
  project: words.projectId,
  labels: words.labels || null,
  ...Object.fromEntries(
    textParts(words.description).map((part, index) => [index === 0 ? 'description' : `description-${index + 1}`, part]),
  ),
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
  labels: fc.uniqueArray(fc.stringMatching(/^[a-zä0-9_-]{1,12}$/), { maxLength: 5 }),
  description: fc.string({ maxLength: 9000, unit: 'grapheme' }).map((text) => text.trim()),
})

describe('a task in the form and back', () => {
  it('is the same in every zone, untouched', () => {
    fc.assert(
      fc.property(taskFacts, fc.constantFrom(...ZONES), (facts, zone) => {
        const task = buildTask(facts)
        const words = taskWords(task, zone)
        const read = readTaskForm(formWords(stateOf(words)), contextIn(zone), { words: words.due, at: task.dueAt })
        expect(read).toEqual({ facts })
      }),
      { numRuns: 200 },
    )
  })

  it('has the due date that it says, when its words are typed anew', () => {
    fc.assert(
      fc.property(taskFacts, fc.constantFrom(...ZONES), (facts, zone) => {
        const { due } = taskWords(buildTask(facts), zone)
        const read = readTaskForm({ ...EMPTY_FORM, title: 'x', due }, contextIn(zone))
        if (!('facts' in read)) throw new Error(`${due} was not read`)
        // The hour that comes twice in autumn is read as the first of the two.
        const off = (facts.dueAt?.getTime() ?? 0) - (read.facts.dueAt?.getTime() ?? 0)
        expect([0, 30 * 60_000, 60 * 60_000]).toContain(off)
      }),
      { numRuns: 200 },
    )
  })

  it('keeps a due date that has passed, unless it is touched', () => {
    const task = buildTask({ dueAt: new Date('2026-02-01T16:00:00Z') })
    const words = taskWords(task, 'UTC')
    const kept = { words: words.due, at: task.dueAt }
    expect(readTaskForm(words, contextIn('UTC'), kept)).toMatchObject({ facts: { dueAt: task.dueAt } })
    expect(readTaskForm({ ...words, due: '2026-02-02' }, contextIn('UTC'), kept)).toEqual({ faults: { due: 'past' } })
    expect(readTaskForm({ ...words, due: '' }, contextIn('UTC'), kept)).toMatchObject({ facts: { dueAt: null } })
  })
})

describe('what cannot be read', () => {
  test.each<[Partial<TaskFormWords>, object]>([
    [{ title: '' }, { title: 'empty' }],
    [{ title: 'x'.repeat(151) }, { title: 'too-long' }],
    [{ title: 'x', due: 'next sprint end' }, { due: 'not-understood' }],
    [{ title: 'x', estimate: 'ages' }, { estimate: 'not-understood' }],
    [
      { title: '', due: '2020-01-01', estimate: '-1h' },
      { title: 'empty', due: 'past', estimate: 'not-understood' },
    ],
  ])('%j is said, each at its input', (words, faults) => {
    expect(readTaskForm({ ...EMPTY_FORM, ...words }, contextIn('UTC'))).toEqual({ faults })
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
  const long = fc
    .array(fc.constantFrom('word', ' ', '\n', '😀', 'x'.repeat(700), ' '.repeat(300), 'y'.repeat(3100)), {
      maxLength: 40,
    })
    .map((parts) => parts.join(''))

  it('is put together as it was, fits each input and splits no character', () => {
    fc.assert(
      fc.property(long, (text) => {
        const parts = textParts(text)
        expect(joinedParts(parts)).toBe(text)
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(3000)
          expect(part).not.toMatch(/[\uD800-\uDBFF]$/)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('loses no word boundary where the edges of inputs are trimmed on their way', () => {
    const text = Array.from({ length: 1500 }, (_, index) => `word${index}`).join(' ')
    expect(joinedParts(textParts(text).map((part) => part.trim()))).toBe(text)
  })
})

describe('a line that was stopped', () => {
  const words = (line: string) => captureWords(parseCapture(line, contextIn('UTC')))

  it('is in the form whole, to be mended', () => {
    const said = words('Retouch hero <@UANA|ana> <@UBEN|ben> due next sprint end !high ~3h #hero in BRD')
    expect(said).toMatchObject({
      title: 'Retouch hero',
      ownerId: 'UANA',
      due: 'next sprint end',
      priority: 'high',
      estimate: '3h',
      labels: 'hero',
      projectKey: 'BRD',
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

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addField,
  FIELD_LIMITS,
  fieldWords,
  findField,
  readField,
  removeField,
  readFieldOrNone,
  splitField,
  withField,
} from '../../../src/domain/custom-fields.ts'
import type { FieldDefinition, FieldType } from '../../../src/domain/custom-fields.ts'
import { numberWords, readNumber } from '../../../src/domain/numbers.ts'
import { speech } from './speech.ts'

const field = (type: FieldType, name: string = type, choices: readonly string[] = []): FieldDefinition => ({
  id: `F-${name}`,
  name,
  type,
  choices,
})

describe('a number', () => {
  test.each([
    ['1200', 'en-GB', 1200],
    ['1,200', 'en-GB', 1200],
    ['1,200', 'de-DE', 1.2],
    ['1.200', 'de-DE', 1200],
    ['1.200', 'en-US', 1.2],
    ['1.234,5', 'de-DE', 1234.5],
    ['1.234,5', 'en-GB', 1234.5],
    ['1,234.5', 'en-GB', 1234.5],
    ['1,234.5', 'de-DE', 1234.5],
    ['1.234.567', 'en-GB', 1_234_567],
    ['1,00,000', 'en-IN', 100_000],
    ['1 234,5', 'fr-FR', 1234.5],
    ['1\u202f234\u202f567', 'fr-FR', 1_234_567],
    ['1’234.50', 'de-CH', 1234.5],
    ["1'234", 'de-CH', 1234],
    ['12,5', 'en-GB', 12.5],
    ['12.50', 'de-DE', 12.5],
    ['0,125', 'en-GB', 0.125],
    ['.5', 'en-GB', 0.5],
    ['-3', 'en-GB', -3],
    ['−3,5', 'de-DE', -3.5],
    ['€ 1.200', 'de-DE', 1200],
    ['1.200 €', 'de-DE', 1200],
    ['-$3.50', 'en-US', -3.5],
    ['0', 'xx-not a locale', 0],
    ['-0', 'en-GB', 0],
    ['7', 'en_GB', 7],
  ])('%s in %s', (words, locale, value) => {
    expect(readNumber(words, locale)).toEqual({ value })
  })

  test.each([
    '',
    'many',
    '1.2.3',
    '1,2,3',
    '12,34.5',
    '1..5',
    '1.2k',
    '50%',
    '1 2',
    '1 EUR',
    '3-4',
    'Infinity',
    '1e9',
    '--1',
  ])('%j is none', (words) => {
    expect(readNumber(words, 'en-GB')).toEqual({ fault: 'no-number' })
  })

  test.each(['1234567890123456', '0.1234567'])('%s has too many digits', (words) => {
    expect(readNumber(words, 'en-GB')).toEqual({ fault: 'too-many-digits' })
  })

  const LOCALES = ['en-GB', 'en-US', 'de-DE', 'de-CH', 'fr-FR', 'es-ES', 'pt-BR', 'nl-NL', 'it-IT', 'en-IN']
  const numbers = fc
    .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.constantFrom(1, 10, 100, 1000, 1_000_000))
    .map(([whole, by]) => (whole === 0 ? 0 : whole / by))

  it('is read back from its words, and as the locale writes it', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(...LOCALES), (value, locale) => {
        expect(readNumber(numberWords(value, locale), locale)).toEqual({ value })
        const written = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value)
        expect(readNumber(written, locale)).toEqual({ value })
      }),
      { numRuns: 500 },
    )
  })
})

describe('a field', () => {
  const round = field('choice', 'Round', ['First draft', 'Second draft', 'Final'])

  test.each<[FieldDefinition, string, unknown]>([
    [field('text'), ' None ', { value: null }],
    [field('number'), 'none', { value: null }],
    [field('date'), 'none', { value: null }],
    [round, 'none', { value: null }],
    [field('choice', 'Round', ['None', 'Final']), 'none', { value: 'None' }],
    [field('number'), 'none of it', { fault: { kind: 'no-number' } }],
  ])('%o is emptied by words, or not: %j', (definition, words, reading) => {
    expect(readFieldOrNone(definition, words, speech())).toEqual(reading)
  })

  test.each<[FieldDefinition, string, unknown]>([
    [field('text'), '  Hollis <Tea> ', { value: 'Hollis <Tea>' }],
    [field('text'), 'x'.repeat(FIELD_LIMITS.text + 1), { fault: { kind: 'too-long' } }],
    [field('number'), '1.200', { value: 1.2 }],
    [field('number'), 'lots', { fault: { kind: 'no-number' } }],
    [round, 'final', { value: 'Final' }],
    [round, ' FIRST  draft', { value: 'First draft' }],
    [round, 'sec', { value: 'Second draft' }],
    [round, 'f', { fault: { kind: 'no-such-choice' } }],
    [round, 'third', { fault: { kind: 'no-such-choice' } }],
    [field('date'), 'fri', { value: '2026-03-06' }],
    [field('date'), '20/04', { value: '2026-04-20' }],
    [field('date'), '2026-02-01', { value: '2026-02-01' }],
    [field('date'), 'yesterday', { value: '2026-03-03' }],
    [field('date'), 'fri 3pm', { fault: { kind: 'not-a-day' } }],
    [field('date'), 'soonish', { fault: { kind: 'no-date', near: null } }],
    [field('date'), ' ', { value: null }],
    [round, '', { value: null }],
  ])('%j reads %j', (definition, words, read) => {
    expect(readField(definition, words, speech())).toEqual(read)
  })

  it('reads what it says, in every zone and locale', () => {
    const day = fc
      .integer({ min: -1000, max: 1000 })
      .map((days) => new Date(Date.UTC(2026, 2, 4) + days * 86_400_000).toISOString().slice(0, 10))
    const said = fc.oneof(
      fc.tuple(
        fc.constant(field('text')),
        fc.string({ minLength: 1, maxLength: 500 }).filter((text) => text.trim() === text),
      ),
      fc.tuple(
        fc.constant(field('number')),
        fc.integer({ min: -1e9, max: 1e9 }).map((cents) => (cents === 0 ? 0 : cents / 100)),
      ),
      fc.tuple(fc.constant(round), fc.constantFrom(...round.choices)),
      fc.tuple(fc.constant(field('date')), day),
    )
    const zones = fc.constantFrom('Europe/Berlin', 'Asia/Manila', 'America/New_York', 'Pacific/Kiritimati')
    fc.assert(
      fc.property(said, zones, fc.constantFrom('en-US', 'de-DE', 'fr-FR'), ([definition, value], zone, locale) => {
        expect(readField(definition, fieldWords(value, locale), speech({ zone, locale }))).toEqual({ value })
      }),
      { numRuns: 300 },
    )
  })

  it('takes any words without a fault of ours', () => {
    const types = fc.constantFrom(field('text'), field('number'), round, field('date'))
    fc.assert(
      fc.property(types, fc.string({ unit: 'grapheme' }), (definition, words) => {
        const read = readField(definition, words, speech())
        expect(
          'fault' in read ||
            read.value === null ||
            typeof read.value === (definition.type === 'number' ? 'number' : 'string'),
        ).toBe(true)
      }),
    )
  })
})

describe('the fields of a project', () => {
  const fields = [field('number', 'Budget'), field('number', 'Budget left'), field('text', 'Client contact')]

  test.each([
    ['budget', 'Budget'],
    ['BUDGET  LEFT', 'Budget left'],
    ['client', 'Client contact'],
    ['bud', undefined],
    ['', undefined],
  ])('%j is %s', (name, found) => {
    expect(findField(fields, name)?.name).toBe(found)
  })

  test.each([
    ['Budget 1.200', ['Budget', '1.200']],
    ['budget left: 300', ['Budget left', '300']],
    ['Budget = 1', ['Budget', '1']],
    ['client contact', ['Client contact', '']],
    ['Budgetary 3', null],
    ['', null],
  ])('%j is parted', (text, parts) => {
    const split = splitField(fields, text)
    expect(split && [split.field.name, split.words]).toEqual(parts)
  })

  it('can be added and removed, within limits', () => {
    const add = (name: string, type: FieldType = 'text', choices: readonly string[] = [], before = fields) =>
      addField(before, { name, type, choices }, () => 'F9')
    expect(add('  Go  live ', 'date', ['x'])).toEqual({
      fields: [...fields, { id: 'F9', name: 'Go live', type: 'date', choices: [] }],
    })
    expect(add('Round', 'choice', ['One', ' ', 'Two '])).toMatchObject({ fields: { 3: { choices: ['One', 'Two'] } } })
    expect(add(' ')).toEqual({ fault: 'no-name' })
    expect(add('x'.repeat(41))).toEqual({ fault: 'name-too-long' })
    expect(add('BUDGET')).toEqual({ fault: 'name-taken' })
    expect(add('time left')).toEqual({ fault: 'name-taken' })
    expect(add('Round', 'choice', ['One'])).toEqual({ fault: 'few-choices' })
    expect(add('Round', 'choice', ['One', 'one'])).toEqual({ fault: 'choice-twice' })
    expect(add('Round', 'choice', ['One', 'x'.repeat(61)])).toEqual({ fault: 'choice-too-long' })
    expect(
      add(
        'Round',
        'choice',
        Array.from({ length: 21 }, (_, at) => `${at}`),
      ),
    ).toEqual({ fault: 'too-many-choices' })
    const full = Array.from({ length: 10 }, (_, at) => field('text', `f${at}`))
    expect(add('One more', 'text', [], full)).toEqual({ fault: 'too-many' })
    expect(removeField(fields, 'budget left')).toEqual([fields[0], fields[2]])
    expect(removeField(fields, 'nothing')).toBeNull()
  })

  it('are told in the project’s order, those of another project behind them', () => {
    const other = { fieldId: 'F-other', value: 'kept' }
    const one = withField([other], fields, 'F-Client contact', 'Ms Hollis')
    const two = withField(one, fields, 'F-Budget', 3)
    expect(two.map(({ fieldId }) => fieldId)).toEqual(['F-Budget', 'F-Client contact', 'F-other'])
    expect(withField(two, fields, 'F-Budget', 4)[0]).toEqual({ fieldId: 'F-Budget', value: 4 })
    expect(withField(two, fields, 'F-Budget', null)).toEqual(one)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDate } from '../../../src/domain/date-words.ts'
import { localDate, localTime } from '../../../src/domain/time.ts'
import { VERBS } from '../../../src/domain/verbs.ts'
import { speech } from './speech.ts'

const GRAMMAR = readFileSync(new URL('../../../docs/grammar.md', import.meta.url), 'utf8')

/** Rows of the table of dates: each of the words in backticks, and what they are read as. */
const rows = [...GRAMMAR.matchAll(/^\| (`[^|]+`) \| (\d{4}-\d\d-\d\d \d\d:\d\d|past|not understood) \|$/gm)].flatMap(
  ([, words = '', reading = '']) =>
    [...words.matchAll(/`([^`]+)`/g)].map((match) => [match[1] ?? '', reading] as const),
)

describe('docs/grammar.md', () => {
  it.each(rows)('%s is %s', (words, reading) => {
    const context = speech()
    const read = readDate(words, context)
    const at =
      read.kind === 'understood' ? `${localDate(read.at, context.zone)} ${localTime(read.at, context.zone)}` : ''
    expect(at || read.kind.replace('-', ' ')).toBe(reading)
  })

  it('names every verb', () => {
    const verbs = GRAMMAR.slice(GRAMMAR.indexOf('## Verbs'), GRAMMAR.indexOf('## Dates'))
    for (const { verb } of VERBS) expect(verbs).toMatch(`\`${verb}\``)
    expect(rows.length).toBeGreaterThan(80)
  })
})

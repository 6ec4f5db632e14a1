import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'csv-parse/sync'
import { armed, csvRows, disarmed, separatorFor } from '../../../src/domain/csv.ts'

/** Texts full of what spreadsheets and parsers look for. */
const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\t', '\n', '\r', ' ', 'a', '1', '＝') }),
)

describe('a text in a table', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30 123', "'+49 30 123"],
    ['-5', "'-5"],
    ['@ana', "'@ana"],
    ['＝1', "'＝1"],
    ['\tx', "'\tx"],
    ['a;=cmd', "a;'=cmd"],
    ['first\n=cmd', "first\n'=cmd"],
    ["'=1", "''=1"],
    ['a - b = c', 'a - b = c'],
    ['plain', 'plain'],
    ['', ''],
  ])('%j is written as %j', (text, written) => {
    expect(disarmed(text)).toBe(written)
  })

  it('begins no formula, wherever a program may begin a cell, and comes back as it was', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const safe = disarmed(text)
        for (const cell of safe.split(/[\t\r\n;,]/).concat(safe)) expect(cell).not.toMatch(/^[=+\-@＝＋－＠]/)
        expect(safe).not.toMatch(/^[\t\r]/)
        expect(armed(safe)).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('rows', () => {
  it('are read back by any reader of CSV', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(texts, { minLength: 3, maxLength: 3 }), { minLength: 1 }),
        fc.constantFrom(',', ';'),
        (rows, separator) => {
          const read: unknown = parse(csvRows(rows, separator as ','), {
            delimiter: separator,
          })
          expect((read as string[][]).map((row) => row.map(armed))).toEqual(rows)
        },
      ),
    )
  })

  it('keep numbers numbers, negative ones too, in the signs of the country', () => {
    expect(csvRows([['a', 1.5, -2, null, '-2']], ',')).toBe("a,1.5,-2,,'-2\r\n")
    expect(csvRows([['a', 1.5, -2, null, 'x;y']], ';')).toBe('a;"1,5";-2;;"x;y"\r\n')
  })

  it.each([
    ['en-US', ','],
    ['en-GB', ','],
    ['de-DE', ';'],
    ['fr-FR', ';'],
    ['pt_BR', ';'],
    ['ja-JP', ','],
    ['de-CH', ','],
  ])('have in %s the separator %s', (locale, separator) => {
    expect(separatorFor(locale)).toBe(separator)
  })
})

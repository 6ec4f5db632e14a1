import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { armed, csvRows, disarmed } from '../../../src/domain/csv.ts'
import { CSV_LIMITS, readCsv } from '../../../src/domain/csv-file.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, mark = true): Uint8Array => Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le')
const bigEndian = (text: string): Uint8Array => Buffer.from(utf16(text)).swap16()
const read = (bytes: Uint8Array | string) => readCsv(typeof bytes === 'string' ? utf8(bytes) : bytes)
const rows = (bytes: Uint8Array | string) => {
  const result = read(bytes)
  return 'file' in result ? [result.file.header, ...result.file.rows.map(({ cells }) => cells)] : result.fault
}
const TABLE = [
  ['Title', 'Owner'],
  ['Größe', 'ana'],
]

describe('a table', () => {
  test.each<[string, Uint8Array | string]>([
    ['commas', 'Title,Owner\nGröße,ana\n'],
    ['semicolons', 'Title;Owner\r\nGröße;ana'],
    ['tabs', 'Title\tOwner\rGröße\tana\r'],
    ['bars', 'Title|Owner\nGröße|ana'],
    ['a mark of its encoding', '\uFEFFTitle,Owner\nGröße,ana'],
    ['sixteen bits a letter', utf16('Title\tOwner\r\nGröße\tana')],
    ['sixteen bits and no mark', utf16('Title\tOwner\r\nGröße\tana', false)],
    ['sixteen bits the other way round', bigEndian('Title,Owner\nGröße,ana')],
    ['the alphabet of Windows', Buffer.from('Title;Owner\r\nGr\xF6\xDFe;ana', 'latin1')],
    ['quotation marks', '"Title","Owner"\n"Größe","ana"'],
    ['Excel’s word for its separator', 'sep=;\nTitle;Owner\nGröße;ana'],
    ['empty lines and rows', '\nTitle,Owner\n\n , \nGröße,ana\n,,\n'],
    ['a comma in a cell of semicolons', 'Title;Owner\nGröße;ana'],
  ])('with %s is read', (_what, bytes) => {
    expect(rows(bytes)).toEqual(TABLE)
  })

  test.each<[string, Uint8Array | string, string]>([
    ['nothing', '', 'empty'],
    ['white space', ' \n\n', 'empty'],
    ['a header alone', 'Title,Owner\n', 'no-rows'],
    ['a header and empty rows', 'Title,Owner\n,\n', 'no-rows'],
    ['a quotation without an end', 'Title,Owner\n"Größe,ana\nx,y', 'open-quote'],
    ['an Excel file', Buffer.from('PK\x03\x04rest'), 'spreadsheet'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3, 4]), 'not-text'],
    ['too many rows', `T\n${'x\n'.repeat(CSV_LIMITS.rows + 1)}`, 'too-many-rows'],
    ['too many columns', `${'a,'.repeat(CSV_LIMITS.columns)}a\n1\n`, 'too-many-columns'],
  ])('of %s is refused', (_what, bytes, fault) => {
    expect(rows(bytes)).toBe(fault)
  })

  it('as large as may be is read', () => {
    expect(rows(`T\n${'x\n'.repeat(CSV_LIMITS.rows)}`)).toHaveLength(CSV_LIMITS.rows + 1)
  })

  it('says where its rows begin, as an editor counts', () => {
    const result = read('sep=,\nTitle,Notes\n\nOne,"two\nlines"\nThree,5" wide\n\n,\nLast,x')
    expect('file' in result && result.file.rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [4, 'One'],
      [6, 'Three'],
      [9, 'Last'],
    ])
  })

  it('that was written for a spreadsheet is read back, by whatever separator', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ß', '"', ',', ';', '\t', '|', '\n', ' ', "'") })
    const line = fc.array(cell, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',' as const, ';' as const),
        (body, separator) => {
          // A lone tab is disarmed, so it is not blank any more.
          const full = body.filter((cells) => cells.some((each) => disarmed(each).trim() !== ''))
          fc.pre(full.length > 0)
          const result = read(csvRows([['first', 'second', 'third'], ...body], separator))
          expect('file' in result && result.file.rows.map(({ cells }) => cells.map(armed))).toEqual(full)
        },
      ),
    )
  })
})

import { CsvError, parse } from 'csv-parse/sync'

/** A table that somebody gave, as it was written. */
export interface CsvFile {
  /** What stands between its cells. */
  readonly separator: string
  readonly header: readonly string[]
  readonly rows: readonly CsvRow[]
}

export interface CsvRow {
  /** Where it begins in the file, counted from 1, as a text editor counts. */
  readonly line: number
  readonly cells: readonly string[]
}

/** What one import can be. */
export const CSV_LIMITS = { bytes: 5 * 1024 * 1024, rows: 5_000, columns: 99 } as const

export type CsvFault =
  | 'empty'
  /** An Excel file: it can be saved as CSV. */
  | 'spreadsheet'
  | 'not-text'
  | 'open-quote'
  /** It ends with its header. */
  | 'no-rows'
  | 'too-many-rows'
  | 'too-many-columns'

const SEPARATORS = [',', ';', '\t', '|'] as const
const LINE_ENDS = ['\r\n', '\n', '\r']
/** So much of a file shows how it is written. */
const LOOKED_AT = 64 * 1024

const begins = (bytes: Uint8Array, ...signs: readonly number[]): boolean =>
  signs.every((sign, index) => bytes[index] === sign)

/** How a file's text is encoded; null where it is none. */
function encodingOf(bytes: Uint8Array): string | null {
  if (begins(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (begins(bytes, 0xfe, 0xff)) return 'utf-16be'
  const some = bytes.subarray(0, LOOKED_AT)
  const zeros = (from: 0 | 1): number => some.filter((byte, index) => byte === 0 && index % 2 === from).length
  // Latin letters in two bytes each have a zero in every other place, and text of one byte a letter has none.
  const many = some.length / 4
  if (zeros(1) > many) return 'utf-16le'
  if (zeros(0) > many) return 'utf-16be'
  return zeros(0) + zeros(1) > 0 ? null : 'utf-8'
}

/** The text of a file: Unicode, else what spreadsheets in Windows write where they are not told to write Unicode. */
function textOf(bytes: Uint8Array): string | null {
  const encoding = encodingOf(bytes)
  if (encoding === null) return null
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return encoding === 'utf-8' ? new TextDecoder('windows-1252').decode(bytes) : null
  }
}

const isSpreadsheet = (bytes: Uint8Array): boolean =>
  begins(bytes, 0x50, 0x4b, 0x03, 0x04) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)

interface Parsed {
  readonly record: string[]
  readonly info: { readonly lines: number }
}

const recordsOf = (text: string, delimiter: string, to: number): readonly Parsed[] =>
  parse(text, {
    delimiter,
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    // A screen of 27" is no quotation.
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    to,
  }) as unknown as readonly Parsed[]

/** The first lines, without one that may be cut off. */
const beginningOf = (text: string): string => {
  const some = text.slice(0, LOOKED_AT)
  return some.length < text.length ? some.slice(0, Math.max(0, some.lastIndexOf('\n'))) : some
}

/** The separator by which the header has the most cells and the rows below it as many. */
function separatorOf(text: string): string {
  const scored = SEPARATORS.map((separator) => {
    try {
      const [header, ...rows] = recordsOf(beginningOf(text), separator, 20)
      const width = header?.record.length ?? 0
      const alike = rows.filter(({ record }) => record.length === width).length
      return { separator, score: width < 2 ? 0 : width * (1 + alike / Math.max(1, rows.length)) }
    } catch {
      // A quotation that is cut off says nothing about separators.
      return { separator, score: 0 }
    }
  })
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).separator
}

const lineOf = ({ record, info }: Parsed): number =>
  info.lines - record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)

/**
 * Reads a table from a file, however it is written: with commas, semicolons, tabs or bars; in Unicode with a mark or
 * without, or in Windows' Western alphabet; with any line ends and quotations. Empty lines and rows are left out.
 */
export function readCsv(bytes: Uint8Array): { readonly file: CsvFile } | { readonly fault: CsvFault } {
  if (isSpreadsheet(bytes)) return { fault: 'spreadsheet' }
  const whole = textOf(bytes)?.replace(/^\uFEFF/, '')
  if (whole === undefined) return { fault: 'not-text' }
  // Excel's own way to say what separates cells.
  const told = /^"?sep=([^\r\n])"?(?:\r\n|\n|\r)/i.exec(whole)
  const text = told ? whole.slice(told[0].length) : whole
  if (text.trim() === '') return { fault: 'empty' }
  const separator = told?.[1] ?? separatorOf(text)
  try {
    return fileOf(recordsOf(text, separator, CSV_LIMITS.rows + 2), separator, told ? 1 : 0)
  } catch (error) {
    if (error instanceof CsvError) return { fault: 'open-quote' }
    throw error
  }
}

function fileOf(
  records: readonly Parsed[],
  separator: string,
  linesBefore: number,
): { readonly file: CsvFile } | { readonly fault: CsvFault } {
  const [header, ...others] = records
  const rows = others.filter(({ record }) => record.some((cell) => cell.trim() !== ''))
  if (!header || rows.length === 0) return { fault: header ? 'no-rows' : 'empty' }
  if (header.record.length > CSV_LIMITS.columns) return { fault: 'too-many-columns' }
  if (rows.length > CSV_LIMITS.rows) return { fault: 'too-many-rows' }
  return {
    file: {
      separator,
      header: header.record.map((cell) => cell.trim()),
      rows: rows.map((row) => ({ line: linesBefore + lineOf(row), cells: row.record })),
    },
  }
}

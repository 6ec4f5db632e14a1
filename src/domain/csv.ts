import { stringify } from 'csv-stringify/sync'
import type { Separator } from './export-words.ts'
import { decimalSign } from './numbers.ts'

/** What a cell of a table holds; a number is written as one, nothing is empty. */
export type Cell = string | number | null

/** Makes spreadsheets read a file as what it is: without it some take UTF-8 for the alphabet of their country. */
export const BYTE_ORDER_MARK = '\uFEFF'

const SIGNS = '=+\\-@\uFF1D\uFF0B\uFF0D\uFF20'
/** How a cell may begin that is run; of tabs and carriage returns in front some programs drop what comes first. */
const BEGINS = `'*[${SIGNS}\\t\\r]`
/** Where else a program that expects other separators begins a cell. */
const BEHIND = '([\\t\\r\\n;,])'
const INSIDE = `'*[${SIGNS}]`

const RISKS = [new RegExp(`^(?=${BEGINS})`), new RegExp(`${BEHIND}(?=${INSIDE})`, 'g')] as const
const MARKS = [new RegExp(`^'(?=${BEGINS})`), new RegExp(`${BEHIND}'(?=${INSIDE})`, 'g')] as const

/**
 * Text that no spreadsheet takes for a formula: `'` stands before each sign that could begin one, at the beginning and
 * wherever a program with other separators would begin a cell. `armed` gives the text back.
 */
export const disarmed = (text: string): string => text.replace(RISKS[0], "'").replace(RISKS[1], "$1'")

/** The text that `disarmed` made safe. */
export const armed = (text: string): string => text.replace(MARKS[0], '').replace(MARKS[1], '$1')

/** Whatever parts cells or rows for some program: stringify quotes only what parts them in this file. */
const PARTING = /[\r\n\t,;|]/

const decimal = (value: number, sign: string): string => String(value).replace('.', sign)

/** Rows of a table as text, each with its line end; texts cannot be run, numbers are written with the locale's sign. */
export function csvRows(rows: readonly (readonly Cell[])[], separator: Separator): string {
  // Where semicolons part the cells, a comma parts the decimals: the two go together in the spreadsheets of a country.
  const sign = separator === ';' ? ',' : '.'
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? decimal(cell, sign) : disarmed(cell ?? ''))),
  )
  return stringify(cells, { delimiter: separator, record_delimiter: '\r\n', quoted_match: PARTING })
}

/** The separator that spreadsheets expect where somebody lives: a comma may stand in numbers there. */
export const separatorFor = (locale: string): Separator => (decimalSign(locale) === ',' ? ';' : ',')

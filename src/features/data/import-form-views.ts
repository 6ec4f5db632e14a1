import { VIEWS } from '../../block-kit/action-ids.ts'
import { context, modal, option, section } from '../../block-kit/blocks.ts'
import type { KnownBlock, View } from '../../block-kit/blocks.ts'
import { choiceInput, fileInput } from '../../block-kit/inputs.ts'
import { clip } from '../../block-kit/limits.ts'
import { bold, code, escape, line } from '../../block-kit/mrkdwn.ts'
import { counted, localWords } from '../../cards/words.ts'
import { CSV_LIMITS } from '../../domain/csv-file.ts'
import type { CsvFault } from '../../domain/csv-file.ts'
import { FIELD_LIMITS } from '../../domain/custom-fields.ts'
import { IMPORT_FIELDS, targetOf } from '../../domain/import-columns.ts'
import type { ImportField, ImportTarget } from '../../domain/import-columns.ts'
import type { Import, ImportRow } from '../../domain/import.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import { PROJECT_NAME_LIMIT } from '../../domain/project-rules.ts'

export type { View }

const TITLE = 'Import tasks'
const MEGABYTE = 1024 * 1024

const named = ({ key, name }: Project): string => `${bold(escape(key))} ${line(name, PROJECT_NAME_LIMIT)}`
export const fileShown = (name: string): string => bold(line(name, 80))

/** What is wrong with a file as a whole, and what would be right. */
const FAULTS: Readonly<Record<CsvFault | 'too-big' | 'gone', string>> = {
  empty: 'That file is empty. Choose one that has a line of column names and rows below it.',
  spreadsheet:
    'That is an Excel file. Save it as CSV in your spreadsheet (File, Save as or Download), and choose that one.',
  'not-text':
    'That file is not a table of text. Choose a CSV file; spreadsheets and other tools save or export as CSV.',
  'open-quote':
    'That file has a quotation mark that is never closed, so its rows cannot be told apart. Mend it, or export the file anew.',
  'no-rows': 'That file has a line of column names and no rows below it.',
  'too-many-rows': `That file has more than ${CSV_LIMITS.rows.toLocaleString('en')} rows. Split it, and import the parts one after the other.`,
  'too-many-columns': `That file has more than ${CSV_LIMITS.columns} columns. Leave out those that no task needs.`,
  'too-big': `That file is larger than ${CSV_LIMITS.bytes / MEGABYTE} MB. Split it, and import the parts one after the other.`,
  gone: 'That file is gone, or Slack does not give it to Runsheet. Choose it again.',
}

export type FileFault = keyof typeof FAULTS

/** The form that takes a file; `fault` is what was wrong with the one before. */
export const fileForm = (project: Project, fault: FileFault | null): View =>
  modal({
    callbackId: VIEWS.importFile,
    title: TITLE,
    submit: 'Next',
    metadata: JSON.stringify({ projectId: project.id }),
    blocks: [
      ...(fault === null ? [] : [section(`:warning: ${FAULTS[fault]}`)]),
      section(
        `Tasks for ${named(project)} from a file of rows: a CSV file of a spreadsheet, or what another tool exports. One row is one task; the first line names the columns.`,
      ),
      fileInput({ blockId: 'file', label: 'File', filetypes: ['csv', 'tsv', 'txt'], optional: false }),
      context(
        `Next you say which column is what, and see a preview; nothing is made before you agree. Up to ${CSV_LIMITS.rows.toLocaleString('en')} rows and ${CSV_LIMITS.bytes / MEGABYTE} MB. ${code('/task export csv')} makes a file that can be read back.`,
      ),
    ],
  })

/** Stands in the modal while something takes its time. */
export const working = (words: string): View =>
  modal({ callbackId: VIEWS.importPreview, title: TITLE, close: 'Close', blocks: [section(words)] })

export const readingFile = (): View => working('Reading your file…')
export const readingRows = (): View => working('Reading the rows…')

/** Stands in the modal where there is nothing to go on with. */
export const importRefused = (text: string): View => working(escape(text))

const LABELS: Readonly<Record<ImportField, string>> = {
  title: 'Title',
  description: 'Description',
  status: 'Status',
  priority: 'Priority',
  owner: 'Owner',
  due: 'Due',
  estimate: 'Estimate',
  labels: 'Labels',
  phase: 'Phase',
  checklist: 'Checklist',
  links: 'Links',
}

const HINTS: Partial<Readonly<Record<ImportField, string>>> = {
  title: 'Rows without a title make no task.',
  owner: 'Names as Slack shows them, real names, or handles. You are asked about names that nobody here has.',
  checklist: 'An item a line.',
}

/** What no column is chosen for. */
export const NO_COLUMN = 'none'

/** In the names of many columns examples would make the form larger than Slack takes. */
const COLUMNS_WITH_EXAMPLES = 40
const WIDE_NAME = 24

const called = (name: string, index: number): string => (name === '' ? `Column ${index + 1}` : name)

/** How columns are called in the choices: with the first that each has in its cells. */
function columnChoices(header: readonly string[], rows: readonly ImportRow[]) {
  const isWide = header.length > COLUMNS_WITH_EXAMPLES
  const choices = header.map((column, index) => {
    const short = clip(called(column, index), isWide ? WIDE_NAME : 40)
    const twice = column !== '' && header.some((other, at) => at !== index && other === column)
    const name = twice ? `${short} (column ${index + 1})` : short
    const cells = rows.map(({ cells }) => (cells[index] ?? '').replaceAll(/\s+/g, ' ').trim())
    const example = cells.find((cell) => cell !== '')
    return option(isWide || example === undefined ? name : `${name} · ${example}`, String(index))
  })
  return [option('Not imported', NO_COLUMN), ...choices]
}

const ROWS_SHOWN = 3
const CELLS_SHOWN = 12

/** The first rows, so that people see that the file was parted as they think. */
function firstRows(rows: readonly ImportRow[]): string {
  const lines = rows.slice(0, ROWS_SHOWN).map(({ line: number, cells }) => {
    const shown = cells.slice(0, CELLS_SHOWN).map((cell) => (cell.trim() === '' ? '–' : line(cell, 30)))
    return `Line ${number}: ${[...shown, ...(cells.length > shown.length ? ['…'] : [])].join(' | ')}`
  })
  return ['The first rows:', ...lines].join('\n')
}

type Reader = Pick<Member, 'zone' | 'locale'>

export interface MappingForm {
  readonly imported: Import
  readonly project: Project
  /** The first rows, as examples. */
  readonly rows: readonly ImportRow[]
  /** An import of the same file that runs now, or whose tasks are still there. */
  readonly before: Pick<Import, 'createdAt' | 'made' | 'state'> | undefined
  readonly reader: Reader
}

const sameWords = ({ state, createdAt, made }: NonNullable<MappingForm['before']>, reader: Reader): string =>
  state === 'running'
    ? 'The same file is being imported into this project at this moment.'
    : `The same file was imported into this project on ${localWords(createdAt, reader.zone, reader.locale)}, and made ${counted(made, 'task')}.`

/** Warns of a file that was imported before. */
export const sameFile = (before: MappingForm['before'], reader: Reader): readonly KnownBlock[] =>
  before === undefined ? [] : [section(`:warning: ${sameWords(before, reader)} If you go on, all of it is made again.`)]

/** The form that says which column is what. */
export function mappingForm({ imported, project, rows, before, reader }: MappingForm): View {
  const { header, mapping, fileName, rowCount } = imported
  const choices = columnChoices(header, rows)
  const select = (target: ImportTarget, label: string, hint?: string): KnownBlock =>
    choiceInput({
      blockId: target,
      label,
      choices,
      value: String(mapping[target] ?? NO_COLUMN),
      optional: false,
      ...(hint === undefined ? {} : { hint }),
    })
  return modal({
    callbackId: VIEWS.importMapping,
    title: TITLE,
    submit: 'Preview',
    metadata: JSON.stringify({ importId: imported.id }),
    blocks: [
      ...sameFile(before, reader),
      section(
        `${fileShown(fileName)}: ${counted(rowCount, 'row')}, ${counted(header.length, 'column')}, for ${named(project)}. Which column is what? Runsheet has guessed by their names.`,
      ),
      ...IMPORT_FIELDS.filter(
        (field) => field !== 'phase' || project.phases.length > 0 || mapping.phase !== undefined,
      ).map((field) => select(field, LABELS[field], HINTS[field])),
      ...project.fields.map((field) => select(targetOf(field), clip(field.name, FIELD_LIMITS.name))),
      context(firstRows(rows)),
    ],
  })
}

/** What stands below the inputs of a mapping that lacks something. */
export const NO_TITLE_COLUMN = 'Choose the column that has the titles: every task needs one.'
/** What stands below the input of a form that was sent without a file. */
export const NO_FILE = { file: 'Choose a file.' }

import type { Command } from './command.ts'
import { incomplete } from './command-clause.ts'
import { readList } from './list-words.ts'
import type { SpeechContext } from './speech.ts'
import type { Token } from './tokens.ts'

/** What a file of tasks is written in. */
export type FileFormat = 'csv' | 'json'

/** What stands between the cells of a table. */
export type Separator = ',' | ';'

const SEPARATORS: ReadonlyMap<string, Separator> = new Map([
  ['comma', ','],
  ['commas', ','],
  ['semicolon', ';'],
  ['semicolons', ';'],
])

/**
 * `export`, `export json WEB overdue`, `export csv semicolon`: a format, then filters as a list takes them.
 *
 * Null where the words do not fit: `Export the logo as svg` is a task. A file has no order and no pages.
 */
export function readExport(tokens: readonly Token[], context: SpeechContext): Command | null {
  const rest = tokens.slice(1)
  const word = wordAt(rest, 0)
  const format: FileFormat = word === 'json' ? 'json' : 'csv'
  const filters = word === 'json' || word === 'csv' ? rest.slice(1) : rest
  const separator = format === 'csv' ? SEPARATORS.get(wordAt(filters, 0) ?? '') : undefined
  const list = readList(separator ? filters.slice(1) : filters, context)
  const clause = { verb: 'export', references: [], rest, tokens, context } as const
  switch (list.kind) {
    case 'list': {
      const { view, save, page, name } = list
      if (view.sort || view.group || save !== null || page !== null) return incomplete(clause, 'file')
      return { kind: 'export', format, separator: separator ?? null, filters: view.filters, name }
    }
    case 'near': {
      const before = tokens.slice(0, tokens.length - (separator ? filters.length - 1 : filters.length))
      return nearMissOf(tokens, [...before, ...list.meant])
    }
    case 'unknown-project':
      return { ...incomplete(clause, 'project'), typed: list.word } as Command
    case 'saved':
    case 'forget':
    case 'incomplete':
      return incomplete(clause, 'file')
    case 'other':
      return null
  }
}

const wordAt = (tokens: readonly Token[], at: number): string | null => {
  const token = tokens[at]
  return token?.kind === 'word' && !token.literal ? token.text.toLowerCase() : null
}

function nearMissOf(tokens: readonly Token[], meant: readonly Pick<Token, 'text' | 'raw'>[]): Command {
  const [typed, suggestion] = [tokens, meant].map((words) => words.map(({ text }) => text).join(' '))
  const line = meant.map(({ raw }) => raw).join(' ')
  return { kind: 'near-miss', typed: typed ?? '', verb: 'export', suggestion: suggestion ?? '', line }
}

import { nearest } from './near.ts'
import { plainText } from './tokens.ts'

/** What a word behind `/runsheet` asks for. */
export const RUNSHEET_WORDS = ['help', 'settings'] as const
export type RunsheetWord = (typeof RUNSHEET_WORDS)[number]

export type RunsheetCommand =
  | { readonly word: RunsheetWord }
  /** `near` is what was perhaps meant. */
  | { readonly word: 'unknown'; readonly typed: string; readonly near: RunsheetWord | null }

const SYNONYMS: ReadonlyMap<string, RunsheetWord> = new Map([
  ...RUNSHEET_WORDS.map((word) => [word, word] as const),
  ['', 'help'],
  ['?', 'help'],
  ['about', 'help'],
  ['setting', 'settings'],
  ['config', 'settings'],
  ['configure', 'settings'],
])

/** Reads what somebody typed behind `/runsheet`, as Slack sends it. */
export function parseRunsheetCommand(said: string): RunsheetCommand {
  const typed = plainText(said).trim()
  const word = SYNONYMS.get(typed.toLowerCase())
  return word ? { word } : { word: 'unknown', typed, near: nearest(typed.toLowerCase(), RUNSHEET_WORDS) }
}

import { parseTokens, stopsCapture } from './capture.ts'
import type { Command, Missing } from './command.ts'
import type { SpeechContext } from './speech.ts'
import type { Token } from './tokens.ts'
import { textOf } from './tokens.ts'
import type { Verb } from './verbs.ts'

/** A verb with the references behind it and what follows them. */
export interface Clause {
  readonly verb: Verb
  readonly references: readonly string[]
  readonly rest: readonly Token[]
  readonly tokens: readonly Token[]
  readonly context: SpeechContext
}

/** Whether a clause has an owner, a date and the like, as a new task has. */
export const saysParts = ({ rest, context }: Clause): boolean => {
  const { parts, problems } = parseTokens(rest, context)
  return parts.length > 0 && !problems.some((problem) => stopsCapture(problem) && problem.code !== 'empty-title')
}

/** The command, unless an owner, a date or the like makes the line a task: `Set WEB-12 live due fri`. */
export const plain = (clause: Clause, command: Command): Command | null => (saysParts(clause) ? null : command)

/** What is said with a move, without the dash or colon before it. */
export const noteOf = (tokens: readonly Token[]): string | null =>
  textOf(tokens)
    .replace(/^(?:[-–—:]\s+|:)/, '')
    .trim() || null

/** Everybody who is named, each once. */
export const membersIn = (tokens: readonly Token[]): readonly string[] => [
  ...new Set(tokens.flatMap((token) => (token.kind === 'mention' ? token.memberId : []))),
]

/** The verb was understood, and something that it needs was not. */
export const incomplete = ({ verb, references, tokens }: Clause, missing: Missing): Command => ({
  kind: 'incomplete',
  verb,
  references,
  missing,
  typed: textOf(tokens),
})

import type { Token } from './tokens.ts'

/** A task's reference as people type it: a project's key, a hyphen, a number, in any case. */
const REFERENCE = /^([A-Z][A-Z0-9]{1,5})[-‐‑–](\d{1,9})$/i

/** The reference that a word is, in capitals; brackets and punctuation around it do not count. */
export function asReference(word: string): string | null {
  const match = REFERENCE.exec(word.replace(/^[([]+|[)\],;:.!?]+$/g, ''))
  return match ? `${(match[1] ?? '').toUpperCase()}-${Number(match[2])}` : null
}

/** The project's key in a reference. */
export const keyOf = (reference: string): string => reference.slice(0, reference.lastIndexOf('-'))

/** All references named in a text, each once. */
export const referencesIn = (tokens: readonly Token[]): readonly string[] => [
  ...new Set(tokens.flatMap((token) => (token.kind === 'word' && !token.literal ? split(token.text) : [])).flat()),
]

const split = (word: string): readonly string[] =>
  word.split(/[,;/]/).flatMap((piece) => {
    const reference = asReference(piece)
    return reference ? [reference] : []
  })

/** References at a place in a line, and the place behind them. */
export interface TakenReferences {
  readonly references: readonly string[]
  readonly next: number
}

/** Takes the references that stand from `from` on, separated by spaces, commas, `and`, `&` or `+`; each once. */
export function takeReferences(tokens: readonly Token[], from: number): TakenReferences {
  const references: string[] = []
  let next = from
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token?.kind !== 'word' || token.literal) break
    const found = allReferences(token.text)
    if (found.length > 0) {
      references.push(...found)
      next = at + 1
    } else if (references.length === 0 || !/^(?:and|&|\+|,|und|et|y)$/i.test(token.text)) break
  }
  return { references: [...new Set(references)], next }
}

/** The references in a word that is nothing but references, such as `WEB-1,WEB-2`. */
function allReferences(word: string): readonly string[] {
  const whole = word.split(/[,;/+&]/).filter((piece) => piece !== '')
  const found = whole.flatMap((piece) => asReference(piece) ?? [])
  return found.length === whole.length ? found : []
}

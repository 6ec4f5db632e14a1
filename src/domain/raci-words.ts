import type { Token } from './tokens.ts'

/** The members that somebody names for one letter of RACI. */
export interface RaciWord {
  readonly role: 'R' | 'A' | 'C' | 'I'
  readonly memberIds: readonly string[]
}

const ROLE = /^(r|a|c|i|responsible|accountable|consulted|informed)[:=]?/i

/** Reads `A:@cleo C: @dev @eve`; null where something else stands there, a role has nobody, or nobody has a role. */
export function readRaci(tokens: readonly Token[]): readonly RaciWord[] | null {
  const roles = new Map<RaciWord['role'], string[]>()
  let current: string[] | null = null
  for (const token of tokens) {
    if (token.kind === 'channel') return null
    if (token.kind === 'word') {
      const role = roleOf(token.text)
      if (role) {
        current = roles.get(role) ?? []
        roles.set(role, current)
      } else if (!/^(?:and|&|,)$/i.test(token.text) && token.memberIds.length === 0) return null
    }
    if (!current) return null
    current.push(...(token.kind === 'mention' ? [token.memberId] : token.memberIds))
  }
  const words = [...roles].map(([role, memberIds]) => ({ role, memberIds: [...new Set(memberIds)] }))
  return words.length > 0 && words.every(({ memberIds }) => memberIds.length > 0) ? words : null
}

/** The role that a word begins with, if a colon, a person or nothing follows. */
function roleOf(word: string): RaciWord['role'] | null {
  const match = ROLE.exec(word)
  const rest = word.slice(match?.[0].length ?? 0)
  if (!match || !(rest === '' || rest.startsWith('@'))) return null
  switch ((match[1] ?? '').charAt(0).toUpperCase()) {
    case 'R':
      return 'R'
    case 'A':
      return 'A'
    case 'C':
      return 'C'
    default:
      return 'I'
  }
}

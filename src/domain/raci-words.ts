import type { Token } from './tokens.ts'

/** The members that somebody names for one letter of RACI. */
export interface RaciWord {
  readonly role: 'R' | 'A' | 'C' | 'I'
  readonly memberIds: readonly string[]
}

const ROLE = /^(r|a|c|i|responsible|accountable|consulted|informed)[:=]?/i
const NOBODY = /^(?:none|nobody|[-–—])$/i

/**
 * Reads `A:@cleo C: @dev @eve I:none`; null where something else stands there, a role has nobody without saying so, or
 * nobody has a role.
 */
export function readRaci(tokens: readonly Token[]): readonly RaciWord[] | null {
  const roles = new Map<RaciWord['role'], Named>()
  let current: Named | null = null
  for (const token of tokens) {
    const role = token.kind === 'word' ? roleOf(token.text) : null
    if (role) {
      current = roles.get(role) ?? { memberIds: new Set(), nobody: false }
      roles.set(role, current)
    }
    if (!current || !isNamed(token, role !== null)) return null
    if (token.kind === 'word' && NOBODY.test(role ? afterRole(token.text) : token.text)) current.nobody = true
    for (const id of peopleIn(token)) current.memberIds.add(id)
  }
  const said = [...roles.values()].every(({ memberIds, nobody }) => memberIds.size > 0 !== nobody)
  return said && roles.size > 0
    ? [...roles].map(([role, { memberIds }]) => ({ role, memberIds: [...memberIds] }))
    : null
}

interface Named {
  readonly memberIds: Set<string>
  nobody: boolean
}

const peopleIn = (token: Token): readonly string[] => {
  if (token.kind === 'channel') return []
  return token.kind === 'mention' ? [token.memberId] : token.memberIds
}

/** Whether a word may stand among the people of a role. */
const isNamed = (token: Token, isRole: boolean): boolean => {
  if (token.kind === 'channel') return false
  return isRole || peopleIn(token).length > 0 || /^(?:and|&|,)$/i.test(token.text) || NOBODY.test(token.text)
}

const afterRole = (word: string): string => word.slice(ROLE.exec(word)?.[0].length ?? 0)

/** The role that a word begins with, if a colon, a person, `none` or nothing follows. */
function roleOf(word: string): RaciWord['role'] | null {
  const match = ROLE.exec(word)
  const rest = afterRole(word)
  if (!match || !(rest === '' || rest.startsWith('@') || NOBODY.test(rest))) return null
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

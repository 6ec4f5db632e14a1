import { plain } from './import-columns.ts'

/** Somebody who can own tasks, by all names that they are known by: handle, display name, real name. */
export interface KnownPerson {
  readonly id: string
  readonly names: readonly string[]
}

/** Who a cell names. */
export type CellPerson = { readonly memberId: string } | { readonly why: 'unknown' | 'several' | 'two-owners' }

/** Finds whom a cell names. */
export type FindPerson = (cell: string) => CellPerson

/** Finds people by what files call them, whatever the case, accents and signs. */
export function peopleFinder(people: readonly KnownPerson[]): FindPerson {
  const byName = new Map<string, Set<string>>()
  for (const { id, names } of people)
    for (const name of new Set(names.map(plain)))
      if (name !== '') byName.set(name, (byName.get(name) ?? new Set()).add(id))
  const ids = new Set(people.map(({ id }) => id))
  const find = (words: string): CellPerson => {
    if (ids.has(words.trim())) return { memberId: words.trim() }
    const [found, ...others] = byName.get(plain(words)) ?? []
    if (found === undefined) return { why: 'unknown' }
    return others.length > 0 ? { why: 'several' } : { memberId: found }
  }
  return (cell) => {
    const whole = find(cell)
    if ('memberId' in whole || whole.why === 'several') return whole
    // `Weber, Ana` is one person, as `Ana; Ben` are two.
    const parts = cell.split(/[,;/&+\n]| and | und /).filter((part) => part.trim() !== '')
    const turned = find(parts.toReversed().join(' '))
    if ('memberId' in turned && parts.length === 2) return turned
    const named = parts.filter((part) => 'memberId' in find(part))
    return named.length > 1 ? { why: 'two-owners' } : whole
  }
}

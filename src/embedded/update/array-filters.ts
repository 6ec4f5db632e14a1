import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { UpdateOptions } from './update.ts'

/** The tests that `arrayFilters` give for `$[name]`, by their names. */
export function arrayFilters({
  arrayFilters: given = [],
  collation,
}: UpdateOptions): ReadonlyMap<string, (item: unknown) => boolean> {
  if (!Array.isArray(given)) fail('TypeMismatch', 'arrayFilters must be an array')
  const filters = new Map<string, (item: unknown) => boolean>()
  for (const filter of given) {
    const [name, more] = isDoc(filter) ? new Set(identifiers(filter)) : []
    if (!isDoc(filter) || name === undefined)
      fail('FailedToParse', 'Cannot use an expression without a top-level field name in arrayFilters')
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
      fail(
        'BadValue',
        `Error parsing array filter: '${name}' is no alphanumeric string beginning with a lowercase letter`,
      )
    if (more !== undefined) fail('FailedToParse', 'Error parsing array filter: Expected a single top-level field name')
    if (filters.has(name))
      fail('FailedToParse', `Found multiple array filters with the same top-level field name ${name}`)
    const matches = matcher(filter, { collation })
    filters.set(name, (item) => matches({ [name]: item }))
  }
  return filters
}

const identifiers = (filter: Doc): string[] =>
  Object.entries(filter).flatMap(([key, value]) => {
    if (!key.startsWith('$')) return [key.split('.')[0] ?? '']
    return Array.isArray(value) ? value.filter(isDoc).flatMap(identifiers) : []
  })

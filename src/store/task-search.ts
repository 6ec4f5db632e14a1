import type { Order, Scoped, TenantCollection, TenantRow } from './tenant-collection.ts'

/** What a search looks at. */
export interface SearchableRow extends TenantRow {
  /** By which it is found. They only grow: the notes' words come to them, and what is no longer true is told apart later. */
  readonly words: readonly string[]
  readonly open: boolean
}

/** Open tasks first, newest first: the order of the index on `words`. */
export const SEARCH_ORDER = { open: -1, _id: -1 } as const satisfies Order<SearchableRow>

/** Of each word that a searched one may stand for so many tasks are read at least. */
const LEAST = 8

const isPerson = (word: string): boolean => word.startsWith('@')

/**
 * The rows that have a word of each group, about `limit` of them; `where` says which ones may be found at all.
 *
 * With several groups the database has to find what they have in common: each is one condition on the same index, and it
 * goes by the one with the fewest rows. A single group is asked for word by word, so that a word of very many rows does
 * not hide the others; people count as one word.
 */
export async function searchRows<Row extends SearchableRow>(
  rows: TenantCollection<Row>,
  where: Scoped<Row>,
  groups: readonly (readonly string[])[],
  limit: number,
): Promise<readonly Row[]> {
  const [only = [], ...others] = groups
  const ask = (asked: readonly (readonly string[])[], most: number): Promise<readonly Row[]> =>
    rows.many({ ...where, $and: asked.map(anyOf) }, { order: SEARCH_ORDER, limit: most })
  if (others.length > 0) return ask(groups, limit)
  const [people, words] = [only.filter(isPerson), only.filter((word) => !isPerson(word))]
  const share = Math.max(LEAST, Math.ceil(limit / words.length))
  const found = [...words.map((word) => ask([[word]], share)), ...(people.length > 0 ? [ask([people], limit)] : [])]
  return [...new Map((await Promise.all(found)).flat().map((row) => [row._id, row])).values()]
}

const anyOf = (words: readonly string[]) => ({ words: words.length === 1 ? words[0] : { $in: [...words] } })

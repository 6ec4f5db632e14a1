import { fail } from '../errors.ts'
import { EMPTY_ARRAY, encodeFields, limitKey } from '../values/keys.ts'
import { isIndex } from '../values/paths.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { Index } from './index-spec.ts'

/** The keys that a document has in an index, none twice; empty where a sparse or partial index leaves it out. */
export interface DocumentKeys {
  readonly keys: readonly Buffer[]
  /** Which fields met an array. */
  readonly multikey: readonly boolean[]
  readonly cut: boolean
}

export const NO_KEYS: DocumentKeys = { keys: [], multikey: [], cut: false }

export function documentKeys(index: Index, doc: Doc): DocumentKeys {
  if (index.partial && !index.partial.matches(doc)) return NO_KEYS
  const multikey = index.fields.map(() => false)
  const tuples: unknown[][] = []
  expand(
    index.fields.map(({ parts }): Walk => ({ value: doc, rest: parts, done: false })),
    multikey,
    tuples,
  )
  if (index.sparse && tuples.every((tuple) => tuple.every((value) => value === undefined))) return NO_KEYS
  const found = new Map<string, { key: Buffer; cut: boolean }>()
  for (const tuple of tuples) {
    const each = limitKey(encodeFields(tuple, index.fields, index.collation?.fold))
    found.set(tuples.length > 1 ? each.key.toString('latin1') : '', each)
  }
  const keys = [...found.values()]
  return { keys: keys.map(({ key }) => key), multikey, cut: keys.some(({ cut }) => cut) }
}

/** How far the way to a field has come; `done` where it ends at other than an array. */
interface Walk {
  readonly value: unknown
  readonly rest: readonly string[]
  readonly done: boolean
}

/** Goes down plain documents as far as it can. */
function descend({ value, rest, done }: Walk): Walk {
  if (done) return { value, rest, done }
  let found = value
  for (const [i, part] of rest.entries()) {
    if (Array.isArray(found)) return { value: found, rest: rest.slice(i), done: false }
    found = isDoc(found) && Object.hasOwn(found, part) ? found[part] : undefined
  }
  return { value: found, rest: [], done: !Array.isArray(found) }
}

/** The values of the index's fields: one tuple, or one for each item of the array on the way. */
function expand(walks: readonly Walk[], multikey: boolean[], tuples: unknown[][]): void {
  const at = walks.map(descend)
  const open = at.filter((walk) => !walk.done)
  const array = open[0]?.value
  if (!Array.isArray(array)) return void tuples.push(at.map((walk) => walk.value))
  if (open.some((walk) => walk.value !== array)) fail('CannotIndexParallelArrays', 'cannot index parallel arrays')
  const onward = (step: (walk: Walk) => Walk): void =>
    expand(
      at.map((walk) => (walk.done ? walk : step(walk))),
      multikey,
      tuples,
    )
  if (open.every(({ rest: [part] }) => isPosition(part, array)))
    return onward(({ rest: [part, ...rest] }) => ({ value: array[Number(part)], rest, done: false }))
  for (const [i, walk] of at.entries()) if (!walk.done) multikey[i] = true
  if (array.length === 0) onward(({ rest }) => ended(rest.length === 0 ? EMPTY_ARRAY : undefined))
  for (const item of array) onward(({ rest }) => intoItem(item, rest))
}

/** Whether a part of a path counts the array's items rather than names fields of them. */
const isPosition = (part: string | undefined, array: readonly unknown[]): boolean =>
  part !== undefined && isIndex(part) && !array.some((item) => isDoc(item) && Object.hasOwn(item, part))

const ended = (value: unknown): Walk => ({ value, rest: [], done: true })

/** One item of the array: itself where the path ends, else the way goes on in it if it is a document. */
function intoItem(item: unknown, rest: readonly string[]): Walk {
  if (rest.length === 0) return ended(item)
  return isDoc(item) ? { value: item, rest, done: false } : ended(undefined)
}

import { fail } from '../errors.ts'
import { termsOf } from '../query/text.ts'
import { EMPTY_ARRAY, encodeField, limitKey } from '../values/keys.ts'
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

const NONE: DocumentKeys = { keys: [], multikey: [], cut: false }

export function documentKeys(index: Index, doc: Doc): DocumentKeys {
  if (index.partial && !index.partial.matches(doc)) return NONE
  const multikey = index.fields.map(() => false)
  const tuples = index.fields.length > 0 ? extract(index, doc, multikey) : [[]]
  if (index.sparse && tuples.every((tuple) => tuple.every((value) => value === undefined))) return NONE
  const terms = index.text ? Array.from(termsOf(index.text, doc), (term) => encodeField(term, false)) : [EMPTY]
  const keys = tuples.flatMap((tuple) => terms.map((term) => limitKey(encoded(index, tuple, term))))
  const unlike = keys.length < 2 ? keys : [...new Map(keys.map((each) => [each.key.toString('latin1'), each])).values()]
  return { keys: unlike.map(({ key }) => key), multikey, cut: unlike.some(({ cut }) => cut) }
}

function encoded({ fields, collation }: Index, tuple: readonly unknown[], term: Buffer): Buffer {
  const parts = tuple.map((value, i) => encodeField(value, fields[i]?.descending === true, collation?.fold))
  const [only] = parts
  return only && parts.length === 1 && term.length === 0 ? only : Buffer.concat([...parts, term])
}

const EMPTY = Buffer.alloc(0)

/** The values of the index's fields: one tuple, or one for each item of the array on the way. */
function extract(index: Index, doc: Doc, multikey: boolean[]): unknown[][] {
  const start = index.fields.map(({ parts }): Walk => ({ value: doc, rest: parts, done: false }))
  const tuples: unknown[][] = []
  expand(start, multikey, tuples)
  return tuples
}

interface Walk {
  readonly value: unknown
  readonly rest: readonly string[]
  readonly done: boolean
}

/** Goes down plain documents as far as it can; `done` where it ends at other than an array. */
function descend({ value, rest, done }: Walk): Walk {
  if (done) return { value, rest, done }
  let found = value
  for (let i = 0; i < rest.length; i++) {
    if (Array.isArray(found)) return { value: found, rest: rest.slice(i), done: false }
    const part = rest[i] ?? ''
    found = isDoc(found) && Object.hasOwn(found, part) ? found[part] : undefined
  }
  return { value: found, rest: [], done: !Array.isArray(found) }
}

function expand(walks: readonly Walk[], multikey: boolean[], tuples: unknown[][]): void {
  const at = walks.map(descend)
  const open = at.filter((walk) => !walk.done)
  const array = open[0]?.value
  if (!Array.isArray(array)) return void tuples.push(at.map((walk) => walk.value))
  if (open.some((walk) => walk.value !== array)) {
    fail(171, 'cannot index parallel arrays')
  }
  const positional = open.every(
    ({ rest: [part] }) =>
      part !== undefined && isIndex(part) && !array.some((item) => isDoc(item) && Object.hasOwn(item, part)),
  )
  if (positional)
    return expand(
      at.map((walk) => (walk.done ? walk : byIndex(walk, array))),
      multikey,
      tuples,
    )
  for (const [i, walk] of at.entries()) if (!walk.done) multikey[i] = true
  if (array.length === 0) {
    tuples.push(at.map((walk) => (walk.done ? walk.value : walk.rest.length === 0 ? EMPTY_ARRAY : undefined)))
    return
  }
  for (const item of array)
    expand(
      at.map((walk) => (walk.done ? walk : step(walk, item))),
      multikey,
      tuples,
    )
}

const byIndex = ({ rest }: Walk, array: readonly unknown[]): Walk => ({
  value: array[Number(rest[0])],
  rest: rest.slice(1),
  done: false,
})

/** One item of the array: itself where the path ends, else the way goes on in it if it is a document. */
function step({ rest }: Walk, item: unknown): Walk {
  if (rest.length === 0) return { value: item, rest, done: true }
  return isDoc(item) ? { value: item, rest, done: false } : { value: undefined, rest: [], done: true }
}

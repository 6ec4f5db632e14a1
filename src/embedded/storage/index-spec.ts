import { matcher } from '../query/match.ts'
import type { Predicate } from '../query/match.ts'
import { collationOf } from '../values/collation.ts'
import type { Collation } from '../values/collation.ts'
import { splitPath } from '../values/paths.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { indexPrefix } from './view.ts'

export interface IndexField {
  readonly path: string
  readonly parts: readonly string[]
  readonly descending: boolean
}

/** An index, ready for use. `spec` is what `listIndexes` shows. */
export interface Index {
  readonly id: number
  readonly name: string
  readonly spec: Doc
  readonly prefix: Buffer
  readonly fields: readonly IndexField[]
  readonly unique: boolean
  readonly sparse: boolean
  readonly partial: { readonly filter: Doc; readonly matches: Predicate } | undefined
  readonly collation: Collation | undefined
  readonly expireAfterSeconds: number | undefined
  /** For each field: some document has an array there. Once true it stays so. */
  multikey: readonly boolean[]
  /** Some key was too long and is cut: the index no longer gives an order. */
  cut: boolean
}

/** Builds an index from its stored or requested specification, which is valid by now. */
export function indexOf(spec: Doc, id: number): Index {
  const { name, key, unique, sparse, partialFilterExpression: filter, expireAfterSeconds: seconds } = spec
  const fields = Object.entries(key as Doc).map(([path, direction]) => ({
    path,
    parts: splitPath(path),
    descending: Number(direction) < 0,
  }))
  return {
    id,
    name: String(name),
    spec,
    prefix: indexPrefix(id),
    fields,
    unique: unique === true || name === '_id_',
    sparse: sparse === true,
    partial: isDoc(filter) ? { filter, matches: matcher(filter) } : undefined,
    collation: collationOf(spec['collation']),
    expireAfterSeconds: isNumber(seconds) ? Number(seconds) : undefined,
    multikey: fields.map(() => false),
    cut: false,
  }
}

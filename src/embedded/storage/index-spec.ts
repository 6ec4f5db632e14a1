import { matcher } from '../query/match.ts'
import type { Predicate } from '../query/match.ts'
import { textIndexOf } from '../query/text.ts'
import type { TextIndex } from '../query/text.ts'
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
  readonly hidden: boolean
  readonly partial: { readonly filter: Doc; readonly matches: Predicate } | undefined
  readonly collation: Collation | undefined
  readonly expireAfterSeconds: number | undefined
  readonly text: TextIndex | undefined
  /** For each field: some document has an array there. Once true it stays so. */
  multikey: readonly boolean[]
  /** Some key was too long and is cut: the index no longer gives an order. */
  cut: boolean
}

/** Builds an index from its stored or requested specification, which is valid by now. */
export function indexOf(spec: Doc, id: number): Index {
  const key = spec['key'] as Doc
  const fields = Object.entries(key)
    .filter(([path, direction]) => direction !== 'text' && path !== '_ftsx')
    .map(([path, direction]) => ({ path, parts: splitPath(path), descending: Number(direction) < 0 }))
  const filter = spec['partialFilterExpression']
  const seconds = spec['expireAfterSeconds']
  return {
    id,
    name: String(spec['name']),
    spec,
    prefix: indexPrefix(id),
    fields,
    unique: spec['unique'] === true || spec['name'] === '_id_',
    sparse: spec['sparse'] === true,
    hidden: spec['hidden'] === true,
    partial: isDoc(filter) ? { filter, matches: matcher(filter) } : undefined,
    collation: collationOf(spec['collation']),
    expireAfterSeconds: isNumber(seconds) ? Number(seconds) : undefined,
    text: textIndexOf(spec),
    multikey: fields.map(() => false),
    cut: false,
  }
}

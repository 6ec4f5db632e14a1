import type { Call } from '../context.ts'
import { fail } from '../errors.ts'
import type { Collection } from '../storage/catalog.ts'
import { documentRange } from '../storage/documents.ts'
import { within } from '../storage/view.ts'
import type { ReadView } from '../storage/view.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

/** How much a collection holds. Reads it whole: for people who look, not for paths that are hot. */
export function collectionFacts(view: ReadView, collection: Collection): Doc {
  let size = 0
  for (const { value } of view.range(documentRange(collection))) size += value.length
  const indexSizes: Doc = {}
  let totalIndexSize = 0
  for (const { name, prefix } of collection.indexes) {
    let bytes = 0
    for (const { key, value } of view.range(within(prefix))) bytes += key.length + value.length
    indexSizes[name] = bytes
    totalIndexSize += bytes
  }
  const count = view.countOf(collection)
  return {
    ns: collection.ns,
    size,
    count,
    ...(count > 0 ? { avgObjSize: Math.round(size / count) } : {}),
    storageSize: size,
    capped: false,
    nindexes: collection.indexes.length,
    indexSizes,
    totalIndexSize,
    totalSize: size + totalIndexSize,
    scaleFactor: 1,
  }
}

/** The documents of `$collStats` and `$indexStats`. */
export function* factsOf(
  call: Call,
  collection: Collection | undefined,
  kind: '$collStats' | '$indexStats',
  operand: unknown,
): Iterable<Doc> {
  if (!collection) fail('NamespaceNotFound', 'Collection not found')
  if (kind === '$indexStats') {
    for (const { name, spec } of collection.indexes)
      yield {
        name,
        key: spec['key'],
        spec,
        host: call.connection.address,
        accesses: { ops: 0, since: call.shared.started },
      }
    return
  }
  const wanted = isDoc(operand) ? operand : {}
  const count = call.view.countOf(collection)
  yield {
    ns: collection.ns,
    host: call.connection.address,
    localTime: call.shared.now(),
    ...('count' in wanted ? { count } : {}),
    ...('storageStats' in wanted ? { storageStats: collectionFacts(call.view, collection) } : {}),
  }
}

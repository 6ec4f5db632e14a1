import type { Call } from '../context.ts'
import { fail } from '../errors.ts'
import type { Collection } from '../storage/catalog.ts'
import type { Doc } from '../values/types.ts'
import { booleanField, docField } from './common.ts'

/** A view is a name for a pipeline on a collection: it holds nothing itself and is read by `aggregate` alone. */
export const isView = (collection: Collection | undefined): boolean => collection?.options['viewOn'] !== undefined

export interface Resolved {
  readonly collection: Collection | undefined
  readonly pipeline: readonly unknown[]
}

/** The collection that a view, or a view of a view, stands on, and the pipeline that leads from there. */
export function resolveView(call: Call, collection: Collection | undefined, pipeline: readonly unknown[]): Resolved {
  if (!collection || !isView(collection)) return { collection, pipeline }
  const { viewOn, pipeline: own } = collection.options
  const under = call.shared.catalog.find(`${call.db}.${String(viewOn)}`)
  return resolveView(call, under, [...(Array.isArray(own) ? own : []), ...pipeline])
}

/** A `find` on a view as the `aggregate` that answers it. */
export function findAsAggregate(call: Call): Call {
  const { body } = call
  const pipeline: Doc[] = [{ $match: docField(body, 'filter') }]
  for (const [name, stage] of [
    ['sort', '$sort'],
    ['skip', '$skip'],
    ['limit', '$limit'],
    ['projection', '$project'],
  ] as const) {
    const value = body[name]
    const empty =
      value === undefined ||
      value === 0 ||
      (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
    if (!empty) pipeline.push({ [stage]: value })
  }
  if (booleanField(body, 'singleBatch')) fail('NotImplemented', 'singleBatch on a view is not supported')
  const { collation, let: variables, batchSize } = body
  const options = {
    ...(collation === undefined ? {} : { collation }),
    ...(variables === undefined ? {} : { let: variables }),
  }
  const cursor = batchSize === undefined ? {} : { batchSize }
  return {
    ...call,
    name: 'aggregate',
    body: { aggregate: body['find'], pipeline, cursor, ...options, lsid: body['lsid'] },
  }
}

/** Refuses to write to a view, or to do with it what only a collection can. */
export function noView(collection: Collection | undefined): void {
  if (isView(collection))
    fail('CommandNotSupportedOnView', `Namespace ${collection?.ns ?? ''} is a view, not a collection`)
}

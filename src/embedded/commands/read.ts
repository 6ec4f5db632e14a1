import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { findProjection } from '../pipeline/find-projection.ts'
import { prepare } from '../query/find.ts'
import { encode } from '../values/encode.ts'
import { identity } from '../values/keys.ts'
import { reach, splitPath } from '../values/paths.ts'
import { isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { documentsOf } from './aggregate.ts'
import {
  booleanField,
  collectionOf,
  collectionOrView,
  docField,
  isView,
  namespaceOf,
  numberField,
  searchOf,
} from './common.ts'
import type { Question } from './common.ts'
import { cursorReply } from './cursors.ts'

const FIND = 'filter sort projection hint skip limit batchSize singleBatch collation let allowDiskUse noCursorTimeout'
/** Options of a find that this server does not have. */
const NOT_SUPPORTED = 'min max returnKey showRecordId tailable awaitData allowPartialResults oplogReplay'

/** What a command asks whose filter is in a field of its own. */
function questionOf(call: Call, filter: string): Question {
  const ns = namespaceOf(call)
  const collection = collectionOf(call, ns)
  return { ns, collection, search: searchOf(call, collection, call.body, filter) }
}

export function findQuestion(call: Call): Question {
  const { ns, collection, search } = questionOf(call, 'filter')
  const [skip, limit] = [numberField(call.body, 'skip'), numberField(call.body, 'limit')]
  return { ns, collection, search: { ...search, skip, limit } }
}

export const find: Command = {
  fields: `${FIND} ${NOT_SUPPORTED}`,
  transactional: true,
  run(call) {
    const { body, check } = call
    const refused = NOT_SUPPORTED.split(' ').find((name) => body[name] !== undefined && body[name] !== false)
    if (refused !== undefined) fail('NotImplemented', `find option ${refused} is not supported`)
    const { ns, collection, search } = findQuestion(call)
    const shape = findProjection(docField(body, 'projection'), search.filter, search)
    const documents = function* (view: Call['view']): Iterable<Buffer> {
      const rows = prepare({ view, collection, check }, search).rows()
      for (const row of rows) yield shape ? encode(shape(row.doc, search.variables)) : row.bytes
    }
    const batchSize = numberField(body, 'batchSize')
    const all = search.limit !== undefined && search.limit > 0 && batchSize !== undefined && batchSize >= search.limit
    const options = { single: all || booleanField(body, 'singleBatch'), lasting: booleanField(body, 'noCursorTimeout') }
    return cursorReply(call, { ns, collection, documents }, { batchSize, ...options })
  },
}

export function countQuestion(call: Call): Question {
  const { limit } = call.body
  const { ns, collection, search } = questionOf(call, 'query')
  const most = isNumber(limit) ? Math.abs(Number(limit)) : undefined
  return { ns, collection, search: { ...search, skip: numberField(call.body, 'skip'), limit: most } }
}

export const count: Command = {
  fields: 'query limit skip hint collation fields',
  run(call) {
    if (isView(collectionOrView(call, namespaceOf(call)))) return countView(call)
    const { collection, search } = countQuestion(call)
    return { n: prepare({ view: call.view, collection, check: call.check }, search).count(), ok: 1 }
  },
}

function countView(call: Call): Doc {
  if (call.body['skip'] !== undefined || call.body['limit'] !== undefined)
    fail('NotImplemented', 'skip and limit are not supported in a count of a view')
  const [found] = documentsOf(call, [{ $match: docField(call.body, 'query') }, { $count: 'n' }])
  return { n: found?.['n'] ?? 0, ok: 1 }
}

export const distinctQuestion = (call: Call): Question => questionOf(call, 'query')

export const distinct: Command = {
  fields: 'key query collation hint',
  transactional: true,
  run(call) {
    const { key } = call.body
    if (typeof key !== 'string') fail('TypeMismatch', "BSON field 'distinct.key' must be a string")
    const { collection, search } = distinctQuestion(call)
    const found = new Map<string, unknown>()
    const add = (value: unknown): void => {
      const name = identity(value, search.collation?.fold)
      if (value !== undefined && !found.has(name)) found.set(name, value)
    }
    for (const { doc } of prepare({ view: call.view, collection, check: call.check }, search).rows()) {
      reach(doc, splitPath(key), (value) => {
        if (Array.isArray(value)) value.forEach(add)
        else add(value)
        return false
      })
    }
    return { values: [...found.values()], ok: 1 }
  },
}

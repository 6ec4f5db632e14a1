import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { prepare } from '../query/find.ts'
import type { Prepared, Search } from '../query/find.ts'
import type { Plan } from '../query/planner.ts'
import type { Collection } from '../storage/catalog.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { prepareAggregate } from './aggregate.ts'
import { collationFor, collectionOf, docField, namespaceOf, variablesOf } from './common.ts'
import { searchOf } from './read.ts'

/** A plan as MongoDB's explain shows it. */
function stageOf(plan: Plan, search: Search, count: boolean): Doc {
  const filter = plan.exact ? {} : { filter: search.filter }
  const scan = scanOf(plan, filter)
  const sorted = plan.sorted || !search.sort ? scan : { stage: 'SORT', sortPattern: search.sort, inputStage: scan }
  const limited = search.limit ? { stage: 'LIMIT', limitAmount: search.limit, inputStage: sorted } : sorted
  return count ? { stage: 'COUNT', inputStage: limited } : limited
}

function scanOf(plan: Plan, filter: Doc): Doc {
  switch (plan.stage) {
    case 'EOF':
      return { stage: 'EOF' }
    case 'COLLSCAN':
      return { stage: 'COLLSCAN', ...filter, direction: plan.reverse ? 'backward' : 'forward' }
    case 'OR':
      return {
        stage: 'FETCH',
        ...filter,
        inputStage: {
          stage: 'OR',
          inputStages: plan.plans.map((each) => (each.stage === 'EOF' ? { stage: 'EOF' } : indexStage(each))),
        },
      }
    case 'IXSCAN':
      return { stage: plan.index.text ? 'TEXT_MATCH' : 'FETCH', ...filter, inputStage: indexStage(plan) }
  }
}

const indexStage = ({ index, reverse, merge, ranges, bounds }: Plan & { stage: 'IXSCAN' }): Doc => ({
  stage: merge ? 'SORT_MERGE' : 'IXSCAN',
  keyPattern: index.spec['key'],
  indexName: index.name,
  isMultiKey: index.multikey.some(Boolean),
  isUnique: index.unique,
  isSparse: index.sparse,
  isPartial: index.partial !== undefined,
  direction: reverse ? 'backward' : 'forward',
  ranges: ranges.length,
  intervals: bounds,
})

interface Explained {
  readonly ns: string
  readonly collection: Collection | undefined
  readonly search: Search
  readonly kind: string
}

function question(call: Call): Explained {
  const { name, body } = call
  const ns = namespaceOf(call)
  const collection = collectionOf(call, ns)
  const base = {
    collation: collationFor(collection, body),
    hint: body['hint'],
    variables: variablesOf(call, body['let']),
  }
  switch (name) {
    case 'find':
      return { ns, collection, search: searchOf(call, collection), kind: name }
    case 'aggregate': {
      const pipeline = body['pipeline']
      const { work } = prepareAggregate(call, Array.isArray(pipeline) ? pipeline : [])
      return { ns, collection, search: work.split.search, kind: name }
    }
    case 'count':
    case 'distinct':
      return { ns, collection, search: { ...base, filter: docField(body, 'query') }, kind: name }
    case 'findAndModify':
    case 'findandmodify':
      return {
        ns,
        collection,
        search: { ...base, filter: docField(body, 'query'), sort: body['sort'] as Doc | undefined, limit: 1 },
        kind: name,
      }
    case 'update':
    case 'delete': {
      const [statement] = (body[`${name}s`] ?? []) as Doc[]
      const { q, hint, sort, collation, multi, limit } = statement ?? {}
      const single = name === 'update' ? multi !== true : limit === 1
      const search = {
        ...base,
        hint,
        sort: sort as Doc | undefined,
        filter: isDoc(q) ? q : {},
        collation: collationFor(collection, { collation }),
      }
      return { ns, collection, search: single ? { ...search, limit: 1 } : search, kind: name }
    }
    default:
      return fail('CommandNotFound', `Explain failed due to unknown command: ${name}`)
  }
}

function executed(prepared: Prepared, { search, kind }: Explained, now: () => Date): Doc {
  const begun = now().getTime()
  let nReturned = 0
  if (kind === 'count') prepared.count()
  else for (const row of prepared.rows()) nReturned += row.record > 0 ? 1 : 0
  const { keys, documents } = prepared.counters
  const totals = {
    nReturned,
    executionTimeMillis: now().getTime() - begun,
    totalKeysExamined: keys,
    totalDocsExamined: documents,
  }
  const stage = stageOf(prepared.plan, search, kind === 'count')
  return {
    executionSuccess: true,
    ...totals,
    executionStages: { ...stage, nReturned, keysExamined: keys, docsExamined: documents },
  }
}

export const explain: Command = {
  fields: ['verbosity'],
  run(call) {
    const inner = docField(call.body, 'explain')
    const [name = ''] = Object.keys(inner)
    const verbosity = call.body['verbosity'] ?? 'allPlansExecution'
    const asked = question({ ...call, name, body: inner })
    const { collection, search, ns } = asked
    const prepared = collection ? prepare({ view: call.view, collection, check: call.check }, search) : undefined
    const winningPlan = prepared ? stageOf(prepared.plan, search, asked.kind === 'count') : { stage: 'EOF' }
    const queryPlanner = {
      namespace: ns,
      parsedQuery: search.filter,
      indexFilterSet: false,
      winningPlan,
      rejectedPlans: [],
    }
    const stats =
      verbosity === 'queryPlanner' || !prepared ? {} : { executionStats: executed(prepared, asked, call.shared.now) }
    return {
      explainVersion: '1',
      queryPlanner,
      ...stats,
      command: inner,
      serverInfo: { host: call.connection.address, version: '8.0.0' },
      ok: 1,
    }
  },
}

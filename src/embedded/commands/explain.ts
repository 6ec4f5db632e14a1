import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { prepare } from '../query/find.ts'
import type { Prepared, Search } from '../query/find.ts'
import type { IndexPlan, Plan } from '../query/planner.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { aggregateQuestion } from './aggregate.ts'
import { arrayField, collectionOf, docField, namespaceOf, searchOf } from './common.ts'
import type { Question } from './common.ts'
import { readDelete } from './delete.ts'
import { countQuestion, distinctQuestion, findQuestion } from './read.ts'
import { readUpdate } from './update.ts'

/** What the commands ask that can be explained. */
const QUESTIONS: { readonly [name: string]: ((call: Call) => Question) | undefined } = {
  find: findQuestion,
  aggregate: aggregateQuestion,
  count: countQuestion,
  distinct: distinctQuestion,
  findAndModify: modifyQuestion,
  findandmodify: modifyQuestion,
  update: (call) => statementQuestion(call, 'updates'),
  delete: (call) => statementQuestion(call, 'deletes'),
}

function modifyQuestion(call: Call): Question {
  const ns = namespaceOf(call)
  const collection = collectionOf(call, ns)
  return { ns, collection, search: { ...searchOf(call, collection, call.body, 'query'), limit: 1 } }
}

function statementQuestion(call: Call, list: 'updates' | 'deletes'): Question {
  const ns = namespaceOf(call)
  const collection = collectionOf(call, ns)
  const [statement] = arrayField(call.body, list)
  const raw = isDoc(statement) ? statement : {}
  const search = list === 'updates' ? readUpdate(call, collection, raw).search : readDelete(call, collection, raw)
  return { ns, collection, search }
}

/** A plan as MongoDB's explain shows it. */
function stageOf(plan: Plan, { filter, sort, limit }: Search): Doc {
  const scan = scanOf(plan, plan.exact ? {} : { filter })
  const sorted = plan.sorted ? scan : { stage: 'SORT', sortPattern: sort, inputStage: scan }
  return limit ? { stage: 'LIMIT', limitAmount: limit, inputStage: sorted } : sorted
}

function scanOf(plan: Plan, filter: Doc): Doc {
  switch (plan.stage) {
    case 'EOF':
      return { stage: 'EOF' }
    case 'COLLSCAN':
      return { stage: 'COLLSCAN', ...filter, direction: plan.reverse ? 'backward' : 'forward' }
    case 'OR':
      return { stage: 'FETCH', ...filter, inputStage: { stage: 'OR', inputStages: plan.plans.map(indexStage) } }
    case 'IXSCAN':
      return { stage: 'FETCH', ...filter, inputStage: indexStage(plan) }
  }
}

const indexStage = ({ index, reverse, merge, ranges, bounds }: IndexPlan): Doc => ({
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

function executed(prepared: Prepared, stage: Doc, counting: boolean): Doc {
  const begun = performance.now()
  const nReturned = counting ? 0 : [...prepared.rows()].length
  if (counting) prepared.count()
  const { keys: totalKeysExamined, documents: totalDocsExamined } = prepared.counters
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - begun),
    totalKeysExamined,
    totalDocsExamined,
    executionStages: { ...stage, nReturned, keysExamined: totalKeysExamined, docsExamined: totalDocsExamined },
  }
}

export const explain: Command = {
  fields: 'verbosity',
  run(call) {
    const command = docField(call.body, 'explain')
    const [name = ''] = Object.keys(command)
    const ask = QUESTIONS[name] ?? fail('CommandNotFound', `Explain failed due to unknown command: ${name}`)
    const { ns, collection, search } = ask({ ...call, name, body: command })
    const prepared = prepare({ view: call.view, collection, check: call.check }, search)
    const found = stageOf(prepared.plan, search)
    const winningPlan = name === 'count' ? { stage: 'COUNT', inputStage: found } : found
    const stats =
      call.body['verbosity'] === 'queryPlanner' ? undefined : executed(prepared, winningPlan, name === 'count')
    return {
      explainVersion: '1',
      queryPlanner: { namespace: ns, parsedQuery: search.filter, winningPlan, rejectedPlans: [] },
      ...(stats ? { executionStats: stats } : {}),
      command,
      serverInfo: { host: call.connection.address },
      ok: 1,
    }
  },
}

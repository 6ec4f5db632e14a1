import type { Connection } from 'mongoose'

/** What a server said of how it finds what one command asks for. */
export interface Plan {
  readonly collection: string
  readonly filter: object
  readonly stages: readonly string[]
  readonly keys: number
  readonly documents: number
  readonly returned: number
}

/** As the driver keeps it, whose order is certain. */
type Sort = ReadonlyMap<string, number>

interface Asked {
  readonly collection: string
  readonly filter: object
  readonly sort?: Sort
  readonly limit?: number
}

/** Runs `work` and has the server explain the search of each command that it sent, as a find of the same filter. */
export async function plansOf(connection: Connection, work: () => Promise<unknown>): Promise<readonly Plan[]> {
  const asked: Asked[] = []
  const listen = ({ command }: { command: object }): void => {
    asked.push(...searches(command as Command))
  }
  const client = connection.getClient()
  client.on('commandStarted', listen)
  try {
    await work()
  } finally {
    client.off('commandStarted', listen)
  }
  if (asked.length === 0) throw new Error('nothing was asked of the server')
  const plans: Plan[] = []
  for (const search of asked) plans.push(await explain(connection, search))
  return plans
}

type Command = Readonly<Record<string, unknown>> & {
  readonly find?: string
  readonly aggregate?: string
  readonly findAndModify?: string
  readonly update?: string
  readonly delete?: string
  readonly filter?: object
  readonly query?: object
  readonly sort?: Sort
  readonly limit?: number
  readonly pipeline?: readonly { readonly $match?: object }[]
  readonly updates?: readonly { readonly q: object }[]
  readonly deletes?: readonly { readonly q: object }[]
}

function searches(command: Command): readonly Asked[] {
  const { find, aggregate, findAndModify, update, sort, limit } = command
  const order = sort && sort.size > 0 ? { sort } : {}
  if (find) return [{ collection: find, filter: command.filter ?? {}, ...order, ...(limit ? { limit } : {}) }]
  if (aggregate) return [{ collection: aggregate, filter: command.pipeline?.[0]?.$match ?? {} }]
  if (findAndModify) return [{ collection: findAndModify, filter: command.query ?? {}, ...order, limit: 1 }]
  const writes = command.updates ?? command.deletes ?? []
  return writes.map(({ q }) => ({ collection: update ?? command.delete ?? '', filter: q, limit: 1 }))
}

interface Stage {
  readonly stage?: string
  readonly inputStage?: Stage
  readonly inputStages?: readonly Stage[]
  readonly queryPlan?: Stage
}

async function explain(connection: Connection, { collection, filter, sort, limit }: Asked): Promise<Plan> {
  const find = { find: collection, filter, ...(sort && { sort }), ...(limit !== undefined && { limit }) }
  const told = await connection.getClient().db(connection.name).command({ explain: find, verbosity: 'executionStats' })
  const { queryPlanner, executionStats } = told as unknown as {
    queryPlanner: { winningPlan: Stage }
    executionStats: { nReturned: number; totalKeysExamined: number; totalDocsExamined: number }
  }
  return {
    collection,
    filter,
    stages: stagesOf(queryPlanner.winningPlan),
    keys: executionStats.totalKeysExamined,
    documents: executionStats.totalDocsExamined,
    returned: executionStats.nReturned,
  }
}

const stagesOf = (stage: Stage): readonly string[] => [
  ...(stage.stage ? [stage.stage] : []),
  ...[stage.inputStage, stage.queryPlan, ...(stage.inputStages ?? [])].flatMap((inner) =>
    inner ? stagesOf(inner) : [],
  ),
]

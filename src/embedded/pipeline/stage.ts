import type { Search } from '../query/find.ts'
import type { Collation } from '../values/collation.ts'
import type { Doc } from '../values/types.ts'
import type { Variables } from './expression.ts'

/** What stages are read with. */
export interface StageContext {
  readonly collation: Collation | undefined
  /** Finds documents of another collection of the same database. */
  search(collection: string, search: Search): Iterable<Doc>
}

/** Turns a stream of documents into another. */
export type Stage = (docs: Iterable<Doc>, variables: Variables) => Iterable<Doc>

/** Reads a stage's operand. `compile` reads inner pipelines. */
export type MakeStage = (
  operand: unknown,
  context: StageContext,
  compile: (pipeline: unknown, context: StageContext) => Stage,
) => Stage

import type { Search } from '../query/find.ts'
import type { Collation } from '../values/collation.ts'
import type { Doc } from '../values/types.ts'
import type { Variables } from './expression.ts'

/** What stages need of the server. */
export interface StageContext {
  readonly collation: Collation | undefined
  readonly variables: Variables
  /** Documents of another collection of the same database. */
  search(collection: string, search: Search): Iterable<Doc>
  /** Replaces (`$out`) or merges into a collection. */
  write(kind: '$out' | '$merge', operand: unknown, docs: Iterable<Doc>): void
  /** Facts about the collection, for `$collStats` and `$indexStats`. */
  facts(kind: '$collStats' | '$indexStats', operand: unknown): Iterable<Doc>
  /** The relevance of a document found by `$text`. */
  readonly score?: ((doc: Doc) => number) | undefined
}

/** Turns a stream of documents into another. */
export type Stage = (docs: Iterable<Doc>, variables: Variables) => Iterable<Doc>

/** Compiles a stage's operand. `compile` reads inner pipelines. */
export type MakeStage = (
  operand: unknown,
  context: StageContext,
  compile: (pipeline: unknown, context: StageContext) => Stage,
) => Stage

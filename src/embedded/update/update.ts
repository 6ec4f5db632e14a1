import { fail } from '../errors.ts'
import { pipelineOf } from '../pipeline/stages.ts'
import type { Variables } from '../pipeline/expression.ts'
import type { Collation } from '../values/collation.ts'
import { compare } from '../values/compare.ts'
import { splitPath } from '../values/paths.ts'
import { isDoc, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { arrayFilters } from './array-filters.ts'
import { checkId } from './ids.ts'
import { APPLY, NEEDS_VALUE } from './operators.ts'
import type { UpdateContext } from './operators.ts'
import { slotsOf } from './paths.ts'
import type { Positions } from './paths.ts'

export interface UpdateOptions {
  readonly arrayFilters?: unknown
  readonly collation?: Collation | undefined
  readonly variables?: Variables | undefined
  readonly now: Date
}

/** What an update sees of the document it changes. */
export interface Occasion {
  /** The array index that the query matched, for `$`. */
  readonly matched?: number | undefined
  /** An upsert's new document: `$setOnInsert` counts. */
  readonly inserting?: boolean
}

/** Gives the changed document; the one handed in stays as it is. */
export type Update = (doc: Doc, occasion: Occasion) => Doc

/** Compiles an update: operators, a pipeline or a replacement. */
export function updater(update: unknown, options: UpdateOptions): Update {
  if (!isDoc(update) && !Array.isArray(update)) fail('FailedToParse', 'Update argument must be an object or an array')
  if (isDoc(update) && !isReplacement(update)) return keepingId(operatorUpdate(update, options))
  if (options.arrayFilters !== undefined) fail('FailedToParse', 'arrayFilters are for updates by operators')
  return keepingId(isDoc(update) ? replacement(update) : updatePipeline(update, options))
}

export const isReplacement = (update: unknown): boolean =>
  isDoc(update) && Object.keys(update)[0]?.startsWith('$') !== true

function replacement(update: Doc): Update {
  const dollar = Object.keys(update).find((name) => name.startsWith('$'))
  if (dollar !== undefined) fail('DollarPrefixedFieldName', `${dollar} is not allowed in a replacement document`)
  checkId(update['_id'])
  return () => ({ ...update })
}

/** An id never changes, and stays the first field; where it is left out it stays as it was. */
function keepingId(update: Update): Update {
  return (doc, occasion) => {
    const { _id = doc['_id'], ...rest } = update(doc, occasion)
    if (doc['_id'] !== undefined && compare(doc['_id'], _id) !== 0)
      fail('ImmutableField', `Performing an update on the path '_id' would modify the immutable field '_id'`)
    return _id === undefined ? rest : { _id, ...rest }
  }
}

const STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'])

/** An update by a pipeline, of the stages that MongoDB allows there. */
function updatePipeline(pipeline: readonly unknown[], { collation, variables = {} }: UpdateOptions): Update {
  for (const stage of pipeline) {
    const [name = ''] = isDoc(stage) ? Object.keys(stage) : []
    if (!STAGES.has(name)) fail('InvalidOptions', `${name} is not allowed to be used within an update`)
  }
  const run = pipelineOf(pipeline, { collation, search: () => [] })
  return (doc) => {
    const [changed = doc] = run([doc], variables)
    return changed
  }
}

interface Step {
  readonly name: string
  readonly path: string
  readonly parts: readonly string[]
  readonly operand: unknown
  /** Where its value comes to stand: of a renamed field the new name. */
  readonly target: string
}

function operatorUpdate(update: Doc, options: UpdateOptions): Update {
  const steps = stepsOf(update)
  checkConflicts(steps)
  // Fields come in lexicographic order of their paths, numbers as numbers.
  const sorted = steps.toSorted((a, b) => comparePaths(splitPath(a.target), splitPath(b.target)))
  const filters = arrayFilters(options)
  for (const name of filters.keys()) {
    if (!steps.some(({ parts }) => parts.includes(`$[${name}]`)))
      fail('FailedToParse', `The array filter for identifier '${name}' was not used in the update`)
  }
  return (doc, { matched, inserting }) => {
    const next = clone(doc)
    const context = { collation: options.collation, now: options.now }
    for (const step of sorted)
      if (step.name !== '$setOnInsert' || inserting) applyStep(next, step, { matched, filters }, context)
    if ('_id' in doc && !('_id' in next)) fail('ImmutableField', "the immutable field '_id' cannot be removed")
    return next
  }
}

function applyStep(doc: Doc, step: Step, positions: Positions, context: UpdateContext): void {
  const { name, parts, operand } = step
  if (name === '$rename') return rename(doc, step, positions)
  for (const slot of slotsOf(doc, parts, positions, !NEEDS_VALUE.has(name))) {
    if (name === '$unset') slot.unset()
    else APPLY[name]?.(slot, clone(operand), context)
  }
}

function rename(doc: Doc, { parts, target }: Step, positions: Positions): void {
  const [from] = slotsOf(doc, parts, positions, false)
  const value = from?.get()
  if (!from || value === undefined) return
  const [to] = slotsOf(doc, splitPath(target), positions, true)
  from.unset()
  to?.set(value)
}

function stepsOf(update: Doc): Step[] {
  return Object.entries(update).flatMap(([name, fields]) => {
    if (name !== '$rename' && name !== '$unset' && !Object.hasOwn(APPLY, name))
      fail('FailedToParse', `Unknown modifier: ${name}`)
    if (!isDoc(fields))
      fail('FailedToParse', `Modifiers operate on fields but we found type ${typeName(fields)} instead`)
    return Object.entries(fields).map(([path, operand]) => stepOf(name, path, operand))
  })
}

function stepOf(name: string, path: string, operand: unknown): Step {
  const parts = splitPath(path)
  if (parts.includes('')) fail('EmptyFieldName', `The update path '${path}' contains an empty field name.`)
  if (parts.some((part) => part.startsWith('$') && part !== '$' && !part.startsWith('$[')))
    fail('DollarPrefixedFieldName', `'${path}' has a dollar-prefixed field name.`)
  if (parts[0]?.startsWith('$')) fail('BadValue', `Cannot have a positional element in the first position in '${path}'`)
  if (name !== '$rename') return { name, path, parts, operand, target: path }
  if (typeof operand !== 'string' || operand === '' || operand === path)
    fail('BadValue', `The 'to' field for $rename must be another string than '${path}'`)
  return { name, path, parts, operand, target: operand }
}

function checkConflicts(steps: readonly Step[]): void {
  const seen: string[] = []
  for (const { path, target } of steps) {
    for (const each of new Set([path, target])) {
      const other = seen.find((known) => known === each || known.startsWith(`${each}.`) || each.startsWith(`${known}.`))
      if (other !== undefined)
        fail('ConflictingUpdateOperators', `Updating the path '${each}' would create a conflict at '${other}'`)
      seen.push(each)
    }
  }
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [i, part] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    if (part !== other)
      return /^\d+$/.test(part) && /^\d+$/.test(other) ? Number(part) - Number(other) : part < other ? -1 : 1
  }
  return a.length - b.length
}

/** Copies documents and arrays, which updates change in place; other values are never changed. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T
  if (!isDoc(value)) return value
  const copy: Doc = { ...value }
  for (const [key, inner] of Object.entries(copy)) if (typeof inner === 'object') copy[key] = clone(inner)
  return copy as T
}

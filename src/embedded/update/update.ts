import { fail } from '../errors.ts'
import { updatePipeline } from '../pipeline/update-stages.ts'
import type { Variables } from '../pipeline/expression.ts'
import { matcher } from '../query/match.ts'
import type { Collation } from '../values/collation.ts'
import { compare } from '../values/compare.ts'
import { splitPath } from '../values/paths.ts'
import { isDoc, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { checkStored } from './names.ts'
import { APPLY, NEEDS_VALUE } from './operators.ts'
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
  if (Array.isArray(update)) {
    if (options.arrayFilters !== undefined)
      fail('FailedToParse', 'arrayFilters may not be specified for pipeline-syle updates')
    return checkedId(keptId(updatePipeline(update, options)))
  }
  if (!isDoc(update)) fail('FailedToParse', 'Update argument must be either an object or an array')
  const [first] = Object.keys(update)
  if (first?.startsWith('$')) return operatorUpdate(update, options)
  if (options.arrayFilters !== undefined)
    fail('FailedToParse', 'arrayFilters may not be specified for replacement-style updates')
  return replacement(update)
}

export const isReplacement = (update: unknown): boolean =>
  isDoc(update) && Object.keys(update)[0]?.startsWith('$') !== true

function replacement(update: Doc): Update {
  checkStored(update)
  const { _id: own, ...fields } = update
  return checkedId((doc) => {
    const id = doc['_id'] ?? own
    return id === undefined ? { ...fields } : { _id: own ?? id, ...fields }
  })
}

/** A pipeline that drops the id leaves it as it was. */
const keptId =
  (update: Update): Update =>
  (doc, occasion) => {
    const next = update(doc, occasion)
    return '_id' in doc && !('_id' in next) ? { _id: doc['_id'], ...next } : next
  }

/** An id never changes, and stays the first field. */
function checkedId(update: Update): Update {
  return (doc, occasion) => {
    const next = update(doc, occasion)
    const id = doc['_id']
    if (id === undefined) return next
    if (next['_id'] === undefined || compare(id, next['_id']) !== 0) {
      fail('ImmutableField', `Performing an update on the path '_id' would modify the immutable field '_id'`)
    }
    if (Object.keys(next)[0] === '_id') return next
    const { _id, ...rest } = next
    return { _id, ...rest }
  }
}

interface Step {
  readonly name: string
  readonly parts: readonly string[]
  readonly path: string
  readonly operand: unknown
}

function operatorUpdate(update: Doc, options: UpdateOptions): Update {
  const steps = stepsOf(update)
  checkConflicts(steps)
  // Fields come in lexicographic order of their paths, numbers as numbers.
  const sorted = steps.toSorted((a, b) => comparePaths(madeAt(a), madeAt(b)))
  const filters = arrayFilters(options)
  checkFiltersUsed(filters, steps)
  return checkedId((doc, { matched, inserting }) => {
    const next = clone(doc)
    const positions: Positions = { matched, filters, used: new Set() }
    const context = { collation: options.collation, now: options.now, id: doc['_id'] }
    for (const step of sorted) {
      if (step.name === '$setOnInsert' && !inserting) continue
      if (step.name === '$rename') rename(next, step, positions)
      else if (step.name === '$unset') for (const slot of slotsOf(next, step.parts, positions, false)) slot.unset()
      else {
        const slots = slotsOf(next, step.parts, positions, !NEEDS_VALUE.has(step.name))
        for (const slot of slots) APPLY[step.name]?.(slot, clone(step.operand), context)
      }
    }
    return next
  })
}

/** A renamed field counts by its new name. */
const madeAt = ({ name, parts, operand }: Step): readonly string[] =>
  name === '$rename' ? splitPath(String(operand)) : parts

function stepsOf(update: Doc): Step[] {
  return Object.entries(update).flatMap(([name, fields]) => {
    if (name !== '$rename' && name !== '$unset' && !(name in APPLY)) {
      fail(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    }
    if (!isDoc(fields)) {
      fail(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${JSON.stringify(fields)}}`,
      )
    }
    return Object.entries(fields).map(([path, operand]) => stepOf(name, path, operand))
  })
}

function stepOf(name: string, path: string, operand: unknown): Step {
  const parts = splitPath(path)
  if (path === '') fail('EmptyFieldName', 'An empty update path is not valid.')
  if (parts.includes(''))
    fail('EmptyFieldName', `The update path '${path}' contains an empty field name, which is not allowed.`)
  const dollar = parts.find((part) => part.startsWith('$') && part !== '$' && !part.startsWith('$['))
  if (dollar !== undefined)
    fail(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  if (parts[0]?.startsWith('$'))
    fail('BadValue', `Cannot have positional (i.e. '$') element in the first position in path '${path}'`)
  if (name === '$set' || name === '$setOnInsert') checkStored(operand, false)
  if (name === '$rename' && (typeof operand !== 'string' || operand === ''))
    fail('BadValue', `The 'to' field for $rename must be a string: ${path}: ${JSON.stringify(operand)}`)
  return { name, path, parts, operand }
}

function checkConflicts(steps: readonly Step[]): void {
  const seen: string[] = []
  for (const { name, path, operand } of steps) {
    for (const each of name === '$rename' ? [path, String(operand)] : [path]) {
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

function rename(doc: Doc, { path, parts, operand }: Step, positions: Positions): void {
  const target = String(operand)
  if (target === path) fail('BadValue', `The source and target field for $rename must differ: ${path}: "${target}"`)
  const [from] = slotsOf(doc, parts, positions, false)
  const value = from?.get()
  if (!from || value === undefined) return
  const [to] = slotsOf(doc, splitPath(target), positions, true)
  from.unset()
  to?.set(value)
}

function arrayFilters({
  arrayFilters: given,
  collation,
}: UpdateOptions): ReadonlyMap<string, (item: unknown) => boolean> {
  const filters = new Map<string, (item: unknown) => boolean>()
  if (given === undefined) return filters
  if (!Array.isArray(given))
    fail('TypeMismatch', "BSON field 'update.updates.arrayFilters' is the wrong type, expected type 'array'")
  for (const filter of given) {
    if (!isDoc(filter) || Object.keys(filter).length === 0)
      fail('FailedToParse', 'Cannot use an expression without a top-level field name in arrayFilters')
    const [name] = identifiers(filter)
    if (name === undefined || !/^[a-z][a-zA-Z0-9]*$/.test(name))
      fail(
        'BadValue',
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name ?? ''}'`,
      )
    if (new Set(identifiers(filter)).size > 1)
      fail('FailedToParse', 'Error parsing array filter :: caused by :: Expected a single top-level field name')
    if (filters.has(name))
      fail('FailedToParse', `Found multiple array filters with the same top-level field name ${name}`)
    const matches = matcher(filter, { collation })
    filters.set(name, (item) => matches({ [name]: item }))
  }
  return filters
}

function identifiers(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (!key.startsWith('$')) return [key.split('.')[0] ?? '']
    return Array.isArray(value) ? value.flatMap((item) => (isDoc(item) ? identifiers(item) : [])) : []
  })
}

function checkFiltersUsed(filters: ReadonlyMap<string, unknown>, steps: readonly Step[]): void {
  for (const name of filters.keys()) {
    if (!steps.some(({ parts }) => parts.includes(`$[${name}]`))) {
      fail('FailedToParse', `The array filter for identifier '${name}' was not used in the update`)
    }
  }
}

/** Copies documents and arrays, which updates change in place; other values are never changed. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T
  if (!isDoc(value)) return value
  const copy: Doc = {}
  for (const key of Object.keys(value)) copy[key] = clone(value[key])
  return copy as T
}

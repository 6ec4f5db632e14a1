import { fail } from '../errors.ts'
import { isIndex } from '../values/paths.ts'
import { isDoc, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

/** A place in a document that an update writes to: a field of a document or an item of an array. */
export interface Slot {
  readonly path: string
  get(): unknown
  set(value: unknown): void
  unset(): void
}

/** What positional parts of a path stand for. */
export interface Positions {
  /** The index that the query's match in an array gives for `$`. */
  readonly matched: number | undefined
  /** The tests of `$[name]`. */
  readonly filters: ReadonlyMap<string, (item: unknown) => boolean>
}

/** How far an array may be padded with nulls by one update, MongoDB's limit. */
const MAX_PADDING = 1_500_000

/**
 * The places that a path with positional parts stands for in a document. With `create` missing documents on the way
 * are made when a slot is set; without, a path that ends early gives none.
 */
export function slotsOf(doc: Doc, parts: readonly string[], positions: Positions, create: boolean): Slot[] {
  const slots: Slot[] = []
  visit({ container: doc, taken: [] }, parts, { positions, create, slots })
  return slots
}

interface Place {
  readonly container: Doc | unknown[]
  readonly taken: readonly string[]
}

interface Walk {
  readonly positions: Positions
  readonly create: boolean
  readonly slots: Slot[]
}

function visit(place: Place, [part = '', ...rest]: readonly string[], walk: Walk): void {
  for (const name of namesOf(place, part, walk.positions)) step(place, name, rest, walk)
}

function step(
  { container, taken }: Place,
  name: string,
  rest: readonly string[],
  { positions, create, slots }: Walk,
): void {
  const path = [...taken, name]
  const notViable = (part: string | undefined): never =>
    fail('PathNotViable', `Cannot create field '${part}' in element '${path.join('.')}'`)
  if (Array.isArray(container) && !isIndex(name)) return create ? notViable(name) : undefined
  const slot = slotOf(container, name, path.join('.'))
  if (rest.length === 0) return void slots.push(slot)
  const value = slot.get()
  if (isDoc(value) || Array.isArray(value))
    return visit({ container: value, taken: path }, rest, { positions, create, slots })
  if (value !== undefined) return create ? notViable(rest[0]) : undefined
  if (rest.some((part) => part.startsWith('$')))
    fail('BadValue', `The path '${path.join('.')}' must exist in the document in order to apply array updates.`)
  if (create) slots.push(missing(slot, rest))
}

function slotOf(container: Doc | unknown[], name: string, path: string): Slot {
  if (!Array.isArray(container)) {
    return {
      path,
      get: () => (Object.hasOwn(container, name) ? container[name] : undefined),
      set: (value) => void (container[name] = value),
      unset: () => void delete container[name],
    }
  }
  const index = Number(name)
  return {
    path,
    get: () => container[index],
    set(value) {
      if (index - container.length > MAX_PADDING) fail('BadValue', `can't backfill more than ${MAX_PADDING} elements`)
      while (container.length < index) container.push(null)
      container[index] = value
    },
    unset: () => void (index < container.length && (container[index] = null)),
  }
}

/** A path whose documents are made on the way once a value is set; parts that look like an index become fields. */
const missing = (slot: Slot, rest: readonly string[]): Slot => ({
  path: [slot.path, ...rest].join('.'),
  get: () => undefined,
  set: (value) => slot.set(rest.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value)),
  unset: () => undefined,
})

function namesOf({ container, taken }: Place, part: string, { matched, filters }: Positions): readonly string[] {
  if (part === '$')
    return matched === undefined
      ? fail('BadValue', 'The positional operator did not find the match needed from the query.')
      : [String(matched)]
  const [, name] = /^\$\[(.*)\]$/.exec(part) ?? []
  if (name === undefined) return [part]
  if (!Array.isArray(container))
    fail('BadValue', `Cannot apply array updates to non-array element ${taken.join('.')}: ${typeName(container)}`)
  if (name === '') return container.map((_, i) => String(i))
  const test = filters.get(name) ?? fail('BadValue', `No array filter found for identifier '${name}'`)
  return container.flatMap((item, i) => (test(item) ? [String(i)] : []))
}

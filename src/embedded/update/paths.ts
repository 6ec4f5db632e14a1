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
  /** Filled with the names that were used. */
  readonly used: Set<string>
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

function visit(place: Place, parts: readonly string[], walk: Walk): void {
  const [part = '', ...rest] = parts
  for (const name of namesOf(place, part, walk.positions)) step(place, name, rest, walk)
}

function step({ container, taken }: Place, name: string, rest: readonly string[], walk: Walk): void {
  const path = [...taken, name]
  if (Array.isArray(container) && !isIndex(name)) {
    if (!walk.create) return
    fail('PathNotViable', `Cannot create field '${name}' in element {${taken.at(-1) ?? ''}: ${show(container)}}`)
  }
  const slot = slotOf(container, name, path)
  if (rest.length === 0) return void walk.slots.push(slot)
  const value = slot.get()
  if (isDoc(value) || Array.isArray(value)) return visit({ container: value, taken: path }, rest, walk)
  if (value === undefined) {
    if (rest.some((part) => part.startsWith('$'))) {
      fail('BadValue', `The path '${path.join('.')}' must exist in the document in order to apply array updates.`)
    }
    if (walk.create) walk.slots.push(missing(slot, rest, path))
    return
  }
  if (walk.create) fail('PathNotViable', `Cannot create field '${rest[0]}' in element {${name}: ${show(value)}}`)
}

const show = (value: unknown): string => JSON.stringify(value)

function slotOf(container: Doc | unknown[], name: string, path: readonly string[]): Slot {
  const shown = path.join('.')
  if (!Array.isArray(container)) {
    return {
      path: shown,
      get: () => (Object.hasOwn(container, name) ? container[name] : undefined),
      set: (value) => void (container[name] = value),
      unset: () => void delete container[name],
    }
  }
  const index = Number(name)
  return {
    path: shown,
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
function missing(slot: Slot, rest: readonly string[], path: readonly string[]): Slot {
  return {
    path: [...path, ...rest].join('.'),
    get: () => undefined,
    set: (value) => slot.set(rest.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value)),
    unset: () => undefined,
  }
}

function namesOf({ container, taken }: Place, part: string, { matched, filters, used }: Positions): readonly string[] {
  if (part === '$') {
    if (matched === undefined) fail('BadValue', 'The positional operator did not find the match needed from the query.')
    return [String(matched)]
  }
  const named = /^\$\[(.*)\]$/.exec(part)
  if (!named) return [part]
  if (!Array.isArray(container)) {
    fail('BadValue', `Cannot apply array updates to non-array element ${taken.at(-1) ?? ''}: ${typeName(container)}`)
  }
  const [, name = ''] = named
  if (name === '') return container.map((_, i) => String(i))
  used.add(name)
  const test =
    filters.get(name) ??
    fail('BadValue', `No array filter found for identifier '${name}' in path '${[...taken, part].join('.')}'`)
  return container.flatMap((item, i) => (test(item) ? [String(i)] : []))
}

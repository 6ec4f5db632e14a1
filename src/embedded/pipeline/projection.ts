import { fail } from '../errors.ts'
import { isDoc, isNumber, truthy } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { expression } from './expression.ts'
import type { Evaluate, ExpressionContext, Variables } from './expression.ts'

/** Shapes a document. */
export type Shape = (doc: Doc, variables?: Variables) => Doc

/** A tree of the named paths: what to do at each; `true` keeps or, in an exclusion, leaves out. */
type Node = Map<string, Node | true | Evaluate>

/** Compiles `$project` (and what a find's projection shares with it): fields kept, or fields left out, or computed. */
export function projection(spec: Doc, context: ExpressionContext = {}): Shape {
  const { _id: id, ...fields } = spec
  if (Object.keys(spec).length === 0) fail(51_272, 'projection specification must have at least one field')
  const leaves = leavesOf(fields, { emptyAllowed: false })
  const [first] = leaves
  const exclusive = first ? isOff(first.value) : isOff(id)
  const stray = leaves.find(({ value }) => isOff(value) !== exclusive)
  if (stray && exclusive) fail(31_253, `Cannot do inclusion on field ${stray.path} in exclusion projection`)
  if (stray) fail(31_254, `Cannot do exclusion on field ${stray.path} in inclusion projection`)
  const tree: Node = new Map()
  for (const { path, value } of leaves) place(tree, path, isFlag(value) ? true : expression(value, context))
  if (id !== undefined && !isFlag(id)) {
    if (exclusive) fail(31_253, 'Cannot do inclusion on field _id in exclusion projection')
    for (const { path, value } of leavesOf({ _id: id }, { emptyAllowed: false }))
      place(tree, path, expression(value, context))
    // The id stays unless it is left out.
  } else if (isOff(id) === exclusive) tree.set('_id', true)
  if (exclusive) return (doc) => exclude(doc, tree) as Doc
  return (doc, variables) => compute(include(doc, tree) as Doc, tree, { root: doc, variables, replace: false })
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumber(value)
const isOff = (value: unknown): boolean => isFlag(value) && !truthy(value)

interface Leaf {
  readonly path: string
  readonly value: unknown
}

/** The paths and their values, inner documents taken apart; operators are values. */
function leavesOf(spec: Doc, how: { emptyAllowed: boolean }, prefix = ''): readonly Leaf[] {
  return Object.entries(spec).flatMap(([name, value]): readonly Leaf[] => {
    if (name.startsWith('$')) fail(16_410, "FieldPath field names may not start with '$'.")
    const [inner] = isDoc(value) ? Object.keys(value) : []
    const empty = isDoc(value) && inner === undefined
    if (empty && !how.emptyAllowed) fail(51_270, 'An empty sub-projection is not a valid value')
    if (!isDoc(value) || empty || inner?.startsWith('$')) return [{ path: prefix + name, value }]
    return leavesOf(value, how, `${prefix}${name}.`)
  })
}

/** Puts a leaf into the tree; refuses paths of which one is a part of the other. */
function place(tree: Node, path: string, leaf: true | Evaluate): void {
  const parts = path.split('.')
  if (parts.includes('')) fail(path === '' ? 40_352 : 15_998, 'FieldPath field names may not be empty strings.')
  const last = parts.pop() ?? ''
  let at = tree
  for (const part of parts) {
    const known = at.get(part)
    if (known && !(known instanceof Map)) fail(31_249, `Path collision at ${path}`)
    const inner: Node = known ?? new Map<string, Node>()
    at.set(part, inner)
    at = inner
  }
  if (at.has(last)) fail(31_250, `Path collision at ${path}`)
  at.set(last, leaf)
}

const DROPPED = Symbol('dropped')

function include(value: unknown, tree: Node): unknown {
  if (Array.isArray(value)) return value.map((item) => include(item, tree)).filter((item) => item !== DROPPED)
  if (!isDoc(value)) return DROPPED
  const out: Doc = {}
  for (const key of Object.keys(value)) {
    const node = tree.get(key)
    const kept = node === true ? value[key] : node instanceof Map ? include(value[key], node) : DROPPED
    if (kept !== DROPPED) out[key] = kept
  }
  return out
}

function exclude(value: unknown, tree: Node): unknown {
  if (Array.isArray(value)) return value.map((item) => exclude(item, tree))
  if (!isDoc(value)) return value
  const out: Doc = {}
  for (const key of Object.keys(value)) {
    const node = tree.get(key)
    if (node !== true) out[key] = node instanceof Map ? exclude(value[key], node) : value[key]
  }
  return out
}

interface Scope {
  readonly root: Doc
  readonly variables: Variables | undefined
  /** What is no document on the way to a computed field becomes one. */
  readonly replace: boolean
}

/** Sets the computed leaves. */
function compute(value: Doc, tree: Node, scope: Scope): Doc {
  let out = value
  for (const [name, node] of tree) {
    if (node === true) continue
    if (out === value) out = { ...value }
    const next = node instanceof Map ? computeInner(out[name], node, scope) : node(scope.root, scope.variables)
    if (next === undefined) delete out[name]
    else out[name] = next
  }
  return out
}

function computeInner(value: unknown, tree: Node, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => computeInner(item, tree, scope) ?? item)
  if (isDoc(value)) return compute(value, tree, scope)
  const made = compute({}, tree, scope)
  return scope.replace || Object.keys(made).length > 0 ? made : value
}

/** Compiles `$addFields` and `$set`. */
export function setFields(spec: Doc, context: ExpressionContext = {}): Shape {
  if (Object.keys(spec).length === 0) fail(40_177, 'Invalid $addFields: specification must have at least one field')
  const tree: Node = new Map()
  for (const { path, value } of leavesOf(spec, { emptyAllowed: true })) place(tree, path, expression(value, context))
  return (doc, variables) => compute(doc, tree, { root: doc, variables, replace: true })
}

/** Compiles `$unset`. */
export function unsetFields(paths: readonly unknown[]): Shape {
  const tree: Node = new Map()
  for (const path of paths)
    place(tree, typeof path === 'string' ? path : fail(31_120, '$unset needs a string or strings'), true)
  return (doc) => exclude(doc, tree) as Doc
}

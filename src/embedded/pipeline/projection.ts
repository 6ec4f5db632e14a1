import { fail } from '../errors.ts'
import { isDoc, isNumber } from '../values/types.ts'
import { truthy } from '../values/truth.ts'
import type { Doc } from '../values/types.ts'
import { expression } from './expression.ts'
import type { Evaluate, ExpressionContext, Variables } from './expression.ts'

/** Shapes a document. */
export type Shape = (doc: Doc, variables?: Variables) => Doc

/** A tree of the named paths: what to do at each. */
export type Node = Map<string, Node | true | Evaluate>

interface Kinds {
  include: boolean
  exclude: boolean
}

/** Compiles `$project` (and what a find's projection shares with it): fields kept, or fields left out, or computed. */
export function projection(spec: Doc, context: ExpressionContext = {}): Shape {
  if (Object.keys(spec).length === 0)
    fail(51_272, 'Invalid $project :: caused by :: projection specification must have at least one field')
  const kinds: Kinds = { include: false, exclude: false }
  const tree: Node = new Map()
  for (const [path, value] of Object.entries(spec)) if (path !== '_id') add(tree, path, value, { kinds, context })
  addId(tree, spec['_id'], { kinds, context })
  if (kinds.exclude) return (doc) => exclude(doc, tree) as Doc
  return (doc, variables) => compute(include(doc, tree) as Doc, tree, { root: doc, variables }, false)
}

/** The id stays unless it is left out; alone it decides whether the other fields stay. */
function addId(tree: Node, id: unknown, how: { kinds: Kinds; context: ExpressionContext }): void {
  const { kinds } = how
  const flag = id === undefined || isFlag(id)
  const drop = id !== undefined && flag && !truthy(id)
  if (!kinds.include && !kinds.exclude) kinds[drop ? 'exclude' : 'include'] = true
  if (!flag) add(tree, '_id', id, how)
  else if (drop ? kinds.exclude : kinds.include) tree.set('_id', true)
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumber(value)

function add(
  tree: Node,
  path: string,
  value: unknown,
  { kinds, context }: { kinds: Kinds; context: ExpressionContext },
): void {
  if (path === '') fail(40_352, 'FieldPath cannot be constructed with empty string')
  if (path.startsWith('$'))
    fail(16_410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.")
  if (isDoc(value) && !Object.keys(value)[0]?.startsWith('$')) {
    if (Object.keys(value).length === 0)
      fail(51_270, 'An empty sub-projection is not a valid value. Found empty object at path')
    for (const [name, inner] of Object.entries(value)) add(tree, `${path}.${name}`, inner, { kinds, context })
    return
  }
  const keep = isFlag(value) ? truthy(value) : undefined
  if (keep === false) {
    if (kinds.include) fail(31_254, `Cannot do exclusion on field ${path} in inclusion projection`)
    kinds.exclude = true
  } else {
    if (kinds.exclude) fail(31_253, `Cannot do inclusion on field ${path} in exclusion projection`)
    kinds.include = true
  }
  place(tree, path.split('.'), keep === undefined ? expression(value, context) : true, path)
}

/** Puts a leaf into the tree; refuses paths of which one is a part of the other. */
export function place(tree: Node, parts: readonly string[], leaf: true | Evaluate, path: string): void {
  const [part = '', ...rest] = parts
  if (part === '') fail(15_998, 'FieldPath field names may not be empty strings.')
  const known = tree.get(part)
  if (rest.length === 0) {
    if (known) fail(31_250, `Path collision at ${path}`)
    tree.set(part, leaf)
    return
  }
  if (known && !(known instanceof Map)) fail(31_249, `Path collision at ${path} remaining portion ${rest.join('.')}`)
  const inner: Node = known instanceof Map ? known : new Map()
  tree.set(part, inner)
  place(inner, rest, leaf, path)
}

const DROPPED = Symbol('dropped')

function include(value: unknown, tree: Node): unknown {
  if (Array.isArray(value)) return value.map((item) => include(item, tree)).filter((item) => item !== DROPPED)
  if (!isDoc(value)) return DROPPED
  const out: Doc = {}
  for (const key of Object.keys(value)) {
    const node = tree.get(key)
    if (node === true) out[key] = value[key]
    else if (node instanceof Map) {
      const inner = include(value[key], node)
      if (inner !== DROPPED) out[key] = inner
    }
  }
  return out
}

function exclude(value: unknown, tree: Node): unknown {
  if (Array.isArray(value)) return value.map((item) => exclude(item, tree))
  if (!isDoc(value)) return value
  const out: Doc = {}
  for (const key of Object.keys(value)) {
    const node = tree.get(key)
    if (node === undefined) out[key] = value[key]
    else if (node instanceof Map) out[key] = exclude(value[key], node)
  }
  return out
}

interface Scope {
  readonly root: Doc
  readonly variables: Variables | undefined
}

/** Sets the computed leaves; `replace` also turns what is no document on the way into one. */
function compute(value: Doc, tree: Node, scope: Scope, replace: boolean): Doc {
  let out = value
  for (const [name, node] of tree) {
    if (node === true) continue
    if (out === value) out = { ...value }
    const next =
      typeof node === 'function' ? node(scope.root, scope.variables) : computeInner(out[name], node, scope, replace)
    if (next === undefined) delete out[name]
    else out[name] = next
  }
  return out
}

function computeInner(value: unknown, tree: Node, scope: Scope, replace: boolean): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => computeInner(item, tree, scope, replace) ?? item)
  if (isDoc(value)) return compute(value, tree, scope, replace)
  const made = hasComputed(tree) ? compute({}, tree, scope, replace) : {}
  return replace || Object.keys(made).length > 0 ? made : value
}

const hasComputed = (tree: Node): boolean =>
  [...tree.values()].some((node) => typeof node === 'function' || (node instanceof Map && hasComputed(node)))

/** Compiles `$addFields` and `$set`. */
export function setFields(spec: Doc, context: ExpressionContext = {}): Shape {
  const tree: Node = new Map()
  addComputed(tree, spec, '', context)
  return (doc, variables) => compute(doc, tree, { root: doc, variables }, true)
}

function addComputed(tree: Node, spec: Doc, prefix: string, context: ExpressionContext): void {
  if (prefix === '' && Object.keys(spec).length === 0)
    fail(40_177, 'Invalid $addFields :: caused by :: specification must have at least one field')
  for (const [name, value] of Object.entries(spec)) {
    const path = prefix + name
    if (name.startsWith('$'))
      fail(16_410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`)
    const nested = isDoc(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$')
    if (nested) addComputed(tree, value, `${path}.`, context)
    else place(tree, path.split('.'), expression(value, context), path)
  }
}

/** Compiles `$unset`. */
export function unsetFields(paths: readonly unknown[]): Shape {
  const tree: Node = new Map()
  for (const path of paths) {
    if (typeof path !== 'string')
      fail(31_120, '$unset specification must be a string or an array containing only string values')
    place(tree, path.split('.'), true, path)
  }
  return (doc) => exclude(doc, tree) as Doc
}

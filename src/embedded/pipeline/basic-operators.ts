import { fail } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { isDoc, truthy } from '../values/types.ts'
import type { Operator, Operators } from './expression.ts'
import { exactly, listOf, nullish, parameters } from './operands.ts'

const comparison =
  (result: (order: number) => unknown): Operator =>
  (operand, reading) => {
    const order = (a: unknown, b: unknown): number => {
      const difference = compare(a, b, reading.collation?.order)
      // Unlike a filter, an expression tells a missing value from null, and puts it first.
      return difference === 0 && a !== b ? Number(b === undefined) - Number(a === undefined) : difference
    }
    return exactly(2, (a, b) => result(order(a, b)))(operand, reading)
  }

const cond: Operator = (operand, { compile }) => {
  if (Array.isArray(operand) && operand.length !== 3)
    fail(16_020, `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`)
  const {
    if: test,
    then: yes,
    else: no,
  } = Array.isArray(operand)
    ? Object.fromEntries(['if', 'then', 'else'].map((key, i) => [key, operand[i] as unknown]))
    : parameters('$cond', operand, 'if then else')
  const [decide, first, second] = [compile(test), compile(yes), compile(no)]
  return (doc, variables) => (truthy(decide(doc, variables)) ? first : second)(doc, variables)
}

const switchOperator: Operator = (operand, { compile }) => {
  const { branches, default: otherwise } = parameters('$switch', operand, 'branches', 'default')
  if (!Array.isArray(branches) || branches.length === 0) fail(40_068, '$switch requires at least one branch.')
  const cases = branches.map((branch) => {
    const { case: test, then } = parameters('$switch', branch, 'case then')
    return { test: compile(test), value: compile(then) }
  })
  const last = otherwise === undefined ? undefined : compile(otherwise)
  return (doc, variables) => {
    const found = cases.find(({ test }) => truthy(test(doc, variables)))?.value ?? last
    if (!found) fail(40_066, '$switch could not find a matching branch for an input, and no default was specified.')
    return found(doc, variables)
  }
}

const letOperator: Operator = (operand, { compile }) => {
  const { vars, in: body } = parameters('$let', operand, 'vars in')
  if (!isDoc(vars)) fail(16_874, 'invalid parameter: expected an object (vars)')
  const bound = Object.entries(vars).map(([name, value]) => [name, compile(value)] as const)
  const inner = compile(body)
  return (doc, variables) => {
    const values = bound.map(([name, value]) => [name, value(doc, variables)] as const)
    return inner(doc, { ...variables, ...Object.fromEntries(values) })
  }
}

const ifNull: Operator = (operand, { compile }) => {
  if (!Array.isArray(operand) || operand.length < 2) fail(1_257_300, '$ifNull needs at least two arguments')
  const parts = operand.map(compile)
  return (doc, variables) => {
    let value: unknown
    for (const part of parts) {
      value = part(doc, variables)
      if (!nullish(value)) break
    }
    return value
  }
}

export const BASIC_OPERATORS: Operators = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: comparison((order) => Math.sign(order)),
  $and(operand, { compile }) {
    const parts = listOf(operand).map(compile)
    return (doc, variables) => parts.every((part) => truthy(part(doc, variables)))
  },
  $or(operand, { compile }) {
    const parts = listOf(operand).map(compile)
    return (doc, variables) => parts.some((part) => truthy(part(doc, variables)))
  },
  $not: exactly(1, (value) => !truthy(value)),
  $ifNull: ifNull,
  $cond: cond,
  $switch: switchOperator,
  $let: letOperator,
  $literal: (operand) => () => operand,
}

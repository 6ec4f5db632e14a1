import { fail } from '../errors.ts'
import { isDoc, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { Operator } from './expression.ts'

export const nullish = (value: unknown): value is null | undefined => value === null || value === undefined

/** One operand or a list of them. */
export const listOf = (operand: unknown): readonly unknown[] => (Array.isArray(operand) ? operand : [operand])

/** An operator on any number of operands. */
export const over =
  (compute: (values: readonly unknown[]) => unknown): Operator =>
  (operand, { compile }) => {
    const parts = listOf(operand).map(compile)
    return (doc, variables) => compute(parts.map((part) => part(doc, variables)))
  }

/** An operator on the items of its only operand if that is an array, else on its operands. */
export const overItems = (compute: (values: readonly unknown[]) => unknown): Operator =>
  over((values) => compute(values.length === 1 && Array.isArray(values[0]) ? (values[0] as unknown[]) : values))

/** An operator on so many operands, or on so many at least and at most. */
export const exactly =
  (count: number | readonly [number, number], compute: (...values: unknown[]) => unknown): Operator =>
  (operand, { compile, name }) => {
    const [least, most] = typeof count === 'number' ? [count, count] : count
    const parts = listOf(operand)
    if (parts.length < least || parts.length > most)
      fail(
        least === most ? 16_020 : 28_667,
        `Expression ${name} takes ${most} arguments. ${parts.length} were passed in.`,
      )
    const compiled = parts.map(compile)
    return (doc, variables) => compute(...compiled.map((part) => part(doc, variables)))
  }

/** The same, but null where any operand is null or missing. */
export const unlessNull = (
  count: number | readonly [number, number],
  compute: (...values: unknown[]) => unknown,
): Operator => exactly(count, (...values) => (values.some(nullish) ? null : compute(...values)))

/** Checks the names of an operator's parameters. */
export function parameters(name: string, operand: unknown, required: string, optional = ''): Doc {
  if (!isDoc(operand)) fail('FailedToParse', `${name} only supports an object as its argument`)
  const needed = required.split(' ')
  const unknown = Object.keys(operand).find((key) => !needed.includes(key) && !optional.split(' ').includes(key))
  if (unknown !== undefined) fail('FailedToParse', `Unrecognized parameter to ${name}: ${unknown}`)
  const lacking = needed.find((key) => !(key in operand))
  if (lacking !== undefined) fail('FailedToParse', `Missing '${lacking}' parameter to ${name}`)
  return operand
}

export function arrayOf(name: string, value: unknown, code = 28_689): readonly unknown[] {
  return Array.isArray(value) ? value : fail(code, `${name} needs an array, but got ${typeName(value)}`)
}

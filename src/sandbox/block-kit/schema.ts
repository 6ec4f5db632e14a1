import type { SlackObject } from '../protocol.ts'

/** One thing wrong with a payload, where, and the limit it broke. */
export interface Issue {
  readonly pointer: string
  readonly message: string
  readonly constraint: SlackObject
}

/** Checks a value at a place; adds what is wrong. */
export type Check = (value: unknown, at: string, issues: Issue[]) => void

export const isRecord = (value: unknown): value is SlackObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Slack counts characters, not UTF-16 units. */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _character of text) length += 1
  return length
}

const add = (issues: Issue[], pointer: string, message: string, constraint: SlackObject): void => {
  issues.push({ pointer, message, constraint })
}

/** A string of `min` to `max` characters. */
export const str =
  (max = Number.POSITIVE_INFINITY, min = 0): Check =>
  (value, at, issues) => {
    if (typeof value !== 'string') return add(issues, at, 'must provide a string', { type: 'type', expected: 'string' })
    const length = lengthOf(value)
    if (length > max) add(issues, at, `must be less than ${max + 1} characters`, { type: 'max_length', expected: max })
    if (length < min) add(issues, at, `must be more than ${min - 1} characters`, { type: 'min_length', expected: min })
  }

export const pattern =
  (regex: RegExp, what: string): Check =>
  (value, at, issues) => {
    if (typeof value !== 'string' || !regex.test(value))
      add(issues, at, `must be ${what}`, { type: 'format', expected: what })
  }

export const bool: Check = (value, at, issues) => {
  if (typeof value !== 'boolean') add(issues, at, 'must provide a boolean', { type: 'type', expected: 'boolean' })
}

export const num =
  (min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, whole = false): Check =>
  (value, at, issues) => {
    if (typeof value !== 'number' || (whole && !Number.isInteger(value))) {
      return add(issues, at, `must provide ${whole ? 'an integer' : 'a number'}`, { type: 'type', expected: 'number' })
    }
    if (value < min) add(issues, at, `must be greater than or equal to ${min}`, { type: 'min', expected: min })
    if (value > max) add(issues, at, `must be less than or equal to ${max}`, { type: 'max', expected: max })
    return undefined
  }

export const int = (min?: number, max?: number): Check => num(min, max, true)

export const oneOf =
  (...values: readonly string[]): Check =>
  (value, at, issues) => {
    if (typeof value !== 'string' || !values.includes(value)) {
      add(issues, at, `must be one of: ${values.join(', ')}`, { type: 'enum', expected: values })
    }
  }

export const anything: Check = () => undefined

export const arr =
  (item: Check, max = Number.POSITIVE_INFINITY, min = 0): Check =>
  (value, at, issues) => {
    if (!Array.isArray(value)) return add(issues, at, 'must provide an array', { type: 'type', expected: 'array' })
    if (value.length > max) add(issues, at, `no more than ${max} items allowed`, { type: 'max_items', expected: max })
    if (value.length < min) add(issues, at, `no fewer than ${min} items allowed`, { type: 'min_items', expected: min })
    for (const [index, entry] of value.entries()) item(entry, `${at}/${index}`, issues)
    return undefined
  }

export type Fields = Readonly<Record<string, Check>>

/** An object with exactly these fields. */
export const obj =
  (required: Fields, optional: Fields = {}): Check =>
  (value, at, issues) => {
    if (!isRecord(value)) return add(issues, at, 'must provide an object', { type: 'type', expected: 'object' })
    for (const [name, check] of Object.entries(required)) {
      if (value[name] === undefined || value[name] === null) {
        add(issues, at, `missing required field: ${name}`, { type: 'required', expected: name })
      } else check(value[name], `${at}/${name}`, issues)
    }
    for (const [name, check] of Object.entries(optional)) {
      if (value[name] !== undefined && value[name] !== null) check(value[name], `${at}/${name}`, issues)
    }
    for (const name of Object.keys(value)) {
      if (!(name in required) && !(name in optional)) {
        add(issues, at, `invalid additional property: ${name}`, { type: 'additional_property', expected: name })
      }
    }
    return undefined
  }

/** An object whose `type` says which of these it is. */
export const byType =
  (types: () => Readonly<Record<string, Check>>): Check =>
  (value, at, issues) => {
    if (!isRecord(value)) return add(issues, at, 'must provide an object', { type: 'type', expected: 'object' })
    const { type } = value
    if (typeof type !== 'string')
      return add(issues, at, 'missing required field: type', { type: 'required', expected: 'type' })
    const known = types()
    const check = Object.hasOwn(known, type) ? known[type] : undefined
    if (check) return check(value, at, issues)
    return add(issues, `${at}/type`, `unsupported type: ${type}`, { type: 'enum', expected: Object.keys(known) })
  }

/** Both: a shape, and a rule across its fields. */
export const both =
  (first: Check, second: Check): Check =>
  (value, at, issues) => {
    first(value, at, issues)
    if (isRecord(value)) second(value, at, issues)
  }

/** Fails with `message` where the rule does not hold for the object. */
export const rule =
  (holds: (value: SlackObject) => boolean, message: string): Check =>
  (value, at, issues) => {
    if (isRecord(value) && !holds(value)) add(issues, at, message, { type: 'rule', expected: message })
  }

import { BSONRegExp } from 'bson'
import { fail } from '../errors.ts'
import { regexOf } from '../query/regex.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'

import { operands } from './basic-operators.ts'
import type { Special } from './expression.ts'

type Specials = { readonly [name: string]: Special }

const nullish = (value: unknown): value is null | undefined => value === null || value === undefined

/** How many characters, not code units, stand before a place. */
const characters = (text: string, end: number): number => Array.from(text.slice(0, end)).length

interface Found {
  readonly match: string
  readonly idx: number
  readonly captures: readonly (string | null)[]
}

function findAll(text: string, regex: RegExp): Found[] {
  const all = new RegExp(regex.source, `${regex.flags}g`)
  return Array.from(text.matchAll(all), (match) => ({
    match: match[0],
    idx: characters(text, match.index),
    captures: match.slice(1).map((capture: string | undefined) => capture ?? null),
  }))
}

function regexOperator(name: string, result: (text: string, regex: RegExp) => unknown, none: unknown): Special {
  return (operand, compile) => {
    if (!isDoc(operand) || !('input' in operand) || !('regex' in operand))
      fail(51_103, `${name} requires 'input' and 'regex' parameters`)
    const [input, regex] = [compile(operand['input']), compile(operand['regex'])]
    const options = operand['options'] === undefined ? undefined : compile(operand['options'])
    return (doc, variables) => {
      const [text, pattern, flags] = [input(doc, variables), regex(doc, variables), options?.(doc, variables) ?? '']
      if (nullish(text) || nullish(pattern)) return none
      if (typeof text !== 'string') fail(51_104, `${name} needs 'input' to be of type string`)
      if (typeof flags !== 'string') fail(51_106, `${name} needs 'options' to be of type string`)
      if (pattern instanceof BSONRegExp)
        return result(text, regexOf(pattern.pattern, flags === '' ? pattern.options : flags))
      if (typeof pattern !== 'string') fail(51_105, `${name} needs 'regex' to be of type string or regex`)
      return result(text, regexOf(pattern, flags))
    }
  }
}

const indexOf: Special = (operand, compile) => {
  const parts = operands('$indexOfCP', operand, compile, [2, 4])
  return (doc, variables) => {
    const [text, wanted, from = 0, to] = parts.map((part) => part(doc, variables))
    if (nullish(text)) return null
    if (typeof text !== 'string')
      fail(40_093, `$indexOfCP requires a string as the first argument, found: ${typeName(text)}`)
    if (typeof wanted !== 'string')
      fail(40_094, `$indexOfCP requires a string as the second argument, found: ${typeName(wanted)}`)
    const letters = Array.from(text)
    const [start, end] = [isNumber(from) ? Number(from) : 0, isNumber(to) ? Number(to) : letters.length]
    const at = letters.slice(start, end).join('').indexOf(wanted)
    return at < 0 || start > letters.length ? -1 : start + characters(letters.slice(start, end).join(''), at)
  }
}

const zip: Special = (operand, compile) => {
  if (!isDoc(operand) || !Array.isArray(operand['inputs']) || operand['inputs'].length === 0)
    fail(34_465, '$zip requires at least one input array')
  const inputs = operand['inputs'].map(compile)
  const longest = operand['useLongestLength'] === true
  const defaults = operand['defaults'] === undefined ? undefined : compile(operand['defaults'])
  if (defaults && !longest) fail(34_466, 'cannot specify defaults unless useLongestLength is true')
  return (doc, variables) => {
    const lists = inputs.map((input) => input(doc, variables))
    if (lists.some(nullish)) return null
    const arrays = lists.map((list) =>
      Array.isArray(list) ? list : fail(34_468, `$zip found a non-array expression in input: ${typeName(list)}`),
    )
    const lengths = arrays.map((list) => list.length)
    const missing = defaults?.(doc, variables)
    const length = longest ? Math.max(...lengths) : Math.min(...lengths)
    return Array.from({ length }, (_, at) =>
      arrays.map((list, i) => (at < list.length ? list[at] : Array.isArray(missing) ? missing[i] : null)),
    )
  }
}

/** Operators on texts and lists whose results mingo gives otherwise than MongoDB. */
export const TEXT_OPERATORS: Specials = {
  $regexMatch: regexOperator('$regexMatch', (text, regex) => regex.test(text), false),
  $regexFind: regexOperator('$regexFind', (text, regex) => findAll(text, regex)[0] ?? null, null),
  $regexFindAll: regexOperator('$regexFindAll', findAll, []),
  $indexOfCP: indexOf,
  $zip: zip,
}

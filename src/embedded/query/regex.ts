import { BSONRegExp } from 'bson'
import { fail } from '../errors.ts'

const cache = new Map<string, RegExp>()

/** A JavaScript expression that matches as MongoDB's (PCRE) does; refuses what has no equivalent. */
export function regexOf(pattern: string, options: string): RegExp {
  const key = `${options}/${pattern}`
  const known = cache.get(key)
  if (known) return known
  const built = build(pattern, options)
  if (cache.size > 500) cache.clear()
  cache.set(key, built)
  return built
}

function build(pattern: string, options: string): RegExp {
  for (const flag of options) if (!'imsxu'.includes(flag)) fail(51_108, `invalid flag in regex options: ${flag}`)
  if (options.includes('x')) fail('NotImplemented', 'regex option x is not supported')
  if (/\[\[:\w+:\]/.test(pattern)) fail('NotImplemented', 'POSIX classes in a regular expression are not supported')
  const inline = /^\(\?([ims]+)\)/.exec(pattern)
  const flags = [...new Set(options.replace('u', '') + (inline?.[1] ?? ''))].join('')
  const source = translate(inline ? pattern.slice(inline[0].length) : pattern, flags.includes('m'))
  try {
    return new RegExp(source, `${flags}u`)
  } catch {
    return withoutUnicode(source, flags)
  }
}

/** Unicode mode is stricter about needless escapes; without it unknown letters after a backslash would pass unseen. */
function withoutUnicode(source: string, flags: string): RegExp {
  const unknown = /(?:^|[^\\])(?:\\\\)*\\([a-zA-Z])/g
  for (const [, letter = ''] of source.matchAll(unknown)) {
    if (!'bBdDsSwWnrtfvxuc'.includes(letter)) fail(51_091, `Regular expression is invalid: unknown escape \\${letter}`)
  }
  try {
    return new RegExp(source, flags)
  } catch (error) {
    return fail(51_091, `Regular expression is invalid: ${error instanceof Error ? error.message : ''}`)
  }
}

const END = String.raw`(?=\n?(?![\s\S]))`
const ESCAPES: { readonly [letter: string]: string } = {
  A: String.raw`(?<![\s\S])`,
  z: String.raw`(?![\s\S])`,
  Z: END,
  h: String.raw`[\t ]`,
}

/** PCRE's `$` also matches before a last line end; `\A`, `\z`, `\Z` and `\h` are unknown to JavaScript. */
function translate(pattern: string, multiline: boolean): string {
  let out = ''
  let inClass = false
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? ''
    if (char === '\\') {
      const next = pattern[++i] ?? ''
      out += inClass ? char + next : (ESCAPES[next] ?? char + next)
      continue
    }
    if (char === '[') inClass = true
    if (char === ']') inClass = false
    out += char === '$' && !inClass && !multiline ? END : char
  }
  return out
}

/** The operand of `$regex` or a regular expression as a value. */
export function regexOperand(operand: unknown, options?: unknown): RegExp {
  if (operand instanceof BSONRegExp)
    return regexOf(operand.pattern, typeof options === 'string' ? options : operand.options)
  if (typeof operand !== 'string') fail('BadValue', '$regex has to be a string')
  return regexOf(operand, typeof options === 'string' ? options : '')
}

/** The text that all matches of a pattern begin with, case counted: a range of an index holds them all. */
export function literalPrefix(pattern: string, options: string): string {
  if (options !== '' || !pattern.startsWith('^') || pattern.includes('|')) return ''
  const literal = /^\^([\w \-/:,@#%&=;<>~"'!]*)(.?)/su.exec(pattern)
  const [, text = '', next = ''] = literal ?? []
  // A quantifier takes the last letter back.
  return '*?{'.includes(next) && next !== '' ? text.slice(0, -1) : text
}

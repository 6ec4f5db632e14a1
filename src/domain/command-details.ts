import { incomplete, noteOf, plain, saysParts } from './command-clause.ts'
import type { Clause } from './command-clause.ts'
import type { Command } from './command.ts'
import { readRaci } from './raci-words.ts'
import { readRecurrence } from './recurrence-words.ts'
import { takeReferences } from './references.ts'
import type { Token } from './tokens.ts'
import { textOf } from './tokens.ts'

const DETAIL_VERBS = ['check', 'link', 'label', 'phase', 'set', 'repeat', 'merge', 'depends', 'raci'] as const
export type DetailVerb = (typeof DETAIL_VERBS)[number]

export const isDetailVerb = (verb: string): verb is DetailVerb => DETAIL_VERBS.some((detail) => detail === verb)

/** The command of a clause about what a task has besides its status, owner, date and weight; null where it fits none. */
export function readDetail(verb: DetailVerb, clause: Clause): Command | null {
  switch (verb) {
    case 'check':
      return check(clause)
    case 'link':
      return link(clause)
    case 'label':
      return label(clause)
    case 'phase':
      return phase(clause)
    case 'set':
      return set(clause)
    case 'repeat':
      return repeat(clause)
    case 'merge':
      return merge(clause)
    case 'depends':
      return depends(clause)
    case 'raci':
      return raci(clause)
  }
}

/** `#launch -#draft`; Slack turns `#design` into a channel where there is one of that name. */
function label(clause: Clause): Command | null {
  const { references, rest } = clause
  if (rest.length === 0) return incomplete(clause, 'label')
  const read = rest.map((token) => /^([-+]?)#([\p{L}\d][\p{L}\d_-]*)[,;]?$/u.exec(token.text.toLowerCase()))
  if (read.some((match) => match === null)) return null
  const named = (minus: boolean): readonly string[] => [
    ...new Set(read.flatMap((match) => (match && (match[1] === '-') === minus ? (match[2] ?? '') : []))),
  ]
  return { kind: 'label', references, add: named(false), remove: named(true) }
}

/** More words than a phase is called by. */
const LONGEST_PHASE = 6

function phase(clause: Clause): Command | null {
  const { references, rest } = clause
  if (rest.length === 0) return incomplete(clause, 'phase')
  if (rest.length > LONGEST_PHASE) return null
  const name = textOf(rest).replace(/^(?:to|is|=|:) /i, '')
  return plain(clause, { kind: 'phase', references, name: /^(?:none|no phase|-)$/i.test(name) ? null : name })
}

const set = (clause: Clause): Command | null =>
  clause.rest.length === 0
    ? incomplete(clause, 'text')
    : plain(clause, { kind: 'set', references: clause.references, text: textOf(clause.rest) })

function repeat(clause: Clause): Command | null {
  const { references, rest, context } = clause
  const words = textOf(rest)
  if (/^(?:never|off|no|none|no more|not any ?more|stop)$/i.test(words))
    return { kind: 'repeat', references, words: null }
  if (readRecurrence(words, context)) return { kind: 'repeat', references, words }
  return saysParts(clause) ? null : incomplete(clause, 'rule')
}

function merge(clause: Clause): Command | null {
  const { references, rest } = clause
  const [first] = rest
  if (first === undefined) return incomplete(clause, 'reference')
  if (first.kind !== 'word' || !/^(?:into|in|with|of)$/i.test(first.text)) return null
  const { references: into, next } = takeReferences(rest, 1)
  const [only, ...others] = into
  if (only === undefined || others.length > 0 || next !== rest.length) return incomplete(clause, 'reference')
  return { kind: 'merge', references, into: only }
}

/** `check WEB-12 2`, `check WEB-12 + text`, both with `@ben` at the end, who is to do it. */
function check(clause: Clause): Command | null {
  const { references } = clause
  const last = clause.rest.at(-1)
  const rest = last?.kind === 'mention' ? clause.rest.slice(0, -1) : clause.rest
  const owner = last?.kind === 'mention' ? { ownerId: last.memberId } : {}
  const text = textOf(rest)
  const add = /^\+\s*(\S.*)$/s.exec(text)?.[1]
  if (add) return { kind: 'check', references, items: [], add, ...owner }
  const words = text.split(/[\s,;&]+|\band\b/).filter((word) => word !== '')
  const items = words.map((word) => Number(/^#?(\d{1,3})$/.exec(word)?.[1] ?? Number.NaN))
  if (!items.every((item) => item >= 1)) return null
  // Whoever is named is to do something of it.
  if ('ownerId' in owner && items.length === 0) return incomplete(clause, 'item')
  return { kind: 'check', references, items: [...new Set(items)], ...owner }
}

function link(clause: Clause): Command | null {
  const { references, rest } = clause
  if (rest.length === 0) return incomplete(clause, 'address')
  const isLink = (token: Token): boolean => token.kind === 'word' && addressOf(token) !== null
  const urls = rest.flatMap((token) => (token.kind === 'word' ? (addressOf(token) ?? []) : []))
  // What looks like an address and is none that can be kept.
  if (urls.length === 0) return rest.length === 1 && /[:/.]/.test(textOf(rest)) ? incomplete(clause, 'address') : null
  return { kind: 'link', references, urls, text: noteOf(rest.filter((token) => !isLink(token))) }
}

function addressOf(token: Extract<Token, { kind: 'word' }>): string | null {
  const url = token.url ?? token.text
  return /^https?:\/\/\S+$/i.test(url) ? url : null
}

function depends(clause: Clause): Command | null {
  const { references, rest } = clause
  if (rest.length === 0) return incomplete(clause, 'reference')
  const said = /^(not |no longer |no more )?(?:on|upon|after):?(?: |$)/i.exec(textOf(rest))
  if (!said) return null
  const { references: on, next } = takeReferences(rest, said[0].trim().split(' ').length)
  if (on.length === 0 || next !== rest.length) return incomplete(clause, 'reference')
  return { kind: 'depends', references, on, not: said[1] !== undefined }
}

function raci(clause: Clause): Command {
  const roles = readRaci(clause.rest)
  return roles ? { kind: 'raci', references: clause.references, roles } : incomplete(clause, 'role')
}

import { DESCRIPTION_LIMIT, TITLE_LIMIT } from './task.ts'
import type { Token } from './tokens.ts'
import { textOf } from './tokens.ts'

/** A title and what does not fit it. */
export interface SplitTitle {
  readonly title: string
  readonly description: string | null
  readonly problems: readonly {
    readonly code: 'empty-title' | 'title-too-long' | 'text-too-long'
    readonly words: string
  }[]
}

/**
 * Makes a title of what is left of a line when its parts are taken out.
 *
 * The first line that has words is the title, the others are the description; what is longer than `TITLE_LIMIT` goes
 * on there, cut at a word. Quotation marks around the whole title go away: they only kept its words from being read.
 */
export function splitTitle(tokens: readonly Token[]): SplitTitle {
  const [first] = tokens
  const lines = [...new Set(tokens.map((token) => token.line))].map((line) => tokens.filter((t) => t.line === line))
  const [head = [], ...others] = lines
  const typed = textOf(head).replace(/[\s,;]+$/, '')
  const quoted = head.length === 1 && first?.kind === 'word' && first.literal
  const whole = quoted ? typed.replace(/^["“„](.*)["”“]$/, '$1').trim() : typed
  const cut = cutAtWord(whole, TITLE_LIMIT)
  const rest = [cut.rest, ...others.map((line) => textOf(line))].filter((line) => line !== '').join('\n')
  const body = cutAtWord(rest, DESCRIPTION_LIMIT)
  return {
    title: cut.start,
    description: body.start === '' ? null : body.start,
    problems: [
      ...(cut.start === '' ? [{ code: 'empty-title', words: '' } as const] : []),
      ...(cut.rest === '' ? [] : [{ code: 'title-too-long', words: cut.rest } as const]),
      ...(body.rest === '' ? [] : [{ code: 'text-too-long', words: body.rest } as const]),
    ],
  }
}

/** Cuts a text that is too long, between words where a word ends in its second half, never within a character. */
export function cutAtWord(text: string, limit: number): { readonly start: string; readonly rest: string } {
  if (text.length <= limit) return { start: text, rest: '' }
  const space = text.lastIndexOf(' ', limit)
  const split = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit
  const end = space > limit / 2 ? space : split
  return { start: text.slice(0, end).trimEnd(), rest: text.slice(end).trimStart() }
}

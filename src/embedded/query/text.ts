import { fail } from '../errors.ts'
import { reach, splitPath } from '../values/paths.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

/** What a text index reads: fields with their weights. */
export interface TextIndex {
  readonly weights: readonly { readonly parts: readonly string[]; readonly weight: number }[]
}

/** The text part of an index's specification, if it has one. */
export function textIndexOf(spec: Doc): TextIndex | undefined {
  const weights = spec['weights']
  if (!isDoc(weights)) return undefined
  return {
    weights: Object.entries(weights).map(([path, weight]) => ({
      parts: splitPath(path),
      weight: isNumber(weight) ? Number(weight) : 1,
    })),
  }
}

/** Words as they are searched: without case and diacritics. No stemming, no stop words: `default_language: 'none'`. */
export function words(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.match(/[\p{L}\p{N}_']+/gu) ?? []
}

function textsOf({ parts }: TextIndex['weights'][number], doc: Doc): string[] {
  const found: string[] = []
  reach(doc, parts, (value) => {
    for (const item of Array.isArray(value) ? value : [value]) if (typeof item === 'string') found.push(item)
    return false
  })
  return found
}

/** The words of a document's indexed texts. */
export function termsOf(index: TextIndex, doc: Doc): Set<string> {
  const terms = new Set<string>()
  for (const field of index.weights)
    for (const text of textsOf(field, doc)) for (const word of words(text)) terms.add(word)
  return terms
}

/** A `$search` read: any of `any`, none of `none`, each phrase. */
export interface TextQuery {
  readonly any: readonly string[]
  readonly none: readonly string[]
  readonly phrases: readonly string[]
}

export function textQuery(operand: unknown): TextQuery {
  if (!isDoc(operand) || typeof operand['$search'] !== 'string')
    fail('TypeMismatch', '"$search" had the wrong type. Expected string')
  for (const option of ['$caseSensitive', '$diacriticSensitive']) {
    if (operand[option] === true) fail('NotImplemented', `$text option ${option} is not supported`)
  }
  const search = operand['$search']
  const phrases = [...search.matchAll(/"([^"]*)"/g)].map(([, phrase = '']) => phrase)
  const rest = search.replaceAll(/"[^"]*"/g, ' ').split(/\s+/)
  const none = rest.filter((word) => word.startsWith('-') && word.length > 1).flatMap(words)
  const any = [...rest.filter((word) => !word.startsWith('-')), ...phrases].flatMap(words)
  return { any: [...new Set(any)], none, phrases: phrases.map((phrase) => words(phrase).join(' ')) }
}

/** Tests a document by the collection's text index. */
export function textMatches(index: TextIndex, query: TextQuery, doc: Doc): boolean {
  const terms = termsOf(index, doc)
  if (!query.any.some((word) => terms.has(word)) || query.none.some((word) => terms.has(word))) return false
  const texts = index.weights.flatMap((field) => textsOf(field, doc)).map((text) => ` ${words(text).join(' ')} `)
  return query.phrases.every((phrase) => texts.some((text) => text.includes(` ${phrase} `)))
}

/** A document's relevance: for each field, by how often and in how short a text a searched word stands. */
export function textScore(index: TextIndex, query: TextQuery, doc: Doc): number {
  let score = 0
  for (const field of index.weights) {
    for (const text of textsOf(field, doc)) score += field.weight * scoreOf(words(text), query.any)
  }
  return score
}

function scoreOf(all: readonly string[], searched: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const word of all) counts.set(word, (counts.get(word) ?? 0) + 1)
  let score = 0
  for (const word of searched) {
    const count = counts.get(word) ?? 0
    // Each further occurrence of a word counts half of the one before.
    if (count > 0) score += (2 - 2 ** (1 - count)) * (0.5 * (1 / counts.size) + 0.5)
  }
  return score
}

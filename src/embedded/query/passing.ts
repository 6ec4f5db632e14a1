import { encode } from '../values/encode.ts'
import { conditionsOf } from './predicates.ts'
import type { Search } from './find.ts'

/** More texts than these are not looked for one by one. */
const MOST = 50

/**
 * A test that a document's bytes pass if the document may match: a text that a filter wants must stand in them somewhere.
 * It is a small fraction of the work of decoding. `undefined` if the filter wants no text.
 */
export function passing({
  filter,
  collation,
}: Pick<Search, 'filter' | 'collation'>): ((bytes: Buffer) => boolean) | undefined {
  if (collation) return undefined
  const wanted = conditionsOf(filter).conditions.flatMap(({ op, operand }) => {
    const values: readonly unknown[] = op === '$eq' ? [operand] : op === '$in' && Array.isArray(operand) ? operand : []
    const texts = values.filter((value) => typeof value === 'string')
    return texts.length > 0 && texts.length === values.length && texts.length <= MOST ? [texts.map(textBytes)] : []
  })
  if (wanted.length === 0) return undefined
  return (bytes) => wanted.every((anyOf) => anyOf.some((text) => bytes.includes(text)))
}

/** A text as it stands in a document: its length, itself, and a zero. */
const textBytes = (text: string): Buffer => encode({ '': text }).subarray(6, -1)

import { fail } from '../errors.ts'
import type { StringOrder } from './compare.ts'
import type { Fold } from './keys.ts'
import { isDoc, isNumber } from './types.ts'
import type { Doc } from './types.ts'

/** A collation as `Intl.Collator` gives it. `fold` maps strings that it holds equal to one and the same string. */
export interface Collation {
  readonly spec: Doc
  readonly order: StringOrder
  readonly fold: Fold
}

const SENSITIVITY = { 1: 'base', 2: 'accent', 3: 'variant' } as const
const cache = new Map<string, Collation | undefined>()

/** Reads a command's `collation`; `undefined` is simple (binary) comparison. Refuses what `Intl.Collator` cannot do. */
export function collationOf(spec: unknown): Collation | undefined {
  if (spec === undefined || spec === null) return undefined
  if (!isDoc(spec)) fail('TypeMismatch', "BSON field 'collation' is the wrong type, expected type 'object'")
  if (Object.keys(spec).length === 0) return undefined
  const key = JSON.stringify(spec)
  if (!cache.has(key)) cache.set(key, build(spec))
  return cache.get(key)
}

const KNOWN = new Set([
  'locale',
  'strength',
  'caseLevel',
  'caseFirst',
  'numericOrdering',
  'alternate',
  'maxVariable',
  'normalization',
  'backwards',
  'version',
])

function build(spec: Doc): Collation | undefined {
  const locale = spec['locale']
  if (typeof locale !== 'string') fail(40_414, "BSON field 'collation.locale' is missing but a required field")
  for (const name of Object.keys(spec)) {
    if (!KNOWN.has(name)) fail(40_415, `BSON field 'collation.${name}' is an unknown field.`)
  }
  if (locale === 'simple') return undefined
  const strength = isNumber(spec['strength']) ? Number(spec['strength']) : 3
  if (!(strength in SENSITIVITY)) fail('NotImplemented', `collation strength ${strength} is not supported`)
  for (const name of ['caseLevel', 'backwards'] as const) {
    if (spec[name] === true) fail('NotImplemented', `collation option ${name} is not supported`)
  }
  if (spec['alternate'] === 'shifted') fail('NotImplemented', 'collation option alternate: shifted is not supported')
  return withCollator(spec, locale, strength as keyof typeof SENSITIVITY)
}

function withCollator(spec: Doc, locale: string, strength: keyof typeof SENSITIVITY): Collation {
  let collator: Intl.Collator
  try {
    collator = new Intl.Collator(locale.replaceAll('_', '-'), {
      sensitivity: SENSITIVITY[strength],
      numeric: spec['numericOrdering'] === true,
      caseFirst: spec['caseFirst'] === 'upper' || spec['caseFirst'] === 'lower' ? spec['caseFirst'] : 'false',
    })
  } catch {
    fail('BadValue', `Field 'locale' is invalid in: ${JSON.stringify(spec)}`)
  }
  const complete = {
    locale,
    caseLevel: false,
    caseFirst: 'off',
    strength,
    numericOrdering: false,
    alternate: 'non-ignorable',
  }
  return {
    spec: { ...complete, maxVariable: 'punct', normalization: false, backwards: false, version: '57.1', ...spec },
    order: (a, b) => collator.compare(a, b),
    fold: (text) => foldText(text, strength),
  }
}

function foldText(text: string, strength: number): string {
  if (strength === 3) return text.normalize('NFC')
  if (strength === 2) return text.normalize('NFC').toLowerCase()
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

import { fail } from '../errors.ts'
import type { StringOrder } from './compare.ts'
import type { Fold } from './keys.ts'
import { isDoc } from './types.ts'
import type { Doc } from './types.ts'

/** A collation as `Intl.Collator` gives it. `fold` maps strings that it holds equal to one and the same string. */
export interface Collation {
  readonly spec: Doc
  readonly order: StringOrder
  readonly fold: Fold
}

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

const DEFAULTS = {
  locale: '',
  caseLevel: false,
  caseFirst: 'off',
  strength: 3,
  numericOrdering: false,
  alternate: 'non-ignorable',
  maxVariable: 'punct',
  normalization: false,
  backwards: false,
  version: '57.1',
}

const SENSITIVITY = { 1: 'base', 2: 'accent', 3: 'variant' } as const

function build(given: Doc): Collation | undefined {
  const spec = { ...DEFAULTS, ...given }
  const unknown = Object.keys(given).find((name) => !(name in DEFAULTS))
  if (unknown !== undefined) fail(40_415, `BSON field 'collation.${unknown}' is an unknown field.`)
  if (typeof spec.locale !== 'string' || spec.locale === '') fail(40_414, "BSON field 'collation.locale' is missing")
  if (spec.locale === 'simple') return undefined
  const strength = Number(given['strength'] ?? DEFAULTS.strength)
  if (!isStrength(strength) || spec.caseLevel || spec.backwards || spec.alternate === 'shifted')
    fail('NotImplemented', `the collation ${JSON.stringify(given)} is not supported`)
  const { caseFirst } = spec
  try {
    const collator = new Intl.Collator(spec.locale.replaceAll('_', '-'), {
      sensitivity: SENSITIVITY[strength],
      numeric: spec.numericOrdering,
      caseFirst: caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false',
    })
    return { spec, order: (a, b) => collator.compare(a, b), fold: (text) => foldText(text, strength) }
  } catch {
    return fail('BadValue', `Field 'locale' is invalid in: ${JSON.stringify(given)}`)
  }
}

const isStrength = (strength: number): strength is keyof typeof SENSITIVITY => strength in SENSITIVITY

function foldText(text: string, strength: number): string {
  if (strength === 3) return text.normalize('NFC')
  if (strength === 2) return text.normalize('NFC').toLowerCase()
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

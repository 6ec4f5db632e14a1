/** More digits than a number in a computer keeps, and more decimals than anybody reads, are a slip of the finger. */
export const NUMBER_LIMITS = { digits: 15, decimals: 6 } as const

export type NumberFault = 'no-number' | 'too-many-digits'

const SPACES = "[ \\u00a0\\u2009\\u202f'’]"
const CURRENCY = String.raw`(?:\p{Sc} ?)?`
const NUMBER = new RegExp(
  `^${CURRENCY}([+-]?)${CURRENCY}(\\d[\\d.,]*(?:${SPACES}\\d{3}(?!\\d)[\\d.,]*)*|[.,]\\d+)(?: ?\\p{Sc})?$`,
  'u',
)

/** The sign between whole numbers and decimals where a locale is written; a point in one that is not known. */
export function decimalSign(locale: string): '.' | ',' {
  try {
    const parts = new Intl.NumberFormat(locale.replaceAll('_', '-')).formatToParts(1.5)
    return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.'
  } catch {
    return '.'
  }
}

/** Thousands as people part them: the first group may be shorter, all others have three digits, or two as in `1,00,000`. */
const isGrouped = (whole: string, sign: string): boolean => {
  const [first = '', ...groups] = whole.split(sign)
  return (
    /^[1-9]\d{0,2}$/.test(first) &&
    groups.slice(0, -1).every((group) => /^\d{2,3}$/.test(group)) &&
    /^\d{3}$/.test(groups.at(-1) ?? '')
  )
}

/** The digits of a number, with a point before the decimals; null where its points and commas stand as in no number. */
function digitsOf(typed: string, decimal: '.' | ','): string | null {
  const last = Math.max(typed.lastIndexOf('.'), typed.lastIndexOf(','))
  if (last < 0) return typed
  const sign = typed.charAt(last)
  const [before, after] = [typed.slice(0, last), typed.slice(last + 1)]
  const other = sign === '.' ? ',' : '.'
  if (before.includes(sign))
    return !before.includes(other) && isGrouped(typed, sign) ? typed.replaceAll(sign, '') : null
  if (before.includes(other)) return isGrouped(before, other) ? `${before.replaceAll(other, '')}.${after}` : null
  // A single sign before three digits, as in `1,234`: what it means depends on where the speaker learned to write.
  return isGrouped(typed, sign) && sign !== decimal ? `${before}${after}` : `${before || '0'}.${after}`
}

/**
 * Reads a number as people write it where they live: `1.234,5`, `1,234.5`, `1 234,5`, `1’234.5`, `-3`, `€ 1,200`.
 *
 * Where the signs leave open what is meant the locale says it: `1,234` is more than a thousand in English, and little
 * more than one in German.
 */
export function readNumber(
  words: string,
  locale: string,
): { readonly value: number } | { readonly fault: NumberFault } {
  const match = NUMBER.exec(words.trim().replaceAll(/[−–]/g, '-'))
  const typed = (match?.[2] ?? '').replaceAll(new RegExp(SPACES, 'g'), '')
  const digits = digitsOf(typed, decimalSign(locale))
  if (!match || digits === null || !/^\d+(?:\.\d*)?$/.test(digits)) return { fault: 'no-number' }
  const [whole = '', decimals = ''] = digits.split('.')
  const counted = whole.replace(/^0+/, '').length + decimals.length
  if (counted > NUMBER_LIMITS.digits || decimals.length > NUMBER_LIMITS.decimals) return { fault: 'too-many-digits' }
  const size = Number(`${whole}.${decimals || '0'}`)
  return { value: match[1] === '-' && size !== 0 ? -size : size }
}

/** A number in words that read back as the same where they are typed: `1234,5`, without signs between the thousands. */
export const numberWords = (value: number, locale: string): string => {
  const digits = value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: NUMBER_LIMITS.decimals })
  return decimalSign(locale) === ',' ? digits.replace('.', ',') : digits
}

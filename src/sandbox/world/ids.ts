import { createHash, randomBytes } from 'node:crypto'

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** An id that looks like Slack's and is always the same for the same name: `U0` and nine letters. */
export function idOf(prefix: string, name: string): string {
  return prefix + '0' + letters(createHash('sha256').update(`${prefix}:${name}`).digest(), 9)
}

export const newId = (prefix: string): string => prefix + '0' + letters(randomBytes(12), 9)

export const newSecret = (bytes: number): string => randomBytes(bytes).toString('hex')

function letters(bytes: Buffer, count: number): string {
  let text = ''
  for (let i = 0; i < count; i += 1) text += LETTERS[(bytes[i] ?? 0) % LETTERS.length] ?? '0'
  return text
}

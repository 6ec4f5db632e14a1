/** A JSON value as the text it stands for; what is no text, number or flag is none. */
export function word(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

import { CallerFault } from './fault.ts'

/** The JSON body of a drive request. */
export type Body = Readonly<Record<string, unknown>>

export function need(body: Body, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '') throw new CallerFault(`"${name}" is missing: give it as text`)
  return value
}

export function maybe(body: Body, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new CallerFault(`"${name}" is to be text`)
  return value
}

export function maybeNumber(body: Body, name: string): number | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new CallerFault(`"${name}" is to be a number`)
  return value
}

export function maybeFlag(body: Body, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean') throw new CallerFault(`"${name}" is to be true or false`)
  return value
}

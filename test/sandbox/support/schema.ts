import type { Json } from './run.ts'

/** The part of JSON Schema, and of Slack's own additions, that method definitions use. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly schema?: string
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
}

/** What a definition's output says of a value; empty when it is as it should be. */
export function differences(schema: Schema, value: unknown, at = ''): string[] {
  const choices = schema.oneOf ?? schema.anyOf
  if (choices)
    return choices.some((choice) => differences(choice, value, at).length === 0) ? [] : [`${at}: none of the choices`]
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length > 0 && !types.some((type) => isA(type, value)))
    return [`${at}: ${JSON.stringify(value)} is no ${types.join()}`]
  const named = NAMED[schema.schema ?? '']
  if (named && !named.test(String(value))) return [`${at}: no ${schema.schema}`]
  if (Array.isArray(value))
    return value.flatMap((item, index) => differences(schema.items ?? {}, item, `${at}/${index}`))
  return typeof value === 'object' && value !== null ? fieldDifferences(schema, value as Json, at) : []
}

const NAMED: Readonly<Record<string, RegExp>> = {
  ts: /^\d+\.\d{6}$/,
  channel: /^[CDG][A-Z0-9]+$/,
  user_id: /^[UW][A-Z0-9]+$/,
  file_id: /^F[A-Z0-9]+$/,
}

function fieldDifferences(schema: Schema, fields: Json, at: string): string[] {
  const missing = (schema.required ?? [])
    .filter((name) => fields[name] === undefined)
    .map((name) => `${at}/${name} is missing`)
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, of]) =>
    fields[name] === undefined ? [] : differences(of, fields[name], `${at}/${name}`),
  )
  return [...missing, ...inner]
}

function isA(type: string, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}

import { lengthOf } from '../block-kit/schema.ts'
import { word } from '../json.ts'
import type { IncomingHttpHeaders } from 'node:http'
import { invalidArguments, SlackError } from './errors.ts'
import type { Arg, Args, Method } from './method.ts'

export interface RawArgs {
  readonly values: Readonly<Record<string, unknown>>
  readonly warnings: readonly string[]
}

/** Reads the arguments of a call from its query and body: form, JSON or multipart. */
export async function readArgs(
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  body: Buffer,
  method: Method | undefined,
): Promise<RawArgs> {
  const values: Record<string, unknown> = Object.fromEntries(query)
  const warnings: string[] = []
  const type = (headers['content-type'] ?? '').toLowerCase()
  if (body.length === 0) return { values, warnings }
  if (type.startsWith('application/json')) {
    if (!type.includes('charset')) warnings.push('missing_charset')
    if (method?.json !== false) Object.assign(values, readJson(body.toString('utf8')))
  } else if (type.startsWith('application/x-www-form-urlencoded')) {
    if (type.includes('charset')) warnings.push('superfluous_charset')
    Object.assign(values, Object.fromEntries(new URLSearchParams(body.toString('utf8'))))
  } else if (type.startsWith('multipart/form-data')) {
    Object.assign(values, await readForm(headers['content-type'] ?? '', body))
  } else if (type === '') throw new SlackError('missing_post_type')
  else throw new SlackError('invalid_post_type')
  return { values, warnings }
}

function readJson(source: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    throw new SlackError('invalid_json')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SlackError('json_not_object')
  return { ...value }
}

async function readForm(type: string, body: Buffer): Promise<Record<string, unknown>> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  } catch {
    throw new SlackError('invalid_form_data')
  }
}

const NAME = /^[\w.-]{1,100}$/

/** Checks arguments against what the method declares; all that is wrong is said at once. */
export function checkArgs(method: Method, raw: Readonly<Record<string, unknown>>): Args {
  const faults: string[] = []
  const args: Record<string, unknown> = {}
  for (const name of Object.keys(raw)) if (!NAME.test(name)) throw new SlackError('invalid_arg_name')
  for (const [name, arg] of Object.entries(method.args)) {
    const value = raw[name]
    if (value === undefined || value === null || value === '') {
      if (arg.required) faults.push(`missing required field: ${name}`)
      if (value === '') args[name] = ''
      continue
    }
    const read = readArg(arg, value)
    const fault = read === undefined ? `must be a valid ${arg.type}` : limitFault(arg, read.value)
    if (fault !== undefined) faults.push(`${fault} [json-pointer:/${name}]`)
    else args[name] = read?.value
  }
  if (faults.length > 0) throw invalidArguments(...faults)
  return args
}

function limitFault({ max, oneOf }: Arg, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  if (max !== undefined && lengthOf(value) > max) return `must be less than ${max + 1} characters`
  return oneOf && !oneOf.includes(value) ? `must be one of: ${oneOf.join(', ')}` : undefined
}

function readArg(arg: Arg, value: unknown): { readonly value: unknown } | undefined {
  switch (arg.type) {
    case 'string':
      if (typeof value === 'object') throw new SlackError('invalid_array_arg')
      return { value: word(value) }
    case 'boolean':
      if (value === true || value === 'true' || value === '1' || value === 1) return { value: true }
      return value === false || value === 'false' || value === '0' || value === 0 ? { value: false } : undefined
    case 'integer':
      return /^-?\d+$/.test(word(value)) ? { value: Number(value) } : undefined
    case 'number':
      return Number.isFinite(Number(value)) ? { value: Number(value) } : undefined
    case 'json':
      return readJsonArg(value)
    case 'any':
      return { value }
  }
}

function readJsonArg(value: unknown): { readonly value: unknown } | undefined {
  if (typeof value !== 'string') return { value }
  try {
    return { value: JSON.parse(value) as unknown }
  } catch {
    return undefined
  }
}

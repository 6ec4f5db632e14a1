import type { SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import type { InstallRecord } from '../world/records.ts'

export type ArgType = 'string' | 'boolean' | 'integer' | 'number' | 'json' | 'any'

export interface Arg {
  readonly type: ArgType
  readonly required?: boolean
  /** Characters at most. */
  readonly max?: number
  readonly oneOf?: readonly string[]
}

/** Arguments that passed the check: strings, booleans and numbers as declared, `json` parsed. */
export type Args = Readonly<Record<string, unknown>>

/** One call of a Web API method, authorised and checked. */
export interface Call {
  readonly s: Services
  readonly args: Args
  readonly install: InstallRecord
  readonly teamId: string
  /** Who acts: the bot user, or the person whose token it is. */
  readonly userId: string
  readonly asUser: boolean
}

export type Tier = 1 | 2 | 3 | 4 | 'special'

export interface Method {
  readonly tier: Tier
  /** One of them is enough; empty: none is needed. */
  readonly scopes: readonly string[]
  readonly args: Readonly<Record<string, Arg>>
  /** False: arguments come as a form or query only. */
  readonly json?: boolean
  /** No token (`open`), an app-level one, or a bot's or person's (the default). */
  readonly auth?: 'open' | 'app' | 'bot'
  readonly run: (call: Call) => SlackObject | Promise<SlackObject>
}

export type MethodTable = Readonly<Record<string, Method>>

const arg =
  (type: ArgType) =>
  (required?: 'required'): Arg =>
    required === undefined ? { type } : { type, required: true }

export const string = arg('string')
/** A text with a limit of its own. */
export const stringWith = (limit: Pick<Arg, 'required' | 'max' | 'oneOf'>): Arg => ({ type: 'string', ...limit })
export const boolean = arg('boolean')
export const integer = arg('integer')
export const number = arg('number')
export const json = arg('json')

/** Reads a declared argument; the check before has made sure of its type. */
export const text = (call: Call, name: string): string | undefined => {
  const value = call.args[name]
  return typeof value === 'string' ? value : undefined
}

export const flag = (call: Call, name: string): boolean => call.args[name] === true

export const count = (call: Call, name: string): number | undefined => {
  const value = call.args[name]
  return typeof value === 'number' ? value : undefined
}

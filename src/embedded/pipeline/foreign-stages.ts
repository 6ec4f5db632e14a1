import { Long } from 'bson'
import { Aggregator } from 'mingo'
import { fail } from '../errors.ts'
import { doubleOf, toNumber } from '../values/numbers.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { Stage } from './stage.ts'

/** Stages that mingo computes, on documents whose numbers are plain. */
export const FOREIGN_STAGES: ReadonlySet<string> = new Set([
  '$bucketAuto',
  '$densify',
  '$fill',
  '$redact',
  '$setWindowFields',
])

export function foreignStage(name: string, operand: unknown): Stage {
  return (docs) => {
    refuseScripts(operand)
    const plain = Array.from(docs, (doc) => plainNumbers(doc) as Doc)
    try {
      return new Aggregator([{ [name]: plainNumbers(operand) }], { scriptEnabled: true }).run(plain) as Doc[]
    } catch (error) {
      return fail('BadValue', `${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** Longs and whole doubles as JavaScript numbers; a long that is no safe integer is refused. */
function plainNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainNumbers)
  if (isDoc(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainNumbers(inner)]))
  if (!isNumber(value) || typeof value === 'number') return value
  const number = toNumber(value)
  if (value instanceof Long && !Number.isSafeInteger(number))
    fail('NotImplemented', 'this stage does not support longs beyond 2^53')
  return doubleOf(number) === number ? number : number
}

/** mingo computes windows by functions of its own, so scripts are on: a client's are refused here. */
function refuseScripts(operand: unknown): void {
  if (Array.isArray(operand)) operand.forEach(refuseScripts)
  else if (isDoc(operand)) {
    for (const [name, inner] of Object.entries(operand)) {
      if (name === '$function' || name === '$accumulator' || name === '$where')
        fail('NotImplemented', `${name} is not supported`)
      refuseScripts(inner)
    }
  }
}

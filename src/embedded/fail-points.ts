import { fail } from './errors.ts'
import { isDoc, isNumber } from './values/types.ts'
import type { Doc } from './values/types.ts'

/** What a fail point does to a command. */
export interface Failure {
  readonly close: boolean
  readonly error: Doc | undefined
  readonly writeConcernError: Doc | undefined
  readonly blockMs: number
}

/** `failCommand`, for tests: commands fail as configured. */
export interface FailPoints {
  configure(body: Doc): Doc
  hit(command: string): Failure | undefined
}

export function openFailPoints(): FailPoints {
  let point: { times: number; skip: number; data: Doc } | undefined
  return {
    configure({ configureFailPoint: name, mode, data }) {
      if (name !== 'failCommand') fail('NotImplemented', `fail point ${String(name)} is not supported`)
      const counts = countsOf(mode)
      point = counts.times === 0 ? undefined : { ...counts, data: isDoc(data) ? data : {} }
      return {}
    },
    hit(command) {
      const commands = point?.data['failCommands']
      if (!point || !Array.isArray(commands) || !commands.includes(command)) return undefined
      if (point.skip-- > 0) return undefined
      const { data } = point
      if (--point.times <= 0) point = undefined
      return failureOf(data)
    },
  }
}

function countsOf(mode: unknown): { times: number; skip: number } {
  if (mode === 'off') return { times: 0, skip: 0 }
  if (mode === 'alwaysOn') return { times: Infinity, skip: 0 }
  const { times, skip } = isDoc(mode) ? mode : {}
  if (isNumber(times)) return { times: Number(times), skip: 0 }
  return isNumber(skip) ? { times: Infinity, skip: Number(skip) } : fail('BadValue', 'unknown fail point mode')
}

const numberOr0 = (value: unknown): number => (isNumber(value) ? Number(value) : 0)

function failureOf({ errorCode, errorLabels, errorExtraInfo, closeConnection, ...data }: Doc): Failure {
  const code = numberOr0(errorCode)
  const retryable = RETRYABLE.has(code) ? ['RetryableWriteError'] : undefined
  const labels = Array.isArray(errorLabels) ? errorLabels : retryable
  const error = { ok: 0, errmsg: "Failing command via 'failCommand' failpoint", code, codeName: `Location${code}` }
  const more = { ...(isDoc(errorExtraInfo) ? errorExtraInfo : {}), ...(labels ? { errorLabels: labels } : {}) }
  const { writeConcernError, blockConnection, blockTimeMS } = data
  return {
    close: closeConnection === true,
    error: code === 0 ? undefined : { ...error, ...more },
    writeConcernError: isDoc(writeConcernError) ? writeConcernError : undefined,
    blockMs: blockConnection === true ? numberOr0(blockTimeMS) : 0,
  }
}

const RETRYABLE = new Set([6, 7, 89, 91, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436])

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
  hit(command: string, appName: string | undefined): Failure | undefined
}

interface Point {
  times: number
  skip: number
  readonly data: Doc
}

export function openFailPoints(): FailPoints {
  const points = new Map<string, Point>()
  return {
    configure(body) {
      const name = body['configureFailPoint']
      if (name !== 'failCommand') fail('NotImplemented', `fail point ${String(name)} is not supported`)
      const { times, skip } = modeOf(body['mode'])
      if (times === 0) points.delete(name)
      else points.set(name, { times, skip, data: isDoc(body['data']) ? body['data'] : {} })
      return {}
    },
    hit(command, appName) {
      const point = points.get('failCommand')
      const commands = point?.data['failCommands']
      if (!point || !Array.isArray(commands) || !commands.includes(command) || command === 'configureFailPoint')
        return undefined
      if (point.data['appName'] !== undefined && point.data['appName'] !== appName) return undefined
      if (point.skip-- > 0) return undefined
      if (--point.times <= 0) points.delete('failCommand')
      return failureOf(point.data)
    },
  }
}

function modeOf(mode: unknown): { times: number; skip: number } {
  if (mode === 'off') return { times: 0, skip: 0 }
  if (mode === 'alwaysOn') return { times: Infinity, skip: 0 }
  const [times, skip] = isDoc(mode) ? [mode['times'], mode['skip']] : []
  if (isNumber(times)) return { times: Number(times), skip: 0 }
  if (isNumber(skip)) return { times: Infinity, skip: Number(skip) }
  return fail('BadValue', 'unknown fail point mode')
}

function failureOf(data: Doc): Failure {
  const { errorCode, errorLabels, errorExtraInfo, writeConcernError } = data
  const code = isNumber(errorCode) ? Number(errorCode) : undefined
  const labels = Array.isArray(errorLabels)
    ? { errorLabels }
    : isRetryable(code)
      ? { errorLabels: ['RetryableWriteError'] }
      : {}
  const error =
    code === undefined
      ? undefined
      : {
          ok: 0,
          errmsg: `Failing command via 'failCommand' failpoint`,
          code,
          codeName: `Location${code}`,
          ...(isDoc(errorExtraInfo) ? errorExtraInfo : {}),
          ...labels,
        }
  return {
    close: data['closeConnection'] === true,
    error,
    writeConcernError: isDoc(writeConcernError) ? writeConcernError : undefined,
    blockMs: data['blockConnection'] === true && isNumber(data['blockTimeMS']) ? Number(data['blockTimeMS']) : 0,
  }
}

const RETRYABLE = new Set([6, 7, 89, 91, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436])
const isRetryable = (code: number | undefined): boolean => code !== undefined && RETRYABLE.has(code)

import { pino } from 'pino'
import type { LevelWithSilent, Logger } from 'pino'

/** Fields that may carry a secret or what people wrote, wherever they appear; they are cut out of every line. */
const SECRET = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'clientSecret',
  'authorization',
  'text',
  'blocks',
  'response_url',
  'body',
  'uri',
]
const paths = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

/** Slack's tokens wherever they stand inside a string, such as an error's message. */
const TOKEN = /xox[a-z][-.][\w-]+|xapp-[\w-]+|xoxe\.[\w.-]+/g

/**
 * Structured logs on standard output, one JSON object a line.
 *
 * Secrets and message text never reach them: the fields named above are redacted at three depths, and anything that
 * looks like one of Slack's tokens is cut out of the finished line.
 */
export function createLog(level: LevelWithSilent, destination?: { write(line: string): void }): Logger {
  const out = destination ?? process.stdout
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: '[redacted]' } },
    { write: (line: string) => void out.write(line.replaceAll(TOKEN, '[token]')) },
  )
}

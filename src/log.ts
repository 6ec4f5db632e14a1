import { pino } from 'pino'
import type { LevelWithSilent, Logger } from 'pino'

/** Fields that may carry a secret or what people wrote, wherever they appear; they are cut out of every line. */
const SECRET = [
  'token',
  'botToken',
  'appToken',
  'access_token',
  'refresh_token',
  'signingSecret',
  'clientSecret',
  'stateSecret',
  'encryptionKey',
  'authorization',
  'text',
  'blocks',
  'title',
  'description',
  'note',
  'private_metadata',
  'response_url',
  'responseUrl',
  'body',
  'uri',
]
const paths = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

/** Slack's tokens wherever they stand inside a string, such as an error's message. */
const TOKEN = /xox[a-z][-.][\w-]+|xapp-[\w-]+|xoxe\.[\w.-]+/g
/** Who may answer in somebody's name: part of an address that Slack gives with each request. */
const RESPONSE_URL = /(https?:\/\/hooks\.slack\.com\/)[^\s"\\]+/g
/** The user and password in an address, such as a database's. */
const CREDENTIALS = /(\w:\/\/)[^\s/"@\\]+@/g

const withoutSecrets = (line: string): string =>
  line.replaceAll(TOKEN, '[token]').replaceAll(RESPONSE_URL, '$1[redacted]').replaceAll(CREDENTIALS, '$1[redacted]@')

/**
 * Structured logs on standard output, one JSON object a line.
 *
 * Secrets and message text never reach them: the fields named above are redacted at three depths, and anything that
 * looks like one of Slack's tokens or response URLs, or like credentials in an address, is cut out of the finished line.
 */
export function createLog(level: LevelWithSilent, destination?: { write(line: string): void }): Logger {
  const out = destination ?? process.stdout
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: '[redacted]' } },
    { write: (line: string) => void out.write(withoutSecrets(line)) },
  )
}

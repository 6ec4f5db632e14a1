import { z } from 'zod'

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be a port number from 0 to 65535')
const url = z.url({ protocol: /^https?$/, error: 'must be a web address that begins with http:// or https://' })
const key32 = z
  .string()
  .refine(
    (text) => Buffer.from(text, 'base64').length === 32,
    'must be 32 bytes in base64 (make one: openssl rand -base64 32)',
  )

/** An empty variable counts as unset, as people write `SLACK_APP_TOKEN=` in an `.env` file. */
const Environment = z.object({
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  DATA_DIR: z.string().default('.runsheet'),
  PORT: port.prefault('3000'),
  HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: port.prefault('4000'),
  SANDBOX_NOW: z.iso
    .datetime({ offset: true, error: 'must be an ISO 8601 instant such as 2026-03-02T08:00:00Z' })
    .optional(),
  CLOCK_URL: url.optional(),
  PUBLIC_URL: url.optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must be a bot token: it begins with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must be an app-level token: it begins with xapp-').optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z.string().optional(),
  SLACK_API_URL: url.optional(),
  ENCRYPTION_KEY: key32.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})
type Environment = z.infer<typeof Environment>

/** How Slack reaches Runsheet, and as whom Runsheet speaks. */
export type SlackMode =
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly botToken: string }
  | { readonly kind: 'socket'; readonly appToken: string; readonly botToken: string }
  | {
      readonly kind: 'oauth'
      readonly signingSecret: string
      readonly clientId: string
      readonly clientSecret: string
      readonly stateSecret: string
      readonly encryptionKey: string
      readonly publicUrl: string
    }

export interface Config {
  readonly mongodbUri: string | null
  readonly dataDir: string
  readonly port: number
  readonly host: string
  readonly sandboxPort: number
  readonly sandboxNow: Date | null
  readonly clockUrl: string | null
  readonly publicUrl: string | null
  readonly slackApiUrl: string | null
  readonly slack: SlackMode
  readonly logLevel: Environment['LOG_LEVEL']
}

/** All that is wrong with the environment, in one report; `main.ts` prints it and exits with 2. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(
      `Runsheet cannot start; ${faults.length === 1 ? 'one setting needs' : `${faults.length} settings need`} attention:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    )
    this.name = 'ConfigError'
  }
}

/** The environment as it was set, checked or not. */
type Settings = Readonly<Partial<Record<string, string>>>

const missing = (names: readonly string[], why: string): string => `${names.join(', ')}: missing, needed ${why}`

const OAUTH = [
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'ENCRYPTION_KEY',
  'PUBLIC_URL',
] as const

function oauthMode(env: Settings, faults: string[]): SlackMode {
  const lacking = OAUTH.filter((name) => env[name] === undefined)
  if (lacking.length > 0) faults.push(missing(lacking, 'to let workspaces install Runsheet by OAuth'))
  return {
    kind: 'oauth',
    signingSecret: env['SLACK_SIGNING_SECRET'] ?? '',
    clientId: env['SLACK_CLIENT_ID'] ?? '',
    clientSecret: env['SLACK_CLIENT_SECRET'] ?? '',
    stateSecret: env['SLACK_STATE_SECRET'] ?? '',
    encryptionKey: env['ENCRYPTION_KEY'] ?? '',
    publicUrl: env['PUBLIC_URL'] ?? '',
  }
}

function slackMode(env: Settings, faults: string[]): SlackMode {
  if (env['SLACK_CLIENT_ID'] ?? env['SLACK_CLIENT_SECRET'] ?? env['SLACK_STATE_SECRET']) return oauthMode(env, faults)
  const { SLACK_APP_TOKEN: appToken, SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret } = env
  if (!appToken && !botToken && !signingSecret) return { kind: 'sandbox' }
  if (!botToken) faults.push(missing(['SLACK_BOT_TOKEN'], 'beside the Slack variable that is set'))
  if (!appToken && !signingSecret) {
    faults.push(missing(['SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode)'], 'to hear from Slack'))
  }
  if (appToken) return { kind: 'socket', appToken, botToken: botToken ?? '' }
  return { kind: 'http', signingSecret: signingSecret ?? '', botToken: botToken ?? '' }
}

/**
 * Reads and checks the whole environment.
 *
 * @throws ConfigError listing every fault at once
 */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const set: Settings = Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const parsed = Environment.safeParse(set)
  const faults = parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []
  const slack = slackMode(set, faults)
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  const env = parsed.data
  return {
    mongodbUri: env.MONGODB_URI ?? null,
    dataDir: env.DATA_DIR,
    port: env.PORT,
    host: env.HOST,
    sandboxPort: env.SANDBOX_PORT,
    sandboxNow: env.SANDBOX_NOW ? new Date(env.SANDBOX_NOW) : null,
    clockUrl: env.CLOCK_URL ?? null,
    publicUrl: env.PUBLIC_URL ?? null,
    slackApiUrl: env.SLACK_API_URL ?? null,
    slack,
    logLevel: env.LOG_LEVEL,
  }
}

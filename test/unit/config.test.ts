import { describe, expect, it, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const OAUTH = {
  SLACK_SIGNING_SECRET: 's',
  SLACK_CLIENT_ID: 'c',
  SLACK_CLIENT_SECRET: 'cs',
  SLACK_STATE_SECRET: 'ss',
  ENCRYPTION_KEY: KEY,
  PUBLIC_URL: 'https://runsheet.example',
}

const reportOf = (variables: NodeJS.ProcessEnv): string => {
  try {
    readConfig(variables)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('with nothing set', () => {
  it('the sandbox starts, with the documented defaults', () => {
    expect(readConfig({})).toEqual({
      mongodbUri: null,
      dataDir: '.runsheet',
      port: 3000,
      host: '127.0.0.1',
      sandboxPort: 4000,
      sandboxNow: null,
      clockUrl: null,
      publicUrl: null,
      slackApiUrl: null,
      slack: { kind: 'sandbox' },
      logLevel: 'info',
    })
  })

  it('empty variables count as unset, and space around a value does not count', () => {
    const config = readConfig({ SLACK_APP_TOKEN: '', SLACK_BOT_TOKEN: '  ', PORT: ' 8080 ', MONGODB_URI: '' })
    expect(config).toMatchObject({ slack: { kind: 'sandbox' }, port: 8080, mongodbUri: null })
  })
})

describe('the mode', () => {
  test.each([
    [
      { SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 'xoxb-1' },
      { kind: 'http', signingSecret: 's', botToken: 'xoxb-1' },
    ],
    [
      { SLACK_APP_TOKEN: 'xapp-1', SLACK_BOT_TOKEN: 'xoxb-1' },
      { kind: 'socket', appToken: 'xapp-1', botToken: 'xoxb-1' },
    ],
    // With both, the one that needs no public address.
    [
      { SLACK_APP_TOKEN: 'xapp-1', SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' },
      { kind: 'socket', appToken: 'xapp-1', botToken: 'xoxb-1' },
    ],
    [
      OAUTH,
      {
        kind: 'oauth',
        signingSecret: 's',
        clientId: 'c',
        clientSecret: 'cs',
        stateSecret: 'ss',
        encryptionKey: KEY,
        publicUrl: 'https://runsheet.example',
      },
    ],
  ])('of %j', (variables, slack) => {
    expect(readConfig(variables).slack).toEqual(slack)
  })
})

describe('some but not enough', () => {
  test.each<[NodeJS.ProcessEnv, readonly string[]]>([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode)']],
    [{ SLACK_SIGNING_SECRET: 's' }, ['SLACK_BOT_TOKEN: missing']],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN: missing']],
    [
      { SLACK_CLIENT_ID: 'c' },
      ['SLACK_SIGNING_SECRET, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, ENCRYPTION_KEY, PUBLIC_URL: missing'],
    ],
  ])('%j is one report of what is missing', (variables, faults) => {
    const report = reportOf(variables)
    for (const fault of faults) expect(report).toContain(fault)
  })
})

describe('what is wrong', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['SANDBOX_PORT', '3.5'],
    ['MONGODB_URI', 'postgres://x'],
    ['SANDBOX_NOW', 'yesterday'],
    ['SLACK_BOT_TOKEN', 'xoxp-1'],
    ['SLACK_APP_TOKEN', 'xoxb-1'],
    ['SLACK_API_URL', 'slack.com'],
    ['PUBLIC_URL', 'ftp://x'],
    ['ENCRYPTION_KEY', 'c2hvcnQ='],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is said by its name', (name, value) => {
    expect(reportOf({ [name]: value })).toContain(`  - ${name}: `)
  })

  it('is said all at once, what is missing included, and no value is repeated', () => {
    const report = reportOf({ PORT: 'x', LOG_LEVEL: 'loud', SLACK_BOT_TOKEN: 'wrong-secret' })
    expect(report).toContain('4 settings need attention')
    expect(report.match(/^ {2}- [A-Z_]+/gm)).toEqual([
      '  - PORT',
      '  - SLACK_BOT_TOKEN',
      '  - LOG_LEVEL',
      '  - SLACK_SIGNING_SECRET',
    ])
    expect(report).not.toContain('wrong-secret')
  })
})

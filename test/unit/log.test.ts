import { describe, expect, it, test } from 'vitest'
import { createLog } from '../../src/log.ts'

/** The line that a log call writes. */
function logged(fields: object, level: 'info' | 'debug' = 'info'): string {
  const lines: string[] = []
  createLog('info', { write: (line) => void lines.push(line) })[level](fields, 'Something happened')
  return lines.join('')
}

describe('a log line', () => {
  it('is one JSON object with an instant, a static message and the fields', () => {
    const line = logged({ workspaceId: 'T1', milliseconds: 12 })
    expect(line.endsWith('}\n')).toBe(true)
    expect(JSON.parse(line)).toMatchObject({
      level: 30,
      msg: 'Something happened',
      workspaceId: 'T1',
      milliseconds: 12,
    })
    expect(JSON.parse(line)).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/))
  })

  it('below the level is not written', () => {
    expect(logged({}, 'debug')).toBe('')
  })

  test.each([
    ['a secret field', { botToken: 'hush' }],
    ['a secret field further in', { slack: { mode: { signingSecret: 'hush' } } }],
    ['what people wrote', { message: { text: 'hush' } }],
    ['Block Kit', { blocks: [{ text: 'hush' }] }],
    ['a form’s memory', { view: { private_metadata: 'hush' } }],
    ['a Slack token in a string', { detail: 'failed with xoxb-hush-1 twice' }],
    ['a rotated Slack token', { detail: 'xoxe.xoxb-1-hush' }],
    ['an app-level token', { detail: 'xapp-1-hush' }],
    ['an error’s message', { err: new Error('no access for xoxp-hush-1') }],
    ['an error’s cause', { err: new Error('failed', { cause: new Error('xoxb-hush-1') }) }],
    ['a response URL', { detail: 'POST https://hooks.slack.com/commands/T1/2/hush failed' }],
    ['a database’s password', { err: new Error('cannot reach mongodb+srv://runsheet:hush@db.example/x') }],
  ])('has nothing of %s', (_what, fields) => {
    const line = logged(fields)
    expect(line).not.toContain('hush')
    expect(() => JSON.parse(line) as unknown).not.toThrow()
  })

  it('keeps what leads to the cause', () => {
    expect(logged({ err: new Error('ECONNREFUSED'), reference: 'K7M2XQ' })).toMatch(/ECONNREFUSED.*K7M2XQ/)
  })
})

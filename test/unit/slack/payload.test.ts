import { describe, expect, it } from 'vitest'
import { channelOf, memberOf, Payload, surfaceOf, tenantOf } from '../../../src/slack/payload.ts'
import { command, event, press, submit } from '../../support/slack-requests.ts'

const read = (body: unknown): Payload => Payload.parse(body)

describe('a payload', () => {
  it.each<[string, unknown, string | undefined]>([
    ['a command', command('x'), 'T1'],
    ['a command of an organisation', command('x', { is_enterprise_install: 'true', enterprise_id: 'E1' }), 'E1'],
    ['a command of a workspace in one', command('x', { is_enterprise_install: 'false', enterprise_id: 'E1' }), 'T1'],
    ['a button', press('x'), 'T1'],
    [
      'a button of an organisation',
      press('x', '', { team: null, is_enterprise_install: true, enterprise: { id: 'E1' } }),
      'E1',
    ],
    ['a form opened through a shared channel', submit('x', { app_installed_team_id: 'T7' }), 'T7'],
    ['an event', event({ type: 'x' }), 'T1'],
    ['an event seen through a shared channel', event({ type: 'x' }, { team_id: 'T9' }), 'T1'],
    [
      'an event of an organisation',
      event({ type: 'x' }, { authorizations: [{ team_id: 'T1', enterprise_id: 'E1', is_enterprise_install: true }] }),
      'E1',
    ],
    ['an event without authorizations', event({ type: 'x' }, { authorizations: undefined }), 'T1'],
    ['nothing', {}, undefined],
  ])('belongs to the tenant that installed the app: %s', (_, body, tenant) => {
    expect(tenantOf(read(body))).toBe(tenant)
  })

  it.each<[unknown, string]>([
    [command('x'), 'command'],
    [press('x'), 'message'],
    [press('x', '', { view: { type: 'modal' } }), 'modal'],
    [press('x', '', { view: { type: 'home' } }), 'home'],
    [submit('x'), 'submission'],
    [{ type: 'view_closed', view: {} }, 'other'],
    [{ type: 'message_action', channel: { id: 'C1' } }, 'message'],
    [{ type: 'shortcut' }, 'shortcut'],
    [{ type: 'block_suggestion' }, 'options'],
    [{ type: 'interactive_message', response_url: 'https://x' }, 'message'],
    [event({ type: 'x' }), 'event'],
    [{}, 'other'],
  ])('comes from a surface: %o', (body, surface) => {
    expect(surfaceOf(read(body))).toBe(surface)
  })

  it('says who acted and where', () => {
    expect([memberOf(read(command('x'))), channelOf(read(command('x')))]).toEqual(['UANA', 'C1'])
    expect([memberOf(read(press('x'))), channelOf(read(press('x')))]).toEqual(['UANA', 'C1'])
    expect([memberOf(read(submit('x'))), channelOf(read(submit('x')))]).toEqual(['UANA', null])
  })

  it('never fails on what is odd in it', () => {
    const odd = {
      type: 7,
      team: 'T1',
      user: 5,
      view: 'x',
      channel: [],
      authorizations: 'x',
      event: 3,
      response_url: {},
    }
    expect(surfaceOf(read(odd))).toBe('other')
    expect(tenantOf(read(odd))).toBeUndefined()
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { useStores } from '../store/stores.ts'
import { buildMember } from '../support/builders.ts'
import { FakeSlack } from '../support/fake-slack.ts'
import { startSlackApp } from '../support/slack-app.ts'
import type { SlackApp } from '../support/slack-app.ts'
import { event, sendEvent } from '../support/slack-requests.ts'

const world = useStores()
let slack: FakeSlack
let app: SlackApp
let seen: string[]

beforeEach(async () => {
  slack = new FakeSlack()
  app = await startSlackApp(world.stores, world.clock)
  seen = []
})
afterEach(async () => {
  await app.stop()
  slack.stop()
})

const opened = (user: string, overrides: object = {}): object =>
  event({ type: 'app_home_opened', user, channel: 'D1', tab: 'home', event_ts: '1.1' }, overrides)
const listen = (work: (user: string) => Promise<void>): void =>
  app.slack.app.event('app_home_opened', ({ event: { user } }) => work(user))
const note = async (user: string): Promise<void> => void seen.push(user)
/** What is still to be worked off a minute from now. */
const unfinished = async (): Promise<number> => {
  world.clock.advanceWall(61_000)
  return (await world.stores.inbox.claimUnfinished(world.clock.wall(), 10)).length
}

describe('an event', () => {
  it('is recorded before it is acknowledged, and acknowledged before it is worked off', async () => {
    let finish: (() => void) | undefined
    listen(
      () =>
        new Promise((resolve) => {
          finish = resolve
        }),
    )
    const body = opened('UANA')
    expect((await sendEvent(app, body)).status).toBe(200)
    await expect.poll(() => finish).toBeDefined()
    const { event_id: eventId } = body as { event_id: string }
    expect(await world.stores.inbox.record({ workspaceId: 'T1', eventId, body: {} }, world.clock.wall())).toBe(false)
    expect(await unfinished()).toBe(1)
    finish?.()
    await app.slack.stop()
    expect(await unfinished()).toBe(0)
  })

  it('that Slack sends again is acknowledged and not worked off again', async () => {
    listen(note)
    const body = opened('UANA')
    const retry = { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } }
    const answers = await Promise.all([sendEvent(app, body), sendEvent(app, body, retry), sendEvent(app, body, retry)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    await app.slack.stop()
    expect(seen).toEqual(['UANA'])
  })

  it('that cannot be recorded is not acknowledged, so that Slack sends it again', async () => {
    listen(note)
    const broken = { ...world.stores.inbox, record: () => Promise.reject(new Error('the database is gone')) }
    const other = await startSlackApp(world.stores, world.clock, { inbox: broken })
    expect((await sendEvent(other, opened('UANA'))).status).toBe(503)
    await other.stop()
    expect(seen).toEqual([])
  })

  it('that a crash left behind is worked off a minute later by another process', async () => {
    listen(note)
    const body = opened('UBEN')
    const { event_id: eventId } = body as { event_id: string }
    await world.other.inbox.record({ workspaceId: 'T1', eventId, body }, world.clock.wall())
    await app.slack.finishEvents()
    expect(seen).toEqual([])
    world.clock.advanceWall(61_000)
    await app.slack.finishEvents()
    await app.slack.finishEvents()
    expect(seen).toEqual(['UBEN'])
    expect(await unfinished()).toBe(0)
  })

  it('that fails is tried once more and then given up, each time with a line for the operators', async () => {
    listen(async (user) => {
      await note(user)
      throw new Error('the disk is full')
    })
    expect((await sendEvent(app, opened('UANA'))).status).toBe(200)
    await app.slack.stop()
    for (let minute = 0; minute < 3; minute++) {
      world.clock.advanceWall(61_000)
      await app.slack.finishEvents()
    }
    expect(seen).toEqual(['UANA', 'UANA'])
    const errors = app.log.lines.filter(({ level }) => level === 'error')
    expect(errors.map(({ message }) => message)).toEqual([
      'An event failed and will be tried once more',
      'An event failed twice and was given up',
    ])
  })

  it('that is refused, or of a workspace that is not ours, is not tried again', async () => {
    listen(async () => {
      throw new UserError('test', 'No.')
    })
    await sendEvent(app, opened('UANA'))
    await sendEvent(app, opened('UANA', { team_id: 'T9', authorizations: [{ team_id: 'T9' }] }))
    await app.slack.stop()
    expect(await unfinished()).toBe(0)
  })

  it('that arrives while Slack does not confirm our token is worked off when it does', async () => {
    listen(note)
    slack.fail('auth.test', { kind: 'answer', status: 503, body: '' })
    expect((await sendEvent(app, opened('UANA'))).status).toBe(200)
    await app.slack.stop()
    expect(seen).toEqual([])
    world.clock.advanceWall(61_000)
    await app.slack.finishEvents()
    expect(seen).toEqual(['UANA'])
  })

  it('is kept without Slack’s verification token', async () => {
    listen(async () => {
      throw new Error('the disk is full')
    })
    await sendEvent(app, opened('UCLEO'))
    await app.slack.stop()
    world.clock.advanceWall(61_000)
    const entries = await world.stores.inbox.claimUnfinished(world.clock.wall(), 10)
    expect(entries.map(({ body }) => body)).toEqual([expect.objectContaining({ event: expect.anything() })])
    expect(JSON.stringify(entries)).not.toContain('not kept')
  })
})

describe('people', () => {
  const user = (overrides: object) => ({
    id: 'UANA',
    team_id: 'T1',
    name: 'ana',
    deleted: false,
    tz: 'Europe/London',
    profile: { display_name: 'Ana B.', real_name: 'Ana Brandt' },
    ...overrides,
  })

  it('are asked about once, however many ask, and kept', async () => {
    const { directory } = app.slack
    const found = await Promise.all([1, 2, 3].map(() => directory.member('T1', 'UNEW')))
    expect(slack.callsOf('users.info').map(({ form }) => form)).toEqual([{ user: 'UNEW', include_locale: 'true' }])
    expect(found[0]).toMatchObject({ name: 'new', realName: 'Real UNEW', zone: 'Europe/Berlin', locale: 'en-GB' })
    expect(await directory.member('T1', 'UNEW')).toMatchObject({ kind: 'member', workingHours: { start: '09:00' } })
    expect(slack.callsOf('users.info')).toHaveLength(1)
  })

  it('come in the order asked for, without those whom Slack does not know', async () => {
    slack.on('users.info', (form) =>
      form['user'] === 'UGONE' ? { ok: false, error: 'user_not_found' } : { user: { id: form['user'], name: 'x' } },
    )
    const found = await app.slack.directory.members('T1', ['UZ1', 'UGONE', 'UA1', 'UZ1'])
    expect(found.map(({ id }) => id)).toEqual(['UZ1', 'UA1'])
    await expect(app.slack.directory.member('T1', 'UGONE')).rejects.toThrow('user_not_found')
  })

  it('are refreshed when Slack says that they changed; their own settings and language stay', async () => {
    const hours = { days: [1, 2], start: '10:00', end: '14:00' }
    await world.stores.members.put(buildMember({ workingHours: hours, locale: 'de-DE' }))
    await sendEvent(app, event({ type: 'user_change', user: user({ deleted: true }) }))
    await app.slack.stop()
    expect(await world.stores.members.get('T1', 'UANA')).toMatchObject({
      realName: 'Ana B.',
      zone: 'Europe/London',
      locale: 'de-DE',
      deleted: true,
      workingHours: hours,
    })
  })

  it('who have never met Runsheet are not kept because they changed', async () => {
    await sendEvent(app, event({ type: 'user_change', user: user({ id: 'USTRANGER' }) }))
    await app.slack.stop()
    expect(await world.stores.members.get('T1', 'USTRANGER')).toBeUndefined()
  })

  it.each<[string, object]>([
    ['bot', { is_bot: true }],
    ['external', { team_id: 'T2' }],
    ['external', { is_stranger: true }],
    ['guest', { is_ultra_restricted: true }],
    ['guest', { is_restricted: true, is_admin: false }],
    ['admin', { is_admin: true }],
    ['admin', { is_owner: true }],
    ['member', { team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } }],
    ['member', {}],
  ])('are told apart: %s', async (kind, overrides) => {
    slack.on('users.info', (form) => ({ user: user({ id: form['user'], ...overrides }) }))
    const id = `U${Math.random().toString(36).slice(2)}`
    expect(await app.slack.directory.member('T1', id)).toMatchObject({ kind })
  })
})

import { describe, expect, it } from 'vitest'
import { moveTask } from '../../src/features/tasks/move-tasks.ts'
import { buildTask } from '../support/builders.ts'
import { pings, read } from '../support/posts.ts'
import { settle, useTimeWorld } from '../support/time-world.ts'

/** Monday 2 March 2026, 08:00 in Berlin. */
const world = useTimeWorld('2026-03-02T07:00:00Z')
const daily = {
  digest: { enabled: true, at: '09:00', lastOn: null },
  nextDigestAt: new Date('2026-03-02T08:00:00Z'),
}
const told = () => world.posted().map(({ channel, at }) => `${at} ${channel}`)
const later = { dueAt: new Date('2026-06-01T12:00:00Z'), estimateMinutes: 60 }
const add = (id: string, overrides: object = {}) =>
  world.stores.tasks.add(buildTask({ id, reference: `WEB-${id}`, ...later, ...overrides }))

describe('the standup digest', () => {
  it('comes at nine of the project’s zone on each working day, and pings nobody', async () => {
    await settle(world, { project: daily })
    await add('1', { ownerId: null })
    await world.until('2026-03-14T12:00:00Z')
    const posts = world.posted()
    expect(posts.map(({ at, channel }) => `${at} ${channel}`)).toEqual(
      [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map((day) => `2026-03-${String(day).padStart(2, '0')}T08:00 CWEB`),
    )
    for (const post of posts) {
      expect(post.text).toMatch(/^WEB standup digest/)
      expect(read(post)).toMatch(/^WEB standup digest/)
      expect(pings(post)).toEqual([])
    }
    expect(world.errors()).toEqual([])
  }, 60_000)

  it('tells what moved, is due, overdue, blocked and missing', async () => {
    await settle(world, { project: daily })
    await add('1', { title: 'Overdue', dueAt: new Date('2026-02-27T16:00:00Z') })
    await add('2', { title: 'Today', dueAt: new Date('2026-03-02T16:00:00Z'), ownerId: 'UBEN' })
    await add('3', { title: 'On Thursday', dueAt: new Date('2026-03-05T16:00:00Z') })
    await add('4', { title: 'Waits', ownerId: 'UDEV' })
    await add('5', { title: 'Moves' })
    await add('6', { title: 'Bare', ownerId: null, dueAt: null, estimateMinutes: null })
    const { ports } = world.process()
    const by = { workspaceId: 'T1', via: 'command' as const, note: null }
    await moveTask(ports, { ...by, actorId: 'UCLEO', taskId: '4', move: 'block', note: 'client logo' })
    await moveTask(ports, { ...by, actorId: 'UANA', taskId: '5', move: 'start' })
    await moveTask(ports, { ...by, actorId: 'UANA', taskId: '5', move: 'done' })
    await world.until('2026-03-02T08:00:00Z')
    const post = world.posted().find(({ channel }) => channel === 'CWEB')
    const text = read(post).replaceAll(/<!date[^>]*>/g, 'DATE')
    expect(text).toContain('WEB standup digest · Monday 2 March')
    expect(text).toContain('*Moved since the last one* (2)')
    expect(text).toContain('*WEB-5* Moves · Todo → *Done* · by Ana Brandt')
    expect(text).toContain('*Due today* (1)\n• *WEB-2* Today · Ben Ode · due DATE')
    expect(text).toContain('*Overdue* (1)\n• *WEB-1* Overdue · Ana Brandt · due DATE')
    expect(text).toContain('*Due this week* (1)\n• *WEB-3* On Thursday')
    expect(text).toContain('*Blocked* (1)\n• *WEB-4* Waits · Dev Santos · client logo · since DATE')
    expect(text).toContain('• no owner (1): *WEB-6*')
    expect(text).toContain('• no due date (1): *WEB-6*')
    expect(text).toContain('• no estimate (1): *WEB-6*')
    expect(post?.text).toContain('2 moved')
  })

  it('is not posted where there is nothing to say, and the next day is looked at all the same', async () => {
    await settle(world, { project: daily })
    await add('1')
    await world.until('2026-03-03T12:00:00Z')
    expect(told()).toEqual([])
    const project = await world.stores.projects.get('T1', 'project-web')
    expect(project).toMatchObject({
      digest: { lastOn: '2026-03-03' },
      nextDigestAt: new Date('2026-03-04T08:00:00Z'),
    })
    await add('2', { dueAt: new Date('2026-03-04T12:00:00Z') })
    await world.until('2026-03-04T08:00:00Z')
    expect(told()).toEqual(['2026-03-04T08:00 CWEB'])
  })

  it.each([
    ['2026-03-11T12:30:00Z', ['2026-03-11T12:30 CWEB'], 'in the afternoon: the day’s'],
    ['2026-03-11T16:00:00Z', ['2026-03-12T08:00 CWEB'], 'at 17:00: the next day’s'],
    ['2026-03-14T10:00:00Z', ['2026-03-16T08:00 CWEB'], 'on a Saturday: Monday’s'],
  ])('after a downtime until %s is posted once: %j (%s)', async (up, expected) => {
    await settle(world, { project: daily })
    await add('1', { ownerId: null })
    world.clock.set(up)
    await world.process().jobs.runDue(new Date(up))
    await world.until(`${expected[0]?.slice(0, 16) ?? ''}:00Z`)
    expect(told()).toEqual(expected)
  })

  it('is posted once by two processes, for each of several projects', async () => {
    await settle(world, { project: daily })
    await add('1', { ownerId: null })
    const web = (await world.stores.projects.get('T1', 'project-web'))!
    for (const key of ['BRD', 'CMP']) {
      await world.stores.projects.add({ ...web, id: key, key, channelId: `C${key}` })
      await add(`${key}1`, { projectId: key, reference: `${key}-1`, ownerId: null })
    }
    world.clock.set('2026-03-02T08:00:00Z')
    const [one, two] = [world.process(), world.process()]
    await Promise.all([one, two, one].map(({ jobs }) => jobs.runDue(world.clock.now())))
    expect(told().sort()).toEqual(['CBRD', 'CCMP', 'CWEB'].map((channel) => `2026-03-02T08:00 ${channel}`))
  })

  it('keeps Slack’s limits however much there is, and says how much more', async () => {
    await settle(world, { project: daily })
    const title = '&<*>_ "A title as long as may be" '.repeat(6).slice(0, 150)
    const dues = ['2026-02-27T16:00:00Z', '2026-03-02T16:00:00Z', '2026-03-05T16:00:00Z']
    for (let i = 0; i < 180; i += 1) {
      const dueAt = new Date(dues[i % 3] ?? '')
      await add(String(i), { title, dueAt, ownerId: i % 2 ? null : 'UANA', estimateMinutes: null })
    }
    await world.until('2026-03-02T08:00:00Z')
    const [post] = world.posted()
    expect(post?.blocks.length).toBeLessThanOrEqual(50)
    expect(post?.text.length).toBeLessThanOrEqual(3000)
    for (const { text } of post?.blocks ?? []) expect(text?.text.length ?? 0).toBeLessThanOrEqual(3000)
    expect(read(post)).toMatch(/\*Overdue\* \(60\)\n(• .*\n)+\+\d+ more/)
    expect(read(post)).toContain('no estimate (180): *WEB-')
    expect(read(post)).not.toMatch(/<(?!!date\^\d+\^)/)
    expect(pings(post!)).toEqual([])
  }, 60_000)
})

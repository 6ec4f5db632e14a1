import { fullSight } from '../../src/domain/sight.ts'
import { describe, expect, it } from 'vitest'
import { rateLimited } from '../support/fake-slack.ts'
import { applyChange } from '../../src/features/tasks/change-task.ts'
import { moveTask } from '../../src/features/tasks/move-tasks.ts'
import { pings, read } from '../support/posts.ts'
import { addTask, ANA, BEN, CLEO, DEV, settle, useTimeWorld } from '../support/time-world.ts'

/** Monday 2 March 2026, 09:00 in Berlin. */
const world = useTimeWorld('2026-03-02T08:00:00Z')
const by = (actorId: string) => ({ workspaceId: 'T1', actorId, via: 'button' as const, note: null })
const told = () => world.posted().map(({ channel, at }) => `${at} ${channel}`)

describe('a task that gets late', () => {
  it('is asked about once and escalated once, each in working time of whom it goes to', async () => {
    await settle(world)
    // Due Friday 17:00 in Berlin, owned in New York, answered for in Berlin.
    await addTask(world, { ownerId: 'UBEN', dueAt: new Date('2026-03-06T16:00:00Z') })
    await world.until('2026-03-06T16:00:00Z')
    expect(told()).toEqual([])

    await world.until('2026-03-06T16:01:00Z')
    const [nudge, ...more] = world.posted()
    expect(more).toEqual([])
    expect(nudge).toMatchObject({ channel: 'DUBEN', at: '2026-03-06T16:01' })
    expect(read(nudge)).toContain('*WEB-1* Fix hero copy was due <!date^1772812800^')
    expect(read(nudge)).toContain('[Done]\n[Need until…]\n[Blocked…]')
    expect(read(nudge)).toContain('You own this and it was due <!date^')
    expect(pings(nudge!)).toEqual([])

    // Eight of Ben's working hours later is Monday 11:01 in New York (summer time since Sunday), 16:01 in Berlin.
    await world.until('2026-03-09T15:00:00Z')
    expect(told()).toEqual([])
    await world.until('2026-03-09T15:01:00Z')
    const escalation = world.posted()
    expect(escalation.map(({ channel, at }) => `${at} ${channel}`).sort()).toEqual([
      '2026-03-09T15:01 CESC',
      '2026-03-09T15:01 DUCLEO',
    ])
    const channel = escalation.find((post) => post.channel === 'CESC')!
    expect(pings(channel)).toEqual(['<@UCLEO>'])
    expect(read(channel)).toMatch(/Ben Ode owns it, was asked <!date\^1772812860\^.*> and has not answered/)
    const notice = escalation.find((post) => post.channel === 'DUCLEO')!
    expect(pings(notice)).toEqual([])
    expect(read(notice)).toContain(
      'Escalated to you because you answer for WEB-1 and its owner gave no answer within 8 working hours.',
    )

    await world.until('2026-04-30T12:00:00Z')
    expect(told()).toEqual([])
    const log = await world.stores.activities.ofTask('T1', 'task-1', 10)
    expect(log.map(({ kind, actorId, via }) => [kind, actorId, via])).toEqual([
      ['escalated', null, 'job'],
      ['nudged', null, 'job'],
    ])
    expect(world.errors()).toEqual([])
  })

  it('is not escalated once its owner has answered, and is asked about again when it is late again', async () => {
    await settle(world)
    await addTask(world, { dueAt: new Date('2026-03-03T11:00:00Z') })
    await world.until('2026-03-03T12:00:00Z')
    expect(told()).toEqual(['2026-03-03T11:01 DUANA'])
    const { ports } = world.process()
    await moveTask(ports, { ...by('UANA'), taskId: 'task-1', move: 'block', note: 'waits for the logo' })
    await world.until('2026-03-10T12:00:00Z')
    expect(told()).toEqual([])
    await moveTask(ports, { ...by('UANA'), taskId: 'task-1', move: 'unblock' })
    await world.until('2026-03-11T13:00:00Z')
    expect(told()).toEqual(['2026-03-11T12:00 DUANA'])
    await moveTask(ports, { ...by('UANA'), taskId: 'task-1', move: 'done' })
    await world.until('2026-03-20T12:00:00Z')
    expect(told()).toEqual([])
  })

  it('after a downtime of weeks is asked about once, in working time, and escalated a working day later', async () => {
    await settle(world)
    await addTask(world, { dueAt: new Date('2026-03-03T11:00:00Z') })
    world.clock.set('2026-03-21T22:30:00Z')
    await world.process().jobs.runDue(world.clock.now())
    expect(told()).toEqual([])
    await world.until('2026-03-31T12:00:00Z')
    expect(told().sort()).toEqual(['2026-03-23T08:00 DUANA', '2026-03-24T08:00 CESC', '2026-03-24T08:00 DUCLEO'])
  })

  it('is asked about once by two processes that look at the same instant, again and again', async () => {
    await settle(world)
    for (let i = 1; i <= 6; i += 1) {
      await addTask(world, { id: `t${i}`, reference: `WEB-${i}`, dueAt: new Date('2026-03-03T11:00:00Z') })
    }
    world.clock.set('2026-03-03T11:01:00Z')
    const [one, two] = [world.process(), world.process()]
    await Promise.all([one, two, one, two].map(({ jobs }) => jobs.runDue(world.clock.now())))
    expect(
      world
        .posted()
        .map(({ key }) => key)
        .sort(),
    ).toEqual(Array.from({ length: 6 }, (_, i) => `nudge:t${i + 1}:2026-03-03T11:01:00.000Z`))
    expect(world.errors()).toEqual([])
  }, 30_000)
})

describe('whom it goes to', () => {
  it('is the project manager where the owner answers for the task', async () => {
    await settle(world)
    await addTask(world, { ownerId: 'UCLEO', dueAt: new Date('2026-03-03T11:00:00Z') })
    await world.until('2026-03-10T12:00:00Z')
    // Cleo's eight hours end on Wednesday 12:01 in Berlin; Dev, in Manila, has gone home by then.
    expect(told().sort()).toEqual(['2026-03-03T11:01 DUCLEO', '2026-03-05T01:00 CESC', '2026-03-05T01:00 DUDEV'])
  })

  it.each([
    ['nobody owns it', { ownerId: null }, 'and nobody owns it.'],
    ['its owner left', {}, 'nobody owns it any more: Ana Brandt cannot be reached'],
  ])('is the accountable person and the channel at once where %s', async (_what, overrides, words) => {
    await settle(world, { members: [{ ...ANA, deleted: true }, BEN, CLEO, DEV] })
    await addTask(world, { ...overrides, dueAt: new Date('2026-03-06T18:00:00Z') })
    await world.until('2026-03-20T12:00:00Z')
    const posts = world.posted()
    expect(posts.map(({ channel, at }) => `${at} ${channel}`).sort()).toEqual([
      '2026-03-09T08:00 CESC',
      '2026-03-09T08:00 DUCLEO',
    ])
    for (const post of posts) expect(read(post)).toContain(words)
  })

  it('is the channel alone where nobody answers for the task', async () => {
    const nobody = { coordinator: null, projectManager: null, teamLead: null, accountManager: null }
    await settle(world, { project: { accountableId: null, roles: nobody } })
    await addTask(world, { dueAt: new Date('2026-03-03T11:00:00Z') })
    await world.until('2026-03-10T12:00:00Z')
    const posts = world.posted()
    expect(posts.map(({ channel }) => channel)).toEqual(['DUANA', 'CESC'])
    expect(pings(posts[1]!)).toEqual([])
  })

  it('is an owner whom Runsheet has not met, once Slack has said who they are', async () => {
    await settle(world)
    world.slack.on('users.info', ({ user }) => ({
      user: { id: user, name: 'new', real_name: 'New', tz: 'Asia/Manila' },
    }))
    await addTask(world, { ownerId: 'UNEW', dueAt: new Date('2026-03-03T11:00:00Z') })
    await world.until('2026-03-04T00:59:00Z')
    expect(told()).toEqual([])
    // Slack says that they are in Manila.
    await world.until('2026-03-04T01:00:00Z')
    expect(told()).toEqual(['2026-03-04T01:00 DUNEW'])
  })

  it('is nobody in a workspace that has uninstalled', async () => {
    await settle(world, { workspace: { uninstalledAt: new Date('2026-03-02T00:00:00Z') } })
    await addTask(world, { dueAt: new Date('2026-03-03T11:00:00Z') })
    await world.until('2026-03-10T12:00:00Z')
    expect(told()).toEqual([])
  })
})

describe('when things go wrong', () => {
  it('counts the owner’s silence from when Slack took the nudge', async () => {
    await settle(world)
    await addTask(world, { dueAt: new Date('2026-03-03T11:00:00Z') })
    world.slack.fail('chat.postMessage', rateLimited(3600))
    await world.until('2026-03-03T14:00:00Z')
    expect(told()).toEqual([])
    world.clock.advanceWall(3_700_000)
    await world.until('2026-03-03T14:00:00Z')
    await world.until('2026-03-04T12:00:00Z')
    expect(told()).toEqual(['2026-03-03T14:00 DUANA'])
    // Asked at 15:00 in Berlin: two hours on Tuesday, six on Wednesday.
    await world.until('2026-03-10T12:00:00Z')
    expect(told().sort()).toEqual(['2026-03-04T14:00 CESC', '2026-03-04T14:00 DUCLEO'])
  })

  it('drops a nudge that has become untrue before Slack took it', async () => {
    await settle(world)
    await addTask(world, { dueAt: new Date('2026-03-03T11:00:00Z') })
    world.slack.fail('chat.postMessage', rateLimited(3600))
    await world.until('2026-03-03T11:30:00Z')
    await moveTask(world.process().ports, { ...by('UANA'), taskId: 'task-1', move: 'done' })
    world.clock.advanceWall(3_700_000)
    await world.until('2026-03-10T12:00:00Z')
    expect(told()).toEqual([])
  })

  it('drops a nudge that waits once its owner wants the task quiet, and asks when that is over', async () => {
    await settle(world)
    await addTask(world, { dueAt: new Date('2026-03-03T11:00:00Z') })
    world.slack.fail('chat.postMessage', rateLimited(3600))
    await world.until('2026-03-03T11:30:00Z')
    const { ports } = world.process()
    const snoozedUntil = new Date('2026-03-05T09:00:00Z')
    await applyChange(ports, 'task-1', by('UANA'), () => ({ snoozedUntil }))
    world.clock.advanceWall(3_700_000)
    await world.until('2026-03-05T08:00:00Z')
    expect(told()).toEqual([])
    await world.until('2026-03-05T12:00:00Z')
    expect(told()).toEqual(['2026-03-05T09:00 DUANA'])
  })

  it('asks once where Slack took the nudge and its answer was lost', async () => {
    await settle(world)
    await addTask(world, { dueAt: new Date('2026-03-03T11:00:00Z') })
    world.slack.fail('chat.postMessage', { kind: 'timeout', accepted: true })
    await world.until('2026-03-03T11:01:00Z')
    world.clock.advanceWall(60_000)
    await world.until('2026-03-03T12:00:00Z')
    expect(told()).toEqual(['2026-03-03T11:01 DUANA'])
  }, 60_000)

  it('lets one task that fails stop no other, and tries it again after its lease', async () => {
    await settle(world)
    for (const id of ['t1', 't2', 't3']) {
      await addTask(world, { id, reference: `WEB-${id[1]}`, dueAt: new Date('2026-03-03T11:00:00Z') })
    }
    const broken = world.process(({ sheets }) => ({
      sheets: {
        ...sheets,
        of: async (tasks) => {
          if (tasks.some(({ id }) => id === 't2')) throw new Error('no such thing')
          return sheets.of(tasks)
        },
      },
    }))
    world.clock.set('2026-03-03T11:01:00Z')
    await broken.jobs.runDue(world.clock.now())
    expect(
      world
        .posted()
        .map(({ key }) => key.slice(0, 8))
        .sort(),
    ).toEqual(['nudge:t1', 'nudge:t3'])
    expect(world.errors()).toMatchObject([{ job: 'follow-ups', id: 't2', reference: expect.any(String) }])
    const whole = world.process()
    await whole.jobs.runDue(world.clock.now())
    expect(told()).toEqual([])
    world.clock.advanceWall(61_000)
    await whole.jobs.runDue(world.clock.now())
    expect(world.posted().map(({ key }) => key.slice(0, 8))).toEqual(['nudge:t2'])
  })

  it('begins nothing more once it is to stop, and leaves the rest to the next start', async () => {
    const crowd = Array.from({ length: 20 }, (_, i) => ({ ...ANA, id: `U${i}`, name: `u${i}` }))
    await settle(world, { members: [...crowd, CLEO, DEV] })
    for (const { id } of crowd) {
      const dueAt = new Date('2026-03-03T11:00:00Z')
      await addTask(world, { id: `t${id}`, reference: `WEB-${id.slice(1)}`, ownerId: id, dueAt })
    }
    world.clock.set('2026-03-03T11:01:00Z')
    const { jobs } = world.process()
    const running = jobs.runDue(world.clock.now())
    await jobs.stop()
    await running
    const { tasks } = await world.stores.tasks.list(fullSight('T1'), {}, { offset: 0, limit: 50 })
    const asked = tasks.filter(({ followUp }) => followUp.nudgedAt)
    expect(asked.length).toBeLessThanOrEqual(8)
    expect(world.posted()).toEqual([])
    await world.process().jobs.runDue(world.clock.now())
    expect(new Set(world.posted().map(({ channel }) => channel)).size).toBe(20)
    expect(world.errors()).toEqual([])
  }, 30_000)

  it('pings nobody by what people wrote', async () => {
    await settle(world, { members: [{ ...ANA, realName: 'Ana <!here>' }, BEN, CLEO, DEV] })
    await addTask(world, { title: '<!channel> <@UDEV> & *bold*', dueAt: new Date('2026-03-03T11:00:00Z') })
    await world.until('2026-03-10T12:00:00Z')
    const posts = world.posted()
    expect(posts.flatMap(pings)).toEqual(['<@UCLEO>'])
    for (const post of posts) expect(read(post)).toContain('&lt;!channel&gt; &lt;@UDEV&gt; &amp;')
  })
})

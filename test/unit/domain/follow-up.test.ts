import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followUpFacts } from '../../../src/domain/escalation.ts'
import { decideFollowUp, nextCheckAt } from '../../../src/domain/follow-up.ts'
import type { Member } from '../../../src/domain/member.ts'
import { DEFAULT_FOLLOW_UP } from '../../../src/domain/task.ts'
import type { Task } from '../../../src/domain/task.ts'
import { changeTask } from '../../../src/domain/task-change.ts'
import { MINUTE } from '../../../src/domain/time.ts'
import { buildMember, buildProject, buildTask } from '../../support/builders.ts'
import { HARD_ZONES, shown } from './wall-clock.ts'

const at = (text: string): Date => new Date(text)
const ana = buildMember()
const cleo = buildMember({ id: 'UCLEO', name: 'cleo', realName: 'Cleo Martin' })
const dev = buildMember({ id: 'UDEV', name: 'dev', realName: 'Dev Santos', zone: 'Asia/Manila' })
const project = buildProject()
const LONG_AGO = at('2026-01-05T12:00:00Z')
const facts = (task: Task, members: readonly Member[] = [ana, cleo, dev]) => followUpFacts(task, project, members)

/** Due Friday 6 March 2026 at 17:00 in Berlin. */
const late = buildTask({ dueAt: at('2026-03-06T16:00:00Z') })
const asked = (nudgedAt: string): Task => ({
  ...late,
  followUp: { heardAt: null, nudgedAt: at(nudgedAt), escalatedAt: null },
})

describe('the nudge', () => {
  it.each([
    ['2026-03-06T16:00:00Z', '2026-03-09T08:00:00Z', 'due Friday 17:00: Monday 09:00'],
    ['2026-03-03T11:00:00Z', '2026-03-03T11:01:00Z', 'due Tuesday noon: a minute later'],
    ['2026-03-03T11:00:30Z', '2026-03-03T11:01:00Z', 'due within a minute: the next whole one'],
    ['2026-03-03T15:59:00Z', '2026-03-04T08:00:00Z', 'due in the last minute of a day: the next morning'],
    ['2026-03-03T22:00:00Z', '2026-03-04T08:00:00Z', 'due at night: in the morning'],
    ['2026-03-28T11:00:00Z', '2026-03-30T07:00:00Z', 'due on the weekend of the clock change: Monday in summer time'],
  ])('of a task due %s is checked at %s (%s)', (dueAt, expected) => {
    const task = { ...late, dueAt: at(dueAt) }
    expect(nextCheckAt(task, facts(task), LONG_AGO)).toEqual(at(expected))
    expect(decideFollowUp(task, facts(task), at(expected))).toEqual({ kind: 'nudge' })
  })

  it('is not owed a minute early', () => {
    const decision = decideFollowUp(late, facts(late), at('2026-03-09T07:59:00Z'))
    expect(decision).toEqual({ kind: 'nothing', nextCheckAt: at('2026-03-09T08:00:00Z') })
  })

  it('waits for the morning when the run that owes it comes late in the night', () => {
    const decision = decideFollowUp(late, facts(late), at('2026-03-11T22:30:00Z'))
    expect(decision).toEqual({ kind: 'nothing', nextCheckAt: at('2026-03-12T08:00:00Z') })
    expect(decideFollowUp(late, facts(late), at('2026-03-12T13:37:20Z'))).toEqual({ kind: 'nudge' })
  })

  it.each([
    ['is done', { status: 'done' }],
    ['was dropped', { status: 'dropped' }],
    ['is blocked', { status: 'blocked' }],
    ['has no date', { dueAt: null }],
    [
      'was escalated',
      {
        followUp: {
          heardAt: null,
          nudgedAt: at('2026-03-09T08:00:00Z'),
          escalatedAt: at('2026-03-10T08:00:00Z'),
        },
      },
    ],
  ] as const)('is not sent for a task that %s', (_what, overrides) => {
    const task = { ...late, ...overrides }
    expect(nextCheckAt(task, facts(task), LONG_AGO)).toBeNull()
    const nothing = { kind: 'nothing', nextCheckAt: null }
    expect(decideFollowUp(task, facts(task), at('2026-03-20T12:00:00Z'))).toEqual(nothing)
  })

  it('is not sent in an archived project', () => {
    const archived = followUpFacts(late, { ...project, archived: true }, [ana, cleo])
    expect(nextCheckAt(late, archived, LONG_AGO)).toBeNull()
  })

  it.each(['todo', 'doing', 'review'] as const)('is sent for a task in %s', (status) => {
    expect(decideFollowUp({ ...late, status }, facts(late), at('2026-03-09T08:00:00Z')).kind).toBe('nudge')
  })
})

describe('the escalation', () => {
  it('comes in the accountable person’s working time, eight of the owner’s working hours after the nudge', () => {
    const task = asked('2026-03-09T08:00:00Z')
    // Monday 17:00 is the end of Ana's eight hours and of Cleo's day: Tuesday 09:00.
    expect(nextCheckAt(task, facts(task), LONG_AGO)).toEqual(at('2026-03-10T08:00:00Z'))
    // Dev's Tuesday begins at 01:00 UTC.
    const toDev = { ...task, accountableId: 'UDEV' }
    expect(nextCheckAt(toDev, facts(toDev), LONG_AGO)).toEqual(at('2026-03-10T01:00:00Z'))
    const decision = decideFollowUp(task, facts(task), at('2026-03-10T08:00:00Z'))
    expect(decision).toEqual({ kind: 'escalation', reason: 'unanswered' })
  })

  it('counts from when the nudge reached the owner', () => {
    const task = asked('2026-03-09T08:00:00Z')
    const delayed = { ...facts(task), askedAt: at('2026-03-09T14:00:00Z') }
    expect(nextCheckAt(task, delayed, LONG_AGO)).toEqual(at('2026-03-10T14:00:00Z'))
  })

  it('follows a nudge that came weeks late by eight working hours all the same', () => {
    const task = asked('2026-03-24T09:30:00Z')
    expect(decideFollowUp(task, facts(task), at('2026-03-24T10:00:00Z'))).toEqual({
      kind: 'nothing',
      nextCheckAt: at('2026-03-25T09:30:00Z'),
    })
  })

  it('keeps the project’s usual hours where nobody answers for the task', () => {
    const task = asked('2026-03-09T08:00:00Z')
    expect(nextCheckAt(task, facts(task, [ana]), LONG_AGO)).toEqual(at('2026-03-10T08:00:00Z'))
  })
})

describe('a late task that nobody owns', () => {
  it.each([
    ['has no owner', { ...late, ownerId: null }, [ana, cleo]],
    ['has one who left', late, [{ ...ana, deleted: true }, cleo]],
    ['has one who left after the nudge', asked('2026-03-09T08:00:00Z'), [{ ...ana, deleted: true }, cleo]],
    ['belongs to an app', late, [{ ...ana, kind: 'bot' as const }, cleo]],
  ])('%s: the accountable person is told in their first working minute', (_what, task, members) => {
    const known = facts(task, members)
    expect(nextCheckAt(task, known, LONG_AGO)).toEqual(at('2026-03-09T08:00:00Z'))
    expect(decideFollowUp(task, known, at('2026-03-09T08:00:00Z'))).toEqual({ kind: 'escalation', reason: 'unowned' })
  })
})

describe('a change', () => {
  it('of what is late already is looked at in the next working minute, never at once', () => {
    expect(nextCheckAt(late, facts(late), at('2026-03-10T12:00:00Z'))).toEqual(at('2026-03-10T12:01:00Z'))
    expect(nextCheckAt(late, facts(late), at('2026-03-10T12:00:59Z'))).toEqual(at('2026-03-10T12:01:00Z'))
    expect(nextCheckAt(late, facts(late), at('2026-03-10T15:59:00Z'))).toEqual(at('2026-03-11T08:00:00Z'))
  })

  it('of the due date starts the follow-up anew', () => {
    const now = at('2026-03-09T10:00:00Z')
    const { task } = changeTask(asked('2026-03-09T08:00:00Z'), { dueAt: at('2026-03-12T12:00:00Z') }, now)
    expect(task.followUp).toEqual(DEFAULT_FOLLOW_UP)
    expect(nextCheckAt(task, facts(task), now)).toEqual(at('2026-03-12T12:01:00Z'))
  })

  it('of the status of a late task counts as an answer: it is asked about again a working day later', () => {
    const now = at('2026-03-10T12:00:00Z')
    const { task } = changeTask(asked('2026-03-09T08:00:00Z'), { status: 'review' }, now)
    expect(task.followUp).toEqual({ heardAt: now, nudgedAt: null, escalatedAt: null })
    expect(nextCheckAt(task, facts(task), now)).toEqual(at('2026-03-11T12:00:00Z'))
  })

  it('of anything else leaves the follow-up as it was', () => {
    const before = asked('2026-03-09T08:00:00Z')
    expect(changeTask(before, { title: 'Other words' }, at('2026-03-09T10:00:00Z')).task.followUp).toEqual(
      before.followUp,
    )
  })
})

/** By the wall clock: Monday to Friday, 9 to 17. */
function works(instant: number, zone: string): boolean {
  const [date = '', time = ''] = shown(instant, zone).split(' ')
  const day = new Date(`${date}T12:00:00Z`).getUTCDay()
  return day >= 1 && day <= 5 && time >= '09:00' && time < '17:00'
}

const planned = (task: Task, members: readonly Member[], now: Date): Task => ({
  ...task,
  nextCheckAt: nextCheckAt(task, facts(task, members), now),
})

/** Lives through a task's lateness: looks when told to, but `delays` minutes late at first, and acts as decided. */
function live(task: Task, members: readonly Member[], delays: readonly number[], looks = 0): Task {
  if (!task.nextCheckAt) return task
  if (looks > 8) throw new Error('It does not come to an end')
  const [delay = 0, ...further] = delays
  const now = new Date(task.nextCheckAt.getTime() + delay * MINUTE)
  return live(step(task, members, now), members, further, looks + 1)
}

function step(task: Task, members: readonly Member[], now: Date): Task {
  const decision = decideFollowUp(task, facts(task, members), now)
  if (decision.kind === 'nothing') return { ...task, nextCheckAt: decision.nextCheckAt }
  const followUp = { ...task.followUp, ...(decision.kind === 'nudge' ? { nudgedAt: now } : { escalatedAt: now }) }
  return planned({ ...task, followUp }, members, now)
}

it('asks once and escalates once, both in working time, eight working hours apart, wherever people are and however late', () => {
  const zone = fc.constantFrom(...HARD_ZONES)
  const due = fc.integer({ min: 0, max: 60 * 24 * 14 }).map((m) => Date.parse('2026-03-18T00:00:00Z') + m * MINUTE)
  const delays = fc.array(fc.integer({ min: 0, max: 60 * 30 }), { maxLength: 4 })
  fc.assert(
    fc.property(zone, zone, due, delays, (ownerZone, otherZone, dueAt, delays) => {
      const members = [
        { ...ana, zone: ownerZone },
        { ...cleo, zone: otherZone },
      ]
      const task = { ...late, dueAt: new Date(dueAt) }
      const { nudgedAt, escalatedAt } = live(planned(task, members, LONG_AGO), members, delays).followUp
      const [asked, told] = [nudgedAt?.getTime() ?? 0, escalatedAt?.getTime() ?? 0]
      expect(works(asked, ownerZone)).toBe(true)
      expect(works(told, otherZone)).toBe(true)
      let first = dueAt + MINUTE
      while (!works(first, ownerZone)) first += MINUTE
      const atOnce = delays[0] === undefined || delays[0] === 0
      expect(atOnce ? asked : Math.max(asked, first)).toBe(atOnce ? first : asked)
      let worked = 0
      for (let minute = asked; minute < told; minute += MINUTE) if (works(minute, ownerZone)) worked += 1
      expect(worked).toBeGreaterThanOrEqual(480)
    }),
    { numRuns: 60 },
  )
})

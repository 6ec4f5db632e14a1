import { describe, expect, it } from 'vitest'
import { followUpFacts } from '../../../src/domain/escalation.ts'
import { decideFollowUp, nextCheckAt } from '../../../src/domain/follow-up.ts'
import { DEFAULT_FOLLOW_UP } from '../../../src/domain/task.ts'
import type { Task } from '../../../src/domain/task.ts'
import { changeTask } from '../../../src/domain/task-change.ts'
import { buildMember, buildProject, buildTask } from '../../support/builders.ts'

const at = (text: string): Date => new Date(text)
const members = [buildMember(), buildMember({ id: 'UCLEO', name: 'cleo', realName: 'Cleo Martin' })]
const facts = (task: Task) => followUpFacts(task, buildProject(), members)
const LONG_AGO = at('2026-01-05T12:00:00Z')

/** Due Friday 6 March 2026 at 17:00 in Berlin, snoozed until Thursday noon. */
const late = buildTask({ dueAt: at('2026-03-06T16:00:00Z') })
const snoozed: Task = { ...late, snoozedUntil: at('2026-03-12T11:00:00Z') }

describe('a snoozed task', () => {
  it('is not asked about before the snooze ends, and in the owner’s working time after it', () => {
    expect(nextCheckAt(snoozed, facts(snoozed), LONG_AGO)).toEqual(at('2026-03-12T11:00:00Z'))
    const nothing = { kind: 'nothing', nextCheckAt: at('2026-03-12T11:00:00Z') }
    expect(decideFollowUp(snoozed, facts(snoozed), at('2026-03-12T10:59:00Z'))).toEqual(nothing)
    expect(decideFollowUp(snoozed, facts(snoozed), at('2026-03-12T11:00:00Z'))).toEqual({ kind: 'nudge' })
    const overnight = { ...snoozed, snoozedUntil: at('2026-03-11T23:00:00Z') }
    expect(nextCheckAt(overnight, facts(overnight), LONG_AGO)).toEqual(at('2026-03-12T08:00:00Z'))
  })

  it('is asked about once it is late where the snooze ends before that', () => {
    const short = { ...late, snoozedUntil: at('2026-03-05T11:00:00Z') }
    expect(nextCheckAt(short, facts(short), LONG_AGO)).toEqual(at('2026-03-09T08:00:00Z'))
  })

  it('that nobody owns is put before nobody until then', () => {
    const unowned = { ...snoozed, ownerId: null }
    expect(nextCheckAt(unowned, facts(unowned), LONG_AGO)).toEqual(at('2026-03-12T11:00:00Z'))
  })

  it('was asked about before: the next nudge is a new one, and the escalation counts from it', () => {
    const asked = { ...late, followUp: { ...DEFAULT_FOLLOW_UP, nudgedAt: at('2026-03-09T08:00:00Z') } }
    const { task } = changeTask(asked, { snoozedUntil: at('2026-03-12T11:00:00Z') }, at('2026-03-09T12:00:00Z'))
    expect(task.followUp).toEqual(DEFAULT_FOLLOW_UP)
    expect(decideFollowUp(task, facts(task), at('2026-03-10T12:00:00Z')).kind).toBe('nothing')
    const again = { ...task, followUp: { ...task.followUp, nudgedAt: at('2026-03-12T11:00:00Z') } }
    expect(nextCheckAt(again, facts(again), at('2026-03-12T11:00:00Z'))).toEqual(at('2026-03-13T11:00:00Z'))
  })

  it('wakes when its date or owner changes, and that is told and can be taken back', () => {
    const now = at('2026-03-09T12:00:00Z')
    const { task, changes } = changeTask(snoozed, { ownerId: 'UCLEO' }, now)
    expect(task.snoozedUntil).toBeNull()
    const { task: undone } = changeTask(
      task,
      Object.fromEntries(changes.map(({ fact, before }) => [fact, before])),
      now,
    )
    expect(undone.snoozedUntil).toEqual(snoozed.snoozedUntil)
    expect(changeTask(snoozed, { ownerId: snoozed.ownerId, title: 'Other' }, now).task.snoozedUntil).not.toBeNull()
    expect(changeTask(snoozed, { status: 'doing' }, now).task.snoozedUntil).not.toBeNull()
  })
})

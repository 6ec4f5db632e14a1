import { unansweredStep, unownedStep } from './escalation.ts'
import type { EscalationReason, EscalationStep, FollowUpFacts } from './escalation.ts'
import { FOLLOW_UP_POLICY } from './policy.ts'
import { isOpen } from './task.ts'
import type { Task } from './task.ts'
import { MINUTE } from './time.ts'
import { addWorkingMinutes, calendarOf, isWorking, nextWorkingMinute } from './working-time.ts'
import type { Calendar } from './working-time.ts'

/** What a late task is owed now; `nothing` says when to look again, null while nothing can become due. */
export type FollowUpDecision =
  | { readonly kind: 'nudge' }
  | { readonly kind: 'escalation'; readonly reason: EscalationReason }
  | { readonly kind: 'nothing'; readonly nextCheckAt: Date | null }

type Step = { readonly kind: 'nudge'; readonly from: Date; readonly calendar: Calendar } | EscalationStep

/** The first whole minute after an instant: a task that is due then is late from it on. */
const minuteAfter = (at: Date): Date => new Date((Math.floor(at.getTime() / MINUTE) + 1) * MINUTE)

/** The next step of a task's follow-up: first its owner is asked, then their silence is put before others, then no more. */
function nextStep(task: Task, facts: FollowUpFacts): Step | null {
  const asks = isOpen(task) && task.status !== 'blocked' && !facts.project.archived
  if (!asks || task.dueAt === null || task.followUp.escalatedAt) return null
  const { owner } = facts.roles
  const late = laterOf(minuteAfter(task.dueAt), task.snoozedUntil)
  if (!owner) return unownedStep(facts, late)
  if (task.followUp.nudgedAt) return unansweredStep(facts, owner, task.followUp.nudgedAt)
  return {
    kind: 'nudge',
    from: askFrom(late, task.followUp.heardAt, calendarOf(owner)),
    calendar: calendarOf(owner),
  }
}

/** Once the task is late and no longer snoozed, and a working day after somebody said how it stands. */
const askFrom = (late: Date, heardAt: Date | null, calendar: Calendar): Date =>
  laterOf(late, heardAt && addWorkingMinutes(calendar, heardAt, FOLLOW_UP_POLICY.quietAfterMoveMinutes))

const laterOf = (one: Date, other: Date | null): Date => (other && other > one ? other : one)

/**
 * When a job must next look at a task that was changed at `now`; null while nothing can become due.
 *
 * Always later than `now`: what is owed already is done in the next working minute, which whoever moves the clock finds.
 */
export function nextCheckAt(task: Task, facts: FollowUpFacts, now: Date): Date | null {
  const step = nextStep(task, facts)
  if (!step) return null
  const soonest = minuteAfter(now)
  return nextWorkingMinute(step.calendar, step.from > soonest ? step.from : soonest)
}

/**
 * Decides what a task's follow-up owes at `now`: at most one step, in working time of whom it goes to.
 *
 * A run that comes late, by minutes or by weeks, takes that one step now if they work now, else when they next do; the
 * step after it counts from then.
 */
export function decideFollowUp(task: Task, facts: FollowUpFacts, now: Date): FollowUpDecision {
  const step = nextStep(task, facts)
  if (!step) return { kind: 'nothing', nextCheckAt: null }
  const at = nextWorkingMinute(step.calendar, step.from)
  if (at > now) return { kind: 'nothing', nextCheckAt: at }
  if (!isWorking(step.calendar, now)) return { kind: 'nothing', nextCheckAt: nextWorkingMinute(step.calendar, now) }
  return step.kind === 'nudge' ? { kind: 'nudge' } : { kind: 'escalation', reason: step.reason }
}

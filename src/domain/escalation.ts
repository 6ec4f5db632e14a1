import type { Member } from './member.ts'
import { FOLLOW_UP_POLICY } from './policy.ts'
import type { Project } from './project.ts'
import { rolesOf } from './raci.ts'
import type { TaskRoles } from './raci.ts'
import type { Task } from './task.ts'
import { addWorkingMinutes, calendarOf, usualCalendar } from './working-time.ts'
import type { Calendar } from './working-time.ts'

/** What the rules of follow-up know besides the task. */
export interface FollowUpFacts {
  readonly project: Pick<Project, 'zone' | 'archived'>
  readonly roles: TaskRoles
  /** When the nudge really reached the owner, where that was later than it was decided. */
  readonly askedAt?: Date
}

/** The facts of a task's follow-up, given the members of `rolePeople`. */
export const followUpFacts = (task: Task, project: Project, members: readonly Member[]): FollowUpFacts => ({
  project,
  roles: rolesOf(task, project, members),
})

/** Why a late task is put before others than its owner. */
export type EscalationReason = 'unanswered' | 'unowned'

/** A step that is owed: not before `from`, and then in working time of `calendar`. */
export interface EscalationStep {
  readonly kind: 'escalation'
  readonly reason: EscalationReason
  readonly from: Date
  readonly calendar: Calendar
}

/** Whose working time an escalation keeps: that of the person who answers; where there is none, that of the project. */
const escalationCalendar = ({ project, roles }: FollowUpFacts): Calendar =>
  roles.accountable ? calendarOf(roles.accountable) : usualCalendar(project.zone)

/** The escalation of a late task that has nobody to ask. `lateFrom` is the first minute in which it is late. */
export const unownedStep = (facts: FollowUpFacts, lateFrom: Date): EscalationStep => ({
  kind: 'escalation',
  reason: 'unowned',
  from: lateFrom,
  calendar: escalationCalendar(facts),
})

/** The escalation of an owner's silence: a working day of theirs after they were asked. */
export const unansweredStep = (facts: FollowUpFacts, owner: Member, nudgedAt: Date): EscalationStep => ({
  kind: 'escalation',
  reason: 'unanswered',
  from: addWorkingMinutes(calendarOf(owner), facts.askedAt ?? nudgedAt, FOLLOW_UP_POLICY.escalateAfterMinutes),
  calendar: escalationCalendar(facts),
})

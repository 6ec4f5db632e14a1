import { NUDGE, TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, section } from '../../block-kit/blocks.ts'
import type { Button } from '../../block-kit/blocks.ts'
import { date, escape, line, mention, plainDate } from '../../block-kit/mrkdwn.ts'
import { taskName } from '../../cards/change-words.ts'
import { counted, nameOf } from '../../cards/words.ts'
import type { EscalationReason } from '../../domain/escalation.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { FOLLOW_UP_POLICY } from '../../domain/policy.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { DAY, HOUR, MINUTE } from '../../domain/time.ts'

/** How long ago something was, in the unit that fits: `3 hours ago`. */
export function ago(at: Date, now: Date): string {
  const passed = now.getTime() - at.getTime()
  if (passed < HOUR) return `${counted(Math.max(1, Math.round(passed / MINUTE)), 'minute')} ago`
  if (passed < DAY) return `${counted(Math.round(passed / HOUR), 'hour')} ago`
  return `${counted(Math.round(passed / DAY), 'day')} ago`
}

const PATIENCE = `${FOLLOW_UP_POLICY.escalateAfterMinutes / 60} working hours`
const plainName = ({ task }: TaskSheet): string => `${escape(task.reference)} ${line(task.title, 150)}`

/** Asks the owner how a late task stands, in their direct message; `answersFor` is who hears of it if they do not answer. */
export function nudgeMessage(sheet: TaskSheet, answersFor: Member | null, now: Date): MessageContent {
  const { task } = sheet
  const dueAt = task.dueAt ?? now
  const next = answersFor ? `${escape(answersFor.realName)} is told` : 'the project’s escalation channel is told'
  return {
    text: `${plainName(sheet)} was due ${plainDate(dueAt)}, ${ago(dueAt, now)}. Is it done?`,
    blocks: [
      section(`${taskName(sheet)} was due ${date(dueAt)}, ${ago(dueAt, now)}. Is it done, or what does it need?`),
      actions(
        button('Done', NUDGE.done, task.id, { style: 'primary' }),
        button('Need until…', NUDGE.needUntil, task.id),
        button('Blocked…', NUDGE.blocked, task.id),
      ),
      context(
        `You own this and it was due ${date(dueAt)}, so you are asked once. Without an answer ${next} after ${PATIENCE}.`,
      ),
    ],
  }
}

/** The facts that an escalation stands on. */
export interface EscalationTold {
  readonly sheet: TaskSheet
  readonly reason: EscalationReason
  readonly accountable: Member | null
  /** When the owner was asked; null where nobody could be. */
  readonly askedAt: Date | null
}

/** What is the matter, in a sentence or two that can follow a mention; names are text. */
function matter({ sheet, reason, askedAt }: EscalationTold, now: Date, shown: (at: Date) => string): string {
  const { task, people } = sheet
  const dueAt = task.dueAt ?? now
  const late = `was due ${shown(dueAt)}, ${ago(dueAt, now)}`
  if (reason === 'unowned') {
    return task.ownerId
      ? `${late}, and nobody owns it any more: ${nameOf(people, task.ownerId)} cannot be reached in this workspace.`
      : `${late}, and nobody owns it.`
  }
  const owner = task.ownerId ? nameOf(people, task.ownerId) : 'nobody'
  const asked = askedAt
    ? `was asked ${shown(askedAt)} and has not answered`
    : 'could not be asked, because Slack refused the message'
  return `${late}. ${owner} owns it, ${asked}.`
}

const decisions = ({ sheet: { task } }: EscalationTold): readonly Button[] => [
  button(task.ownerId ? 'Hand off…' : 'Assign…', TASK.handOff, task.id, { style: 'primary' }),
  button('Need until…', TASK.needUntil, task.id),
  button('Show task', TASK.show, task.id),
]

const cause = ({ reason }: EscalationTold): string =>
  reason === 'unowned' ? 'it is late and has no owner' : `its owner gave no answer within ${PATIENCE}`

/** Puts a late task before the one who is accountable, in their direct message. */
export function escalationNotice(told: EscalationTold, now: Date): MessageContent {
  const { task } = told.sheet
  return {
    text: `${plainName(told.sheet)} ${matter(told, now, plainDate)}`,
    blocks: [
      section(`${taskName(told.sheet)} ${matter(told, now, date)}`),
      actions(...decisions(told)),
      context(`Escalated to you because you answer for ${escape(task.reference)} and ${cause(told)}.`),
    ],
  }
}

/** The post in the project's designated channel; it pings the one who is accountable and nobody else. */
export function escalationPost(told: EscalationTold, now: Date): MessageContent {
  const { sheet, accountable } = told
  const before = accountable ? `${mention(accountable.id)} ` : ''
  const who = accountable ? `${escape(accountable.realName)} answers for it` : 'nobody is named who answers for it'
  return {
    text: `${before}${plainName(sheet)} ${matter(told, now, plainDate)}`,
    blocks: [
      section(`${before}${taskName(sheet)} ${matter(told, now, date)}`),
      actions(button('Show task', TASK.show, sheet.task.id)),
      context(
        `Escalated because ${cause(told)}; ${who}. Escalations of ${escape(sheet.project.key)} come to this channel.`,
      ),
    ],
  }
}

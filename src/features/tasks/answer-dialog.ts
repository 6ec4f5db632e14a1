import type { Cause, Changed } from './change-task.ts'
import { answerOffer } from './answer-offer.ts'
import { giveTask } from './give-task.ts'
import { moveTask } from './move-tasks.ts'
import type { Seen } from './require-seen.ts'
import { setFacts } from './set-facts.ts'
import { showMeanwhile } from './show-meanwhile.ts'
import type { OpenForm, Unsaved } from './show-meanwhile.ts'
import { dateFault } from './views.ts'
import { readDate } from '../../domain/date-words.ts'
import type { TaskFact } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

export type DialogAnswer = OpenForm

/** What the dialog led to: a change, or it stays open. */
export type DialogOutcome = { readonly changed: Changed } | Unsaved

/** `facts` are those that the dialog sets: what others made of them since it was opened is shown first. */
const causeOf = (
  { workspaceId, actorId, origin, state }: DialogAnswer,
  facts: readonly TaskFact[],
): Cause & { readonly seen: Seen } => ({
  workspaceId,
  actorId,
  via: 'button',
  note: state['note']?.trim() || null,
  nudge: origin.nudge && origin.on ? origin.on : undefined,
  seen: { version: origin.seen, facts },
})

/** The owner, or somebody for them, says until when the task needs. */
export async function needUntil(ports: Ports, answer: DialogAnswer): Promise<DialogOutcome> {
  const speaker = await ports.directory.member(answer.workspaceId, answer.actorId)
  const due = readDate(answer.state['due'] ?? '', { ...speaker, now: ports.clock.now(), projectKeys: [] })
  if (due.kind !== 'understood') return { errors: { due: dateFault(due, speaker.zone, speaker.locale) ?? '' } }
  const cause = causeOf(answer, ['dueAt'])
  return showMeanwhile(ports, answer, cause.seen.facts, () =>
    setFacts(ports, answer.origin.taskId, cause, { dueAt: due.at }),
  )
}

/** Somebody says what or whom a task waits on. */
export async function blockTask(ports: Ports, answer: DialogAnswer): Promise<DialogOutcome> {
  const { person, reason } = answer.state
  const cause = causeOf(answer, ['status', 'block'])
  return showMeanwhile(ports, answer, cause.seen.facts, () =>
    moveTask(ports, {
      ...cause,
      taskId: answer.origin.taskId,
      move: 'block',
      note: reason?.trim() || null,
      waitsOnMemberIds: person ? [person] : [],
    }),
  )
}

/** Somebody gives a task to another owner, who may be asked first. */
export async function handOffTask(ports: Ports, answer: DialogAnswer): Promise<DialogOutcome> {
  const toId = answer.state['owner']
  if (!toId) return { errors: { owner: 'Choose who takes it over.' } }
  const gift = { verb: 'handoff', toId } as const
  const cause = causeOf(answer, ['ownerId', 'handoff'])
  return showMeanwhile(ports, answer, cause.seen.facts, () => giveTask(ports, answer.origin.taskId, cause, gift))
}

/** Somebody leaves a task that they were handed with its owner. */
export async function declineOffer(ports: Ports, answer: DialogAnswer): Promise<DialogOutcome> {
  const cause = { ...causeOf(answer, []), pressed: answer.origin.on ?? undefined }
  return { changed: await answerOffer(ports, answer.origin.taskId, cause, 'decline') }
}

import type { Cause, Changed } from './change-task.ts'
import type { DialogOrigin } from './inputs.ts'
import { answerOffer } from './answer-offer.ts'
import { giveTask } from './give-task.ts'
import { moveTask } from './move-tasks.ts'
import { setFacts } from './set-facts.ts'
import { dateFault } from './views.ts'
import { readDate } from '../../domain/date-words.ts'
import type { Ports } from '../../ports.ts'

export interface DialogAnswer {
  readonly workspaceId: string
  readonly actorId: string
  readonly origin: DialogOrigin
  /** What was put into the dialog's inputs, by block id. */
  readonly state: Readonly<Record<string, string | null>>
}

/** What the dialog led to: a change, or errors at its inputs, by block id. */
export type DialogOutcome = { readonly changed: Changed } | { readonly errors: Readonly<Record<string, string>> }

const causeOf = ({ workspaceId, actorId, origin, state }: DialogAnswer): Cause => ({
  workspaceId,
  actorId,
  via: 'button',
  note: state['note']?.trim() || null,
  nudge: origin.nudge && origin.on ? origin.on : undefined,
})

/** The owner, or somebody for them, says until when the task needs. */
export async function needUntil(ports: Ports, answer: DialogAnswer): Promise<DialogOutcome> {
  const speaker = await ports.directory.member(answer.workspaceId, answer.actorId)
  const due = readDate(answer.state['due'] ?? '', { ...speaker, now: ports.clock.now(), projectKeys: [] })
  if (due.kind !== 'understood') return { errors: { due: dateFault(due, speaker.zone, speaker.locale) ?? '' } }
  return { changed: await setFacts(ports, answer.origin.taskId, causeOf(answer), { dueAt: due.at }) }
}

/** Somebody says what or whom a task waits on. */
export async function blockTask(ports: Ports, answer: DialogAnswer): Promise<DialogOutcome> {
  const { person, reason } = answer.state
  const changed = await moveTask(ports, {
    ...causeOf(answer),
    taskId: answer.origin.taskId,
    move: 'block',
    note: reason?.trim() || null,
    waitsOnMemberIds: person ? [person] : [],
  })
  return { changed }
}

/** Somebody gives a task to another owner, who may be asked first. */
export async function handOffTask(ports: Ports, answer: DialogAnswer): Promise<DialogOutcome> {
  const toId = answer.state['owner']
  if (!toId) return { errors: { owner: 'Choose who takes it over.' } }
  const gift = { verb: 'handoff', toId } as const
  return { changed: await giveTask(ports, answer.origin.taskId, causeOf(answer), gift) }
}

/** Somebody leaves a task that they were handed with its owner. */
export async function declineOffer(ports: Ports, answer: DialogAnswer): Promise<DialogOutcome> {
  return { changed: await answerOffer(ports, answer.origin.taskId, causeOf(answer), 'decline') }
}

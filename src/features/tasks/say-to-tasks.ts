import { changeEach, groupOf } from './change-each.ts'
import type { ChangedEach } from './change-each.ts'
import type { Cause } from './change-task.ts'
import { requireTasks } from './find-tasks.ts'
import { answerOffer } from './answer-offer.ts'
import { giveTask } from './give-task.ts'
import { moveTask } from './move-tasks.ts'
import { setFacts } from './set-facts.ts'
import type { PlainFacts } from './set-facts.ts'
import { dateFault } from './views.ts'
import type { Command } from '../../domain/command.ts'
import { notUnderstood, oneOwner } from '../../errors.ts'
import type { Ports, Speech } from '../../ports.ts'

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

interface Said {
  readonly references: readonly string[]
  readonly note?: string | null
}

const causeOf = (
  ports: Ports,
  { workspaceId, speaker, via, pressed }: Speech,
  { references, note = null }: Said,
): Cause => ({
  workspaceId,
  actorId: speaker.id,
  via,
  note,
  groupId: groupOf(ports, references),
  pressed,
})

/** `/task done WEB-12 WEB-13 note`: a move of each task named. */
export async function sayMove(ports: Ports, speech: Speech, command: Of<'move'>): Promise<ChangedEach> {
  const cause = causeOf(ports, speech, command)
  return changeEach(ports, speech.sight, command.references, (task) =>
    moveTask(ports, { ...cause, taskId: task.id, move: command.verb }),
  )
}

/** `/task block WEB-12 waiting on @ben and WEB-9`. */
export async function sayBlock(ports: Ports, speech: Speech, command: Of<'block'>): Promise<ChangedEach> {
  const { references, reason, waitsOnMemberIds, waitsOnReferences } = command
  const waited = await requireTasks(ports, speech.sight, waitsOnReferences)
  const cause = causeOf(ports, speech, { references, note: reason })
  return changeEach(ports, speech.sight, references, (task) =>
    moveTask(ports, {
      ...cause,
      taskId: task.id,
      move: 'block',
      waitsOnMemberIds,
      waitsOnTaskIds: waited.map(({ id }) => id),
    }),
  )
}

async function set(ports: Ports, speech: Speech, said: Said, facts: PlainFacts): Promise<ChangedEach> {
  const cause = causeOf(ports, speech, said)
  return changeEach(ports, speech.sight, said.references, (task) => setFacts(ports, task.id, cause, facts))
}

/**
 * `/task assign WEB-12 @ben`, `/task assign WEB-12 nobody` and `/task handoff WEB-12 @ben note`.
 *
 * @throws UserError when more than one person is named: a task has one owner
 */
export async function sayOwner(ports: Ports, speech: Speech, command: Of<'assign' | 'handoff'>): Promise<ChangedEach> {
  const [toId, ...others] = command.memberIds
  if (command.kind === 'assign' && toId === undefined) return set(ports, speech, command, { ownerId: null })
  if (!toId || others.length > 0) throw oneOwner(command.memberIds.length)
  const cause = causeOf(ports, speech, command)
  return changeEach(ports, speech.sight, command.references, (task) =>
    giveTask(ports, task.id, cause, { verb: command.kind, toId }),
  )
}

/** `/task accept WEB-12` and `/task decline WEB-12 reason`: the answer to a hand-off. */
export async function sayAnswer(ports: Ports, speech: Speech, command: Of<'accept' | 'decline'>): Promise<ChangedEach> {
  const { kind, references } = command
  const cause = causeOf(ports, speech, { references, note: kind === 'decline' ? command.reason : null })
  return changeEach(ports, speech.sight, references, (task) => answerOffer(ports, task.id, cause, kind))
}

/** @throws UserError when the date is past or could not be read */
export async function sayDue(ports: Ports, speech: Speech, { references, due }: Of<'due'>): Promise<ChangedEach> {
  if (due === null) return set(ports, speech, { references }, { dueAt: null })
  const fault = dateFault(due, speech.speaker.zone, speech.speaker.locale)
  if (fault || due.kind !== 'understood') throw notUnderstood(`${fault ?? ''} Nothing was changed.`)
  return set(ports, speech, { references }, { dueAt: due.at })
}

export const sayEstimate = (
  ports: Ports,
  speech: Speech,
  { references, minutes }: Of<'estimate'>,
): Promise<ChangedEach> => set(ports, speech, { references }, { estimateMinutes: minutes })

export const sayPriority = (
  ports: Ports,
  speech: Speech,
  { references, priority }: Of<'priority'>,
): Promise<ChangedEach> => set(ports, speech, { references }, { priority })

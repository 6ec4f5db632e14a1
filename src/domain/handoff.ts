import type { Activity } from './activity.ts'
import type { Handoff, Task, TaskFacts } from './task.ts'
import type { WorkspaceSettings } from './workspace.ts'

/** How somebody gives a task to another: `handoff` is for one who has it, `assign` says who does it. */
export type GiveVerb = 'assign' | 'handoff'

export interface Giving {
  readonly verb: GiveVerb
  readonly actorId: string
  readonly toId: string
  readonly note: string | null
}

/** Whether the one who is given a task is asked first. Only who owns a task hands it off; all others assign it. */
const asksFirst = (
  { verb, actorId }: Giving,
  { ownerId }: Task,
  acceptance: WorkspaceSettings['acceptance'],
): boolean => acceptance === 'all' || (acceptance === 'handoffs' && verb === 'handoff' && actorId === ownerId)

/**
 * Decides what giving a task to somebody makes of it: they own it at once, or they are asked and it stays where it is.
 *
 * Who takes a task for themselves is not asked, and whoever owns it already keeps it: an offer to another is withdrawn.
 */
export function decideGiving(
  task: Task,
  giving: Giving,
  acceptance: WorkspaceSettings['acceptance'],
  now: Date,
): Partial<TaskFacts> {
  const { actorId, toId, note } = giving
  if (toId === task.ownerId) return { handoff: null }
  if (toId === actorId || !asksFirst(giving, task, acceptance)) return { ownerId: toId, handoff: null }
  if (task.handoff?.toId === toId) return {}
  return { handoff: { toId, byId: actorId, note, at: now } }
}

/** Why somebody cannot answer an offer. */
export type CannotAnswer = 'nothing-offered' | 'offered-to-another'

/** Decides what an answer to an offer makes of a task: who accepts owns it, after a refusal it stays where it was. */
export function decideAnswer(
  { handoff }: Pick<Task, 'handoff'>,
  actorId: string,
  answer: 'accept' | 'decline',
): { readonly facts: Partial<TaskFacts> } | { readonly refused: CannotAnswer } {
  if (!handoff) return { refused: 'nothing-offered' }
  if (handoff.toId !== actorId) return { refused: 'offered-to-another' }
  return { facts: answer === 'accept' ? { ownerId: actorId, handoff: null } : { handoff: null } }
}

/** Those who hear of the answer to an offer: who made it and whose task it was, but not who answers. */
export const answerHearers = (
  handoff: NonNullable<Task['handoff']>,
  ownerBefore: string | null,
  actorId: string,
): readonly string[] =>
  [...new Set([handoff.byId, ownerBefore])].filter((id): id is string => id !== null && id !== actorId)

/** Whether what the log holds of an offer is one. */
export const isHandoff = (value: unknown): value is Handoff => typeof value === 'object' && value !== null

/** The entry of a task's log by which an offer was made; undefined where it is too far back. */
export const offeringIn = (log: readonly Activity[], { toId, at }: Handoff): Activity | undefined =>
  log.find(
    ({ kind, changes }) =>
      kind === 'changed' &&
      changes.some(
        ({ fact, after }) =>
          fact === 'handoff' && isHandoff(after) && after.toId === toId && Number(after.at) === Number(at),
      ),
  )

import { nextOccurrence } from './recurrence.ts'
import { DEFAULT_FOLLOW_UP } from './task.ts'
import type { Task } from './task.ts'

/** What a new task is given that no other has had. */
export interface Identity {
  readonly id: string
  readonly reference: string
}

/**
 * The task that follows a recurring one that is done: the same work, due by the rule, with nothing of it done yet. What
 * belonged to the one time (notes, files, whom it waited on, what was said in its thread) stays with that.
 *
 * @returns null where the task does not repeat
 */
export function nextTask(task: Task, identity: Identity, actorId: string, now: Date): Task | null {
  if (!task.recurrence) return null
  return {
    ...task,
    ...identity,
    version: 0,
    status: 'todo',
    dueAt: nextOccurrence(task.recurrence, task.dueAt, now),
    leftMinutes: null,
    dependsOnIds: [],
    checklist: task.checklist.map((item) => ({ ...item, done: false, doneBy: null, doneAt: null })),
    attachments: [],
    handoff: null,
    mergedIntoId: null,
    snoozedUntil: null,
    block: null,
    droppedReason: null,
    source: null,
    cards: [],
    followUp: DEFAULT_FOLLOW_UP,
    nextCheckAt: null,
    createdBy: actorId,
    createdAt: now,
    doneAt: null,
  }
}

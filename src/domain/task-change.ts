import { DEFAULT_FOLLOW_UP, TASK_FACTS } from './task.ts'
import type { Change } from './activity.ts'
import type { FollowUp, Task, TaskFacts } from './task.ts'

/** What a person does to a task's status or owner. */
export type Move = 'start' | 'review' | 'done' | 'drop' | 'reopen' | 'block' | 'unblock' | 'take'

/** Why a move is not made; views turn it into a sentence. */
export type Refusal = 'already' | 'closed' | 'open' | 'not-blocked' | 'needs-reason'

export interface MoveFacts {
  readonly actorId: string
  /** What the person said with it; a drop and a block need it. */
  readonly note: string | null
  readonly waitsOnMemberIds?: readonly string[]
  readonly waitsOnTaskIds?: readonly string[]
}

type Decision = { readonly facts: Partial<TaskFacts> } | { readonly refused: Refusal }

const refuse = (refused: Refusal): Decision => ({ refused })
const isClosed = (task: Task): boolean => task.status === 'done' || task.status === 'dropped'

/** Leaves `block` and `droppedReason` set exactly while the status says so. */
const inStatus = (status: 'todo' | 'doing' | 'review'): Decision => ({
  facts: { status, block: null, droppedReason: null, mergedIntoId: null, doneAt: null },
})

function decideBlock(task: Task, facts: MoveFacts, now: Date): Decision {
  const waitsOnMemberIds = facts.waitsOnMemberIds ?? []
  const waitsOnTaskIds = facts.waitsOnTaskIds ?? []
  if (!facts.note && waitsOnMemberIds.length + waitsOnTaskIds.length === 0) return refuse('needs-reason')
  const was = task.status === 'blocked' ? (task.block?.was ?? 'doing') : (task.status as 'todo' | 'doing' | 'review')
  const block = {
    reason: facts.note ?? 'waiting',
    was,
    waitsOnMemberIds,
    waitsOnTaskIds,
    since: task.block?.since ?? now,
  }
  return { facts: { status: 'blocked', block } }
}

const OPEN_MOVES: Readonly<Record<Exclude<Move, 'reopen'>, (task: Task, facts: MoveFacts, now: Date) => Decision>> = {
  start: (task) => (task.status === 'doing' ? refuse('already') : inStatus('doing')),
  review: (task) => (task.status === 'review' ? refuse('already') : inStatus('review')),
  // The rule goes on to the next task, so that a task that is done twice does not begin two series.
  done: (_task, _facts, now) => ({
    facts: { status: 'done', block: null, droppedReason: null, doneAt: now, recurrence: null },
  }),
  drop: (_task, { note }) =>
    note
      ? { facts: { status: 'dropped', block: null, droppedReason: note, recurrence: null } }
      : refuse('needs-reason'),
  block: decideBlock,
  unblock: (task) => (task.status === 'blocked' ? inStatus(task.block?.was ?? 'doing') : refuse('not-blocked')),
  take: (task, { actorId }) => (task.ownerId === actorId ? refuse('already') : { facts: { ownerId: actorId } }),
}

/** Who closes what is closed in that way already asks for nothing. */
const CLOSING: Readonly<Partial<Record<Move, Task['status']>>> = { done: 'done', drop: 'dropped' }

/**
 * Decides what a move does to a task.
 *
 * The line is todo → doing → review → done; every open task can be blocked, dropped or finished, a blocked one goes back
 * to where it was, and a closed one must be reopened before it moves again.
 */
export function decideMove(task: Task, move: Move, facts: MoveFacts, now: Date): Decision {
  if (move === 'reopen') return isClosed(task) ? inStatus('todo') : refuse('open')
  if (isClosed(task)) return refuse(CLOSING[move] === task.status ? 'already' : 'closed')
  return OPEN_MOVES[move](task, facts, now)
}

const same = (before: unknown, after: unknown): boolean => JSON.stringify(before) === JSON.stringify(after)

/**
 * What follows from new facts by itself: a task whose owner or date changes is no longer the one that somebody wanted
 * quiet, and one that has another owner or is closed is offered to nobody, unless the facts say so.
 */
function withConsequences(task: Task, facts: Partial<TaskFacts>): Partial<TaskFacts> {
  const becomesOther = (fact: keyof TaskFacts): boolean => fact in facts && !same(task[fact], facts[fact])
  const moved = becomesOther('dueAt') || becomesOther('ownerId')
  const closed = facts.status === 'done' || facts.status === 'dropped'
  return {
    ...(task.snoozedUntil && moved ? { snoozedUntil: null } : {}),
    ...(task.handoff && (becomesOther('ownerId') || closed) ? { handoff: null } : {}),
    ...facts,
  }
}

/** The follow-up of a changed task: begun anew when the owner has answered, or somebody else is to be asked. */
function followUpAfter({ dueAt, followUp }: Task, changes: readonly Change[], now: Date): FollowUp {
  const snoozed = changes.some(({ fact, after }) => fact === 'snoozedUntil' && after !== null)
  const changed = (fact: Change['fact']): boolean => changes.some((change) => change.fact === fact)
  if (changed('dueAt') || changed('ownerId')) return DEFAULT_FOLLOW_UP
  // Who wants a task quiet knows of it: the next nudge is the first of a new follow-up, however far the last one was.
  if (snoozed) return { ...DEFAULT_FOLLOW_UP, heardAt: followUp.heardAt }
  if (!changed('status')) return followUp
  return { ...DEFAULT_FOLLOW_UP, heardAt: dueAt !== null && dueAt < now ? now : null }
}

/**
 * Applies new facts to a task and tells what changed; facts that stay as they were are no change.
 *
 * A change of due date, owner or status, and a snooze, start the follow-up anew. Whoever moves a late task has said how
 * it stands. A change of due date or owner ends a snooze, a new owner or a close ends an offer to somebody.
 */
export function changeTask(
  task: Task,
  facts: Partial<TaskFacts>,
  now: Date,
): { readonly task: Task; readonly changes: readonly Change[] } {
  const wanted = withConsequences(task, facts)
  const changes = TASK_FACTS.filter((fact) => fact in wanted && !same(task[fact], wanted[fact])).map((fact) => ({
    fact,
    before: task[fact],
    after: wanted[fact],
  }))
  return { task: { ...task, ...wanted, followUp: followUpAfter(task, changes, now) }, changes }
}

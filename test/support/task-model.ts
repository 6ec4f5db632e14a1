import type { Move } from '../../src/domain/task-change.ts'
import type { Task } from '../../src/domain/task.ts'

/** What the model knows of a task: the facts that its commands change. */
export interface ModelTask {
  readonly status: Task['status']
  readonly ownerId: string | null
  readonly dueAt: number | null
  readonly priority: Task['priority']
  readonly dependsOn: readonly number[]
  readonly reason: string | null
  readonly was: Task['status'] | null
}

export interface ModelEntry {
  readonly task: number
  readonly actorId: string
  readonly at: number
  readonly kind: 'created' | 'changed' | 'noted'
  readonly before: ModelTask | null
  undone: boolean
}

export type Outcome = 'done' | 'nothing' | 'refused-move' | 'circular' | 'cannot-undo'

/** What people do, as simply as it can be said; the tests compare it with what Runsheet does. */
export class TaskModel {
  readonly tasks: (ModelTask | null)[] = []
  readonly log: ModelEntry[] = []
  now = 0

  create(actorId: string, ownerId: string | null): Outcome {
    const facts = { status: 'todo', dueAt: null, priority: 'normal', dependsOn: [], reason: null, was: null } as const
    this.tasks.push({ ...facts, ownerId })
    this.#note({ task: this.tasks.length - 1, actorId, kind: 'created', before: null })
    return 'done'
  }

  move(actorId: string, at: number, move: Move, note: string | null): Outcome {
    const task = this.#task(at)
    const next = moved(task, move, actorId, note)
    if (next === 'refused') return 'refused-move'
    return this.#change(actorId, at, next === 'already' ? task : next, note)
  }

  set(actorId: string, at: number, facts: Partial<ModelTask>): Outcome {
    const task = this.#task(at)
    if (isClosed(task)) return 'refused-move'
    return this.#change(actorId, at, { ...task, ...facts }, null)
  }

  depend(actorId: string, at: number, on: number): Outcome {
    const task = this.#task(at)
    if (isClosed(task)) return 'refused-move'
    if (task.dependsOn.includes(on)) return 'nothing'
    if (this.#reaches(on, at)) return 'circular'
    return this.#change(actorId, at, { ...task, dependsOn: [...task.dependsOn, on] }, null)
  }

  note(actorId: string, at: number): Outcome {
    this.#note({ task: at, actorId, kind: 'noted', before: null })
    return 'done'
  }

  undo(actorId: string): Outcome {
    const last = this.log.findLast((entry) => entry.actorId === actorId && !entry.undone && this.now - entry.at <= 10)
    if (!last || last.kind === 'noted') return 'cannot-undo'
    const since = this.log.slice(this.log.indexOf(last) + 1).filter(({ task, undone }) => task === last.task && !undone)
    if (since.some(({ kind }) => last.kind === 'created' || kind !== 'noted')) return 'cannot-undo'
    last.undone = true
    this.tasks[last.task] = last.before
    return 'done'
  }

  #task(at: number): ModelTask {
    const task = this.tasks[at]
    if (!task) throw new Error('The model has no such task.')
    return task
  }

  #change(actorId: string, at: number, next: ModelTask, note: string | null): Outcome {
    const before = this.#task(at)
    if (JSON.stringify(before) === JSON.stringify(next)) {
      if (note !== null) this.#note({ task: at, actorId, kind: 'noted', before: null })
      return 'nothing'
    }
    this.tasks[at] = next
    this.#note({ task: at, actorId, kind: 'changed', before })
    return 'done'
  }

  #note(entry: Omit<ModelEntry, 'at' | 'undone'>): void {
    this.log.push({ ...entry, at: this.now, undone: false })
  }

  #reaches(from: number, goal: number, seen = new Set<number>()): boolean {
    if (from === goal) return true
    if (seen.has(from)) return false
    seen.add(from)
    return (this.tasks[from]?.dependsOn ?? []).some((next) => this.#reaches(next, goal, seen))
  }
}

const isClosed = ({ status }: ModelTask): boolean => status === 'done' || status === 'dropped'

function moved(task: ModelTask, move: Move, actorId: string, note: string | null): ModelTask | 'already' | 'refused' {
  const to = (status: Task['status']): ModelTask => ({ ...task, status, reason: null, was: null })
  if (move === 'reopen') return isClosed(task) ? to('todo') : 'refused'
  if (isClosed(task)) {
    const asked = { done: 'done', drop: 'dropped' }[move as string]
    return asked === task.status ? 'already' : 'refused'
  }
  switch (move) {
    case 'start':
      return task.status === 'doing' ? 'already' : to('doing')
    case 'review':
      return task.status === 'review' ? 'already' : to('review')
    case 'done':
      return to('done')
    case 'drop':
      return note === null ? 'refused' : { ...to('dropped'), reason: note }
    case 'block':
      return note === null ? 'refused' : { ...task, status: 'blocked', reason: note, was: task.was ?? task.status }
    case 'unblock':
      return task.status === 'blocked' ? to(task.was ?? 'doing') : 'refused'
    case 'take':
      return task.ownerId === actorId ? 'already' : { ...task, ownerId: actorId }
  }
}

import { MODEL_MEMBERS, MODEL_RULE_WORDS, modelRule } from './model-steps.ts'
import type { Deed, DeedCalled, Setting, Step } from './model-steps.ts'
import { nextOccurrence } from '../../src/domain/recurrence.ts'
import { readRecurrence } from '../../src/domain/recurrence-words.ts'
import type { Task } from '../../src/domain/task.ts'

/** What the model knows of a task: the facts that its commands change. Other tasks are named by their place. */
export interface ModelTask {
  readonly status: Task['status']
  readonly ownerId: string | null
  readonly dueAt: number | null
  readonly priority: Task['priority']
  readonly left: number | null
  readonly labels: readonly string[]
  readonly dependsOn: readonly number[]
  readonly steps: readonly (readonly [text: string, done: boolean])[]
  readonly watchers: readonly string[]
  readonly offered: { readonly toId: string; readonly byId: string } | null
  /** The zone in which its rule counts days. */
  readonly repeatsIn: string | null
  readonly reason: string | null
  readonly was: Task['status'] | null
  readonly mergedInto: number | null
  readonly createdBy: string
}

interface ModelEntry {
  readonly task: number
  readonly actorId: string
  /** Minutes since the start. */
  readonly at: number
  readonly kind: 'created' | 'changed' | 'noted'
  readonly before: ModelTask | null
  /** What was done together is taken back together. */
  readonly deed: number
  undone: boolean
}

/** `fine` whether or not anything changed; else the code of the refusal. */
export type Outcome = string

class Refusal extends Error {}

const refuse = (code: string): never => {
  throw new Refusal(code)
}

const isClosed = ({ status }: ModelTask): boolean => status === 'done' || status === 'dropped'
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const union = <T>(one: readonly T[], other: readonly T[]): readonly T[] => [...new Set([...one, ...other])]
const without = <T>(list: readonly T[], value: T): readonly T[] => list.filter((each) => each !== value)

/** What people do, as simply as it can be said; the tests compare it with what Runsheet does. */
export class TaskModel {
  tasks: (ModelTask | null)[] = []
  now = 0
  readonly #start: Date
  #log: ModelEntry[] = []
  #deed = 0

  constructor(start: Date) {
    this.#start = start
  }

  /** Does one step, whole or not at all. */
  take(step: Step): Outcome {
    const [tasks, log] = [[...this.tasks], this.#log.map((entry) => ({ ...entry }))]
    this.#deed += 1
    try {
      this.#take(step)
      return 'fine'
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.tasks = tasks
      this.#log = log
      return error.message
    }
  }

  #take(step: Step): void {
    switch (step.kind) {
      case 'wait':
        this.now += step.minutes
        return
      case 'create':
        return this.#create(step.by, { ownerId: step.owner })
      case 'undo':
        return this.#undo(step.by)
      case 'merge':
        return this.#merge(step.by, step.at[0] ?? step.into, step.into)
      default:
        return this.#each(step)
    }
  }

  /** What fits is done, what does not is told; where nothing fits, the first refusal is the answer. */
  #each(step: Deed): void {
    const outcomes = step.at.map((at) => {
      try {
        this.#one(step, at)
        return 'fine'
      } catch (error) {
        if (error instanceof Refusal) return error.message
        throw error
      }
    })
    if (!outcomes.includes('fine')) refuse(outcomes[0] ?? '')
  }

  #one(step: Deed, at: number): void {
    const task = this.#task(at)
    const { by } = step
    if (step.kind === 'note') return this.#add({ task: at, actorId: by, kind: 'noted', before: null })
    if (step.kind === 'watch' || step.kind === 'unwatch') {
      const watchers = step.kind === 'watch' ? union(task.watchers, [by]) : without(task.watchers, by)
      return this.#change(by, at, { watchers })
    }
    if (step.kind === 'answer') return this.#answer(by, at, step)
    if (step.kind === 'move') return this.#move(by, at, step)
    if (isClosed(task)) refuse('refused-move')
    if (step.kind === 'depend' && step.not) return this.#change(by, at, { dependsOn: without(task.dependsOn, step.on) })
    if (step.kind === 'depend') return this.#wait(by, at, step.on)
    if (step.kind === 'give') return this.#give(by, at, step)
    return this.#change(by, at, this.#facts(step, task))
  }

  #facts(step: Setting, task: ModelTask): Partial<ModelTask> {
    switch (step.kind) {
      case 'due':
        return { dueAt: step.to.getTime() }
      case 'priority':
        return { priority: step.priority }
      case 'left':
        return { left: step.hours * 60 }
      case 'label':
        return { labels: without(union(task.labels, [step.add]), step.remove) }
      case 'step':
        return { steps: [...task.steps, [step.text, false]] }
      case 'tick':
        if (task.steps.length <= step.index) refuse('refused-move')
        return { steps: task.steps.map(([text, done], index) => [text, index === step.index ? !done : done]) }
      case 'repeat':
        return step.on ? this.#repeats(step.by, task.dueAt) : { repeatsIn: null }
    }
  }

  #create(actorId: string, facts: Partial<ModelTask>): void {
    this.tasks.push({ ...EMPTY, ...facts, createdBy: actorId })
    this.#add({ task: this.tasks.length - 1, actorId, kind: 'created', before: null })
  }

  #move(by: string, at: number, { move, note }: DeedCalled<'move'>): void {
    const task = this.#task(at)
    const next = moved(task, move, by, note)
    if (next === 'refused') return void refuse('refused-move')
    this.#change(by, at, next === 'already' ? {} : next, note)
    if (move !== 'done' || next === 'already' || task.repeatsIn === null) return
    const dueAt = this.#occurrence(task.repeatsIn, task.dueAt)
    const anew = { status: 'todo', dueAt, left: null, dependsOn: [], offered: null, reason: null, was: null } as const
    this.#create(by, { ...task, ...anew, steps: task.steps.map(([text]) => [text, false]) })
  }

  #give(by: string, at: number, { verb, to }: DeedCalled<'give'>): void {
    const task = this.#task(at)
    const asks = verb === 'handoff' && by === task.ownerId && to !== by
    if (to === task.ownerId) return this.#change(by, at, { offered: null })
    if (!asks) return this.#change(by, at, { ownerId: to, offered: null })
    return this.#change(by, at, task.offered?.toId === to ? {} : { offered: { toId: to, byId: by } })
  }

  #answer(by: string, at: number, { accepts }: DeedCalled<'answer'>): void {
    if (this.#task(at).offered?.toId !== by) refuse('refused-move')
    this.#change(by, at, accepts ? { ownerId: by, offered: null } : { offered: null }, accepts ? null : 'no time')
  }

  #wait(by: string, at: number, on: number): void {
    const { dependsOn } = this.#task(at)
    if (!dependsOn.includes(on) && this.#reaches(on, at)) refuse('circular')
    this.#change(by, at, { dependsOn: union(dependsOn, [on]) })
  }

  #merge(by: string, at: number, into: number): void {
    const [one, target] = [this.#task(at), this.#task(into)]
    if (at === into || isClosed(target) || one.mergedInto !== null) refuse('refused-move')
    const closed = { status: 'dropped', reason: 'duplicate', was: null, offered: null, repeatsIn: null } as const
    this.#change(by, at, { ...closed, mergedInto: into })
    for (const [waiting, task] of this.tasks.entries()) {
      if (!task?.dependsOn.includes(at)) continue
      const instead = task.dependsOn.map((id) => (id === at ? into : id))
      this.#change(by, waiting, { dependsOn: without(union(instead, []), waiting) })
    }
    const ownerId = target.ownerId ?? one.ownerId
    const concerned = [...one.watchers, one.createdBy, ...(one.ownerId ? [one.ownerId] : [])]
    this.#change(by, into, {
      ownerId,
      dueAt: target.dueAt ?? one.dueAt,
      repeatsIn: target.repeatsIn ?? one.repeatsIn,
      labels: union(target.labels, one.labels),
      steps: [...target.steps, ...one.steps.filter(([text]) => !target.steps.some(([known]) => known === text))],
      dependsOn: without(without(union(target.dependsOn, one.dependsOn), into), at),
      watchers: union(target.watchers, concerned).filter((id) => id !== ownerId),
    })
    this.#refuseCircles()
  }

  #undo(actorId: string): void {
    const last = this.#log.findLast((entry) => entry.actorId === actorId && !entry.undone && this.now - entry.at <= 10)
    const deed = this.#log.filter((entry) => entry.deed === last?.deed && !entry.undone)
    if (deed.length === 0) refuse('cannot-undo')
    for (const entry of deed.toReversed()) {
      if (entry.kind === 'noted') {
        entry.undone = true
        continue
      }
      const since = this.#log
        .slice(this.#log.indexOf(entry) + 1)
        .filter(({ task, undone }) => task === entry.task && !undone)
      if (since.some(({ kind }) => entry.kind === 'created' || kind !== 'noted')) refuse('cannot-undo')
      entry.undone = true
      this.tasks[entry.task] = entry.before
    }
    this.#refuseCircles()
  }

  #task(at: number): ModelTask {
    const task = this.tasks[at]
    if (!task) throw new Error('The model has no such task.')
    return task
  }

  #change(actorId: string, at: number, facts: Partial<ModelTask>, note: string | null = null): void {
    const before = this.#task(at)
    const closes = facts.status === 'done' || facts.status === 'dropped'
    const givenAway = facts.ownerId !== undefined && facts.ownerId !== before.ownerId
    const next = { ...before, ...(closes || givenAway ? { offered: null } : {}), ...facts }
    if (!same(before, next)) {
      this.tasks[at] = next
      this.#add({ task: at, actorId, kind: 'changed', before })
    } else if (note !== null) this.#add({ task: at, actorId, kind: 'noted', before: null })
  }

  #add(entry: Omit<ModelEntry, 'at' | 'undone' | 'deed'>): void {
    this.#log.push({ ...entry, at: this.now, deed: this.#deed, undone: false })
  }

  #repeats(by: string, dueAt: number | null): Partial<ModelTask> {
    const member = MODEL_MEMBERS.find(({ id }) => id === by)
    const read = member && readRecurrence(MODEL_RULE_WORDS, { ...member, now: this.#clock(), projectKeys: [] }, null)
    if (!read) throw new Error('The model has no such person, or its rule is none.')
    return { repeatsIn: read.recurrence.zone, ...(dueAt === null ? { dueAt: read.first.getTime() } : {}) }
  }

  /** Which days a rule names is proved where the rules are. */
  #occurrence(zone: string, dueAt: number | null): number {
    return nextOccurrence(modelRule(zone), dueAt === null ? null : new Date(dueAt), this.#clock()).getTime()
  }

  #clock(): Date {
    return new Date(this.#start.getTime() + this.now * 60_000)
  }

  #refuseCircles(): void {
    for (const [at, task] of this.tasks.entries())
      if (task?.dependsOn.some((on) => this.#reaches(on, at))) refuse('circular')
  }

  #reaches(from: number, goal: number, seen = new Set<number>()): boolean {
    if (from === goal) return true
    if (seen.has(from)) return false
    seen.add(from)
    return (this.tasks[from]?.dependsOn ?? []).some((next) => this.#reaches(next, goal, seen))
  }
}

const EMPTY: Omit<ModelTask, 'createdBy'> = {
  status: 'todo',
  ownerId: null,
  dueAt: null,
  priority: 'normal',
  left: null,
  labels: [],
  dependsOn: [],
  steps: [],
  watchers: [],
  offered: null,
  repeatsIn: null,
  reason: null,
  was: null,
  mergedInto: null,
}

type Moved = Partial<ModelTask> | 'already' | 'refused'

function moved(task: ModelTask, move: DeedCalled<'move'>['move'], actorId: string, note: string | null): Moved {
  const to = (status: Task['status'], reason: string | null = null) => ({ status, reason, was: null })
  if (move === 'reopen') return isClosed(task) ? { ...to('todo'), mergedInto: null } : 'refused'
  if (isClosed(task)) return { done: 'done', drop: 'dropped' }[move as string] === task.status ? 'already' : 'refused'
  switch (move) {
    case 'start':
      return task.status === 'doing' ? 'already' : { ...to('doing'), mergedInto: null }
    case 'review':
      return task.status === 'review' ? 'already' : { ...to('review'), mergedInto: null }
    case 'done':
      return { ...to('done'), repeatsIn: null }
    case 'drop':
      return { ...to('dropped', note), repeatsIn: null }
    case 'block':
      return { status: 'blocked', reason: note, was: task.was ?? task.status }
    case 'unblock':
      return task.status === 'blocked' ? to(task.was ?? 'doing') : 'refused'
    case 'take':
      return task.ownerId === actorId ? 'already' : { ownerId: actorId }
  }
}

import { fullSight } from '../../src/domain/sight.ts'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Activity } from '../../src/domain/activity.ts'
import type { Move } from '../../src/domain/task-change.ts'
import { PRIORITIES } from '../../src/domain/task.ts'
import type { Task } from '../../src/domain/task.ts'
import { UserError } from '../../src/errors.ts'
import { createTask } from '../../src/features/capture/create-task.ts'
import { addNote } from '../../src/features/tasks/add-note.ts'
import { moveTask } from '../../src/features/tasks/move-tasks.ts'
import { sayDepends } from '../../src/features/tasks/say-depends.ts'
import { setFacts } from '../../src/features/tasks/set-facts.ts'
import { undoChange } from '../../src/features/tasks/undo-change.ts'
import type { Ports } from '../../src/ports.ts'
import { buildProject } from '../support/builders.ts'
import { ANA, BEN, CLEO, DEV, settle, useTimeWorld } from '../support/time-world.ts'
import { TaskModel } from '../support/task-model.ts'
import type { ModelTask, Outcome } from '../support/task-model.ts'

const RUNS = Number(process.env['MODEL_RUNS'] ?? 30)
const SEED = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 1_000_000))
const START = new Date('2026-03-02T08:00:00Z')

const world = useTimeWorld(START.toISOString())
const members = [ANA, BEN, CLEO, DEV]
/** Two who act most, so that they meet. */
const person = fc.constantFrom(ANA.id, BEN.id, ANA.id, BEN.id, CLEO.id)
const note = fc.option(fc.constantFrom('because', 'client'), { freq: 1 })
const MOVES: readonly Move[] = ['start', 'review', 'done', 'drop', 'reopen', 'block', 'unblock', 'take']

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('create' as const), by: person, owner: fc.option(person) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      by: person,
      at: fc.nat(9),
      move: fc.constantFrom(...MOVES),
      note,
    }),
  },
  fc.record({ kind: fc.constant('owner' as const), by: person, at: fc.nat(9), owner: person }),
  fc.record({ kind: fc.constant('due' as const), by: person, at: fc.nat(9), days: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    kind: fc.constant('priority' as const),
    by: person,
    at: fc.nat(9),
    priority: fc.constantFrom(...PRIORITIES),
  }),
  fc.record({ kind: fc.constant('depend' as const), by: person, at: fc.nat(9), on: fc.nat(9) }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('note' as const), by: person, at: fc.nat(9) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('undo' as const), by: person }) },
  fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 4, 9, 11) }),
)
type Step = (typeof step)['generate'] extends (...args: never[]) => { readonly value: infer T } ? T : never

const BLANK = {
  via: 'message',
  project: 'WEB',
  channelId: 'CWEB',
  title: 'Task',
  description: '',
  dueAt: null,
  priority: 'normal',
  estimateMinutes: null,
  labels: [],
  dependsOnIds: [],
  threadTs: null,
} as const

/** Runsheet and the model side by side, in a workspace of their own. */
class Side {
  readonly model = new TaskModel()
  readonly ids: string[] = []
  readonly ports: Ports
  readonly workspaceId: string

  constructor(ports: Ports, workspaceId: string) {
    this.ports = ports
    this.workspaceId = workspaceId
  }

  /** Does one step on both, and says what came of it on each. */
  async take(each: Step): Promise<readonly [Outcome, Outcome]> {
    if (each.kind === 'wait') {
      world.clock.advance(each.minutes * 60_000)
      this.model.now += each.minutes
      return ['done', 'done']
    }
    if (each.kind === 'create') {
      const outcome = this.model.create(each.by, each.owner)
      await this.create(each.by, each.owner)
      return [outcome, 'done']
    }
    if (each.kind === 'undo') {
      const actual = await outcomeOf(() => this.undo(each.by))
      return [this.model.undo(each.by), actual]
    }
    const there = [...this.ids.keys()].filter((index) => this.model.tasks[index])
    const at = there[each.at % Math.max(1, there.length)]
    if (at === undefined) return ['nothing', 'nothing']
    const on = each.kind === 'depend' ? (there[each.on % there.length] ?? at) : at
    return [this.#expected(each, at, on), await outcomeOf(() => this.act(each, at, on))]
  }

  #expected(each: Exclude<Step, { kind: 'wait' | 'create' | 'undo' }>, at: number, on: number): Outcome {
    const { model } = this
    switch (each.kind) {
      case 'move':
        return model.move(each.by, at, each.move, each.note)
      case 'owner':
        return model.set(each.by, at, { ownerId: each.owner })
      case 'due':
        return model.set(each.by, at, { dueAt: dueOf(each.days).getTime() })
      case 'priority':
        return model.set(each.by, at, { priority: each.priority })
      case 'depend':
        return model.depend(each.by, at, on)
      case 'note':
        return model.note(each.by, at)
    }
  }

  async act(each: Exclude<Step, { kind: 'wait' | 'create' | 'undo' }>, at: number, on: number): Promise<boolean> {
    const { ports, workspaceId } = this
    const taskId = this.ids[at] ?? ''
    const cause = { workspaceId, actorId: each.by, via: 'command', note: null } as const
    switch (each.kind) {
      case 'move':
        return hasChanged(await moveTask(ports, { ...cause, taskId, move: each.move, note: each.note }))
      case 'owner':
        return hasChanged(await setFacts(ports, taskId, cause, { ownerId: each.owner }))
      case 'due':
        return hasChanged(await setFacts(ports, taskId, cause, { dueAt: dueOf(each.days) }))
      case 'priority':
        return hasChanged(await setFacts(ports, taskId, cause, { priority: each.priority }))
      case 'depend':
        return this.#depend(each.by, at, on)
      case 'note':
        await addNote(ports, { workspaceId, actorId: each.by, via: 'command', taskId, text: 'hm' })
        return true
    }
  }

  async #depend(actorId: string, at: number, on: number): Promise<boolean> {
    const { ports, workspaceId } = this
    const named = await ports.tasks.getMany(workspaceId, [this.ids[at] ?? '', this.ids[on] ?? ''])
    const [task, awaited] = named.length === 2 ? named : [named[0], named[0]]
    const speaker = members.find(({ id }) => id === actorId) ?? ANA
    const speech = {
      workspaceId,
      speaker,
      sight: fullSight(workspaceId),
      channelId: 'CWEB',
      said: '',
      via: 'command',
      triggerId: null,
      responseUrl: null,
    } as const
    const command = {
      kind: 'depends',
      references: [task?.reference ?? ''],
      on: [awaited?.reference ?? ''],
      not: false,
    } as const
    const { changed } = await sayDepends(ports, speech, command)
    return hasChanged(changed[0] ?? { changes: [] })
  }

  async undo(actorId: string): Promise<boolean> {
    await undoChange(this.ports, { workspaceId: this.workspaceId, actorId, via: 'command', activityId: null })
    return true
  }

  /** A new task with a card in a thread, as if it had been posted already. */
  async create(actorId: string, ownerId: string | null): Promise<void> {
    const { ports, workspaceId } = this
    const ts = `1.${this.ids.length}`
    const { sheet } = await createTask(ports, {
      ...BLANK,
      workspaceId,
      actorId,
      ownerId,
      source: { channelId: 'CWEB', ts, permalink: 'https://x.slack.com/p1' },
    })
    await ports.tasks.addCard(workspaceId, sheet.task.id, { channelId: 'CWEB', ts: `${ts}1` })
    this.ids.push(sheet.task.id)
  }
}

const dueOf = (days: number): Date => new Date(START.getTime() + days * 86_400_000)
const hasChanged = ({ changes }: { readonly changes: readonly unknown[] }): boolean => changes.length > 0

async function outcomeOf(act: () => Promise<boolean>): Promise<Outcome> {
  try {
    return (await act()) ? 'done' : 'nothing'
  } catch (error) {
    if (error instanceof UserError) return error.code as Outcome
    throw error
  }
}

/** A stored task in the model's words. */
const modelled = (task: Task, ids: readonly string[]): ModelTask => ({
  status: task.status,
  ownerId: task.ownerId,
  dueAt: task.dueAt?.getTime() ?? null,
  priority: task.priority,
  dependsOn: task.dependsOnIds.map((id) => ids.indexOf(id)),
  reason: task.block?.reason ?? task.droppedReason,
  was: task.block?.was ?? null,
})

/** The facts that a log adds up to; throws where an entry does not begin where the one before ended. */
function replayed(entries: readonly Activity[]): Readonly<Record<string, unknown>> {
  const facts: Record<string, unknown> = {}
  for (const { changes, kind } of entries) {
    for (const { fact, before, after } of changes) {
      if (fact in facts && JSON.stringify(facts[fact]) !== JSON.stringify(before))
        throw new Error(`${kind} of ${fact} says ${JSON.stringify(before)}, it was ${JSON.stringify(facts[fact])}`)
      facts[fact] = after
    }
  }
  return facts
}

/** The log is whole and adds up to the task as it is stored, and the task's card is to be drawn anew for its last change. */
async function expectAgreement(ports: Ports, workspaceId: string, taskId: string): Promise<void> {
  const log = await ports.activities.ofTask(workspaceId, taskId, 1000)
  const facts = replayed([...log].reverse())
  const task = await ports.tasks.get(workspaceId, taskId)
  if (!task) return
  const stored = Object.fromEntries(Object.keys(facts).map((fact) => [fact, task[fact as keyof Task]]))
  expect(stored).toEqual(facts)
  const latest = log.find(({ changes }) => changes.length > 0)
  const [on] = task.cards
  if (!latest || !on) return
  const row = await ports.outbox.byKey(workspaceId, `edit:${taskId}:${on.channelId}:${on.ts}:${latest.taskVersion}`)
  expect(row?.content).toEqual({ draws: 'card', taskId })
}

let workspaces = 0
async function newSide(): Promise<Side> {
  const workspaceId = `TM${(workspaces += 1)}`
  world.clock.set(START)
  const { ports } = world.process()
  for (const member of members) await world.stores.members.put({ ...member, workspaceId })
  await world.stores.projects.add(buildProject({ workspaceId, id: `project-${workspaceId}` }))
  return new Side(ports, workspaceId)
}

beforeEach(() => settle(world))

describe(`whatever people do (MODEL_SEED=${SEED} MODEL_RUNS=${RUNS})`, () => {
  it('one after another: states, refusals, history and cards are as a simple model says; undo restores exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
        const side = await newSide()
        await side.take({ kind: 'create', by: ANA.id, owner: BEN.id })
        for (const each of steps) {
          const [expected, actual] = await side.take(each)
          expect([each, actual]).toEqual([each, expected])
        }
        const stored = await Promise.all(side.ids.map((id) => side.ports.tasks.get(side.workspaceId, id)))
        expect(stored.map((task) => (task ? modelled(task, side.ids) : null))).toEqual(side.model.tasks)
        for (const id of side.ids) await expectAgreement(side.ports, side.workspaceId, id)
      }),
      { numRuns: RUNS, seed: SEED },
    )
  }, 240_000)

  it('all at once: nothing is lost or half done, and the history adds up to what is stored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 12 }), async (steps) => {
        const side = await newSide()
        for (const by of [ANA, BEN]) await side.create(by.id, null)
        await Promise.all(
          steps.map(async (each) => {
            if (each.kind === 'wait') return undefined
            if (each.kind === 'create') return side.create(each.by, each.owner)
            if (each.kind === 'undo') return outcomeOf(() => side.undo(each.by))
            return outcomeOf(() => side.act(each, each.at % 2, each.kind === 'depend' ? each.on % 2 : 0)).catch(
              taskWasTakenAway,
            )
          }),
        )
        for (const id of side.ids) await expectAgreement(side.ports, side.workspaceId, id)
        const left = await side.ports.tasks.getMany(side.workspaceId, side.ids.slice(0, 2))
        expect(
          left.filter(({ dependsOnIds }) => dependsOnIds.some((id) => side.ids.slice(0, 2).includes(id))).length,
        ).toBeLessThan(2)
      }),
      { numRuns: Math.ceil(RUNS / 3), seed: SEED },
    )
  }, 240_000)
})

/** Somebody undid the creation of a task that another named: then there is nothing to do it to. */
function taskWasTakenAway(error: unknown): Outcome {
  if (error instanceof UserError) return 'nothing'
  throw error
}

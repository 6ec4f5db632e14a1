import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Activity } from '../../src/domain/activity.ts'
import { fullSight } from '../../src/domain/sight.ts'
import { TASK_STATUSES } from '../../src/domain/task.ts'
import type { Task } from '../../src/domain/task.ts'
import { UserError } from '../../src/errors.ts'
import { answerSpeech } from '../../src/features/commands/answer-speech.ts'
import { lineRoutes } from '../../src/features.ts'
import type { Ports } from '../../src/ports.ts'
import { buildProject } from '../support/builders.ts'
import { lineOf, MODEL_MEMBERS, MODEL_START, placed, stepsOf } from '../support/model-steps.ts'
import type { Step } from '../support/model-steps.ts'
import { settle, useTimeWorld } from '../support/time-world.ts'
import { TaskModel } from '../support/task-model.ts'
import type { ModelTask, Outcome } from '../support/task-model.ts'

const RUNS = Number(process.env['MODEL_RUNS'] ?? 60)
const SEED = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 1_000_000))

const world = useTimeWorld(MODEL_START.toISOString())

/** Runsheet and the model side by side, in a workspace of their own. */
class Side {
  readonly model = new TaskModel(MODEL_START)
  /** In the order in which they were made, also those that were taken away again. */
  readonly made: Task[] = []
  readonly ports: Ports
  readonly workspaceId: string

  constructor(ports: Ports, workspaceId: string) {
    this.ports = ports
    this.workspaceId = workspaceId
  }

  /** Does one step on both, and says what came of it on each. */
  async take(each: Step): Promise<readonly [Outcome, Outcome]> {
    const there = [...this.model.tasks.keys()].filter((index) => this.model.tasks[index])
    const real = placed(each, there)
    if (!real) return ['fine', 'fine']
    if (real.kind === 'wait') world.clock.advance(real.minutes * 60_000)
    const actual = real.kind === 'wait' ? 'fine' : await this.say(real)
    await this.look()
    return [this.model.take(real), actual]
  }

  /** Says a step as a person says it: a line, in the project's channel. */
  async say(each: Exclude<Step, { kind: 'wait' }>): Promise<Outcome> {
    const { ports, workspaceId } = this
    const said = lineOf(
      each,
      this.made.map(({ reference }) => reference),
    )
    const place = { workspaceId, channelId: 'CWEB', triggerId: null, responseUrl: null }
    try {
      await answerSpeech(ports, lineRoutes(ports), { ...place, actorId: each.by, said })
      return 'fine'
    } catch (error) {
      if (error instanceof UserError) return error.code
      throw error
    }
  }

  /** Gives every task that is new a card, as if it had been posted already. */
  async look(): Promise<void> {
    const { ports, workspaceId, made } = this
    const { tasks } = await ports.tasks.list(
      fullSight(workspaceId),
      { statuses: TASK_STATUSES },
      { offset: 0, limit: 1000 },
    )
    const known = new Set(made.map(({ id }) => id))
    const anew = tasks.filter(({ id }) => !known.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    for (const task of anew) {
      await ports.tasks.addCard(workspaceId, task.id, { channelId: 'CWEB', ts: `1.${made.length}` })
      made.push(task)
    }
  }
}

/** A stored task in the model's words. */
const modelled = (task: Task, ids: readonly string[]): ModelTask => ({
  status: task.status,
  ownerId: task.ownerId,
  dueAt: task.dueAt?.getTime() ?? null,
  priority: task.priority,
  left: task.leftMinutes,
  labels: task.labels,
  dependsOn: task.dependsOnIds.map((id) => ids.indexOf(id)),
  steps: task.checklist.map(({ text, done }) => [text, done]),
  watchers: task.watcherIds,
  offered: task.handoff && { toId: task.handoff.toId, byId: task.handoff.byId },
  repeatsIn: task.recurrence?.zone ?? null,
  reason: task.mergedIntoId ? 'duplicate' : (task.block?.reason ?? task.droppedReason),
  was: task.block?.was ?? null,
  mergedInto: task.mergedIntoId === null ? null : ids.indexOf(task.mergedIntoId),
  createdBy: task.createdBy,
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
  world.clock.set(MODEL_START)
  const { ports } = world.process()
  for (const member of MODEL_MEMBERS) await world.stores.members.put({ ...member, workspaceId })
  await world.stores.projects.add(buildProject({ workspaceId, id: `project-${workspaceId}` }))
  return new Side(ports, workspaceId)
}

async function storedIn({ ports, workspaceId, made }: Side): Promise<readonly (Task | null)[]> {
  return Promise.all(made.map(async ({ id }) => (await ports.tasks.get(workspaceId, id)) ?? null))
}

beforeEach(() => settle(world))

describe(`whatever people do (MODEL_SEED=${SEED} MODEL_RUNS=${RUNS})`, () => {
  it('one after another: states, refusals, history and cards are as a simple model says; undo restores exactly', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(40), async (steps) => {
        const side = await newSide()
        for (const each of steps) {
          const [expected, actual] = await side.take(each)
          expect([each, actual]).toEqual([each, expected])
        }
        const ids = side.made.map(({ id }) => id)
        const stored = await storedIn(side)
        expect(stored.map((task) => task && modelled(task, ids))).toEqual(side.model.tasks)
        for (const id of ids) await expectAgreement(side.ports, side.workspaceId, id)
      }),
      { numRuns: RUNS, seed: SEED },
    )
  }, 240_000)

  it('all at once: nothing is lost or half done, no tasks wait for each other, and the history adds up to what is stored', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(12), async (steps) => {
        const side = await newSide()
        for (const by of MODEL_MEMBERS.slice(0, 3)) await side.say({ kind: 'create', by: by.id, owner: null })
        await side.look()
        await Promise.all(
          steps.map(async (each) => {
            const real = placed(each, [0, 1, 2])
            return real && real.kind !== 'wait' ? side.say(real) : undefined
          }),
        )
        await side.look()
        for (const { id } of side.made) await expectAgreement(side.ports, side.workspaceId, id)
        expect(circlesAmong((await storedIn(side)).filter((task) => task !== null))).toEqual([])
      }),
      { numRuns: Math.ceil(RUNS / 3), seed: SEED },
    )
  }, 240_000)
})

/** Those of some tasks that wait for themselves. */
function circlesAmong(tasks: readonly Task[]): readonly string[] {
  const waits = new Map(tasks.map(({ id, dependsOnIds }) => [id, dependsOnIds]))
  const reachedFrom = (id: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const next of waits.get(id) ?? []) if (!seen.has(next)) reachedFrom(next, seen.add(next))
    return seen
  }
  return tasks.filter(({ id }) => reachedFrom(id).has(id)).map(({ reference }) => reference)
}

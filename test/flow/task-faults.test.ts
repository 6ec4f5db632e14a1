import { fullSight } from '../../src/domain/sight.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTask } from '../../src/features/capture/create-task.ts'
import { moveTask } from '../../src/features/tasks/move-tasks.ts'
import { sayDepends } from '../../src/features/tasks/say-depends.ts'
import { undoChange } from '../../src/features/tasks/undo-change.ts'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'
import { buildPost } from '../support/builders.ts'
import { addTask, ANA, settle, useTimeWorld } from '../support/time-world.ts'

const WEB = '#web-redesign'

describe('while Slack has trouble', () => {
  let bot: TestRunsheet
  beforeAll(async () => {
    bot = await startRunsheet()
  })
  afterAll(() => bot.stop())
  afterEach(() => bot.clearFaults())

  const notices = async (title: string): Promise<number> =>
    (await bot.dm('cleo')).filter(({ plain }) => plain.includes(title)).length

  it.each(['rate_limit', 'server_error', 'drop_after_accept', 'reset'])(
    'a %s in the middle of a command loses nothing and says nothing twice',
    async (kind) => {
      const title = `Weather ${kind}`
      await bot.fault({ method: 'chat.postMessage', kind, times: 1, retry_after: 1 })
      const answer = read(await bot.say('ana', WEB, `/task ${title} @cleo`))
      expect(answer).toContain(`Created WEB-`)
      await expect.poll(() => notices(title), { timeout: 30_000, interval: 300 }).toBe(1)
      await bot.advance('5m')
      expect(await notices(title)).toBe(1)
    },
  )

  it('a person who presses twice changes a task once', async () => {
    const created = await bot.say('ana', WEB, '/task Double click @ana')
    const reference = /WEB-\d+/.exec(read(created))?.[0] ?? ''
    const shown = await bot.say('ana', WEB, `/task ${reference}`)
    const [card] = shown.seen
    const click = { as: 'ana', do: 'click', channel: card?.channel ?? '', ts: card?.ts ?? '', label: 'Done' } as const
    const answers = await Promise.all([bot.act(click), bot.act(click).catch(() => ({ seen: [] }))])
    expect(answers.map(read).join('\n')).not.toContain('Something went wrong')
    expect(read(await bot.say('ana', WEB, '/task undo'))).toContain('as it was before')
    expect(read(await bot.say('ana', WEB, `/task ${reference}`))).toContain('Status: Todo')
  })

  it('a card in a conversation without Runsheet is no fault: the task is made, and its maker is told', async () => {
    const said = await bot.act({
      as: 'ben',
      do: 'message',
      channel: '@ana',
      text: 'Between you and me: call the printer',
    })
    const ts = said.seen[0]?.ts ?? ''
    const shortcut = { do: 'message_shortcut', channel: '@ben', ts, name: 'Create task from message' } as const
    await bot.act({ as: 'ana', ...shortcut })
    const done = await bot.act({ as: 'ana', do: 'submit', values: { Project: 'WEB · Web redesign' } })
    expect(JSON.stringify(done.modal?.errors ?? null)).toBe('null')
    const told = async (): Promise<string> => (await bot.dm('ana')).map(({ plain }) => plain).join('\n')
    await expect.poll(told, { timeout: 15_000 }).toContain('its card could not be put below the message')
    expect(await told()).not.toContain('Something went wrong')
  })
})

describe('when the database fails in the middle', () => {
  const world = useTimeWorld('2026-03-02T08:00:00Z')
  beforeEach(() => settle(world))

  const down = async (): Promise<never> => {
    throw new Error('the database went away')
  }

  it('nothing of a new task is half written', async () => {
    const { stores } = world
    let ids = 0
    // The database refuses the last of what is written: somebody has used the key of the new owner's notice.
    const { ports } = world.process(() => ({ ids: { next: () => `new-${(ids += 1)}` } }))
    const key = 'assigned:new-1:new-2'
    await stores.outbox.add(buildPost({ key, kind: 'answer' }))
    const creating = createTask(ports, {
      workspaceId: 'T1',
      actorId: ANA.id,
      via: 'command',
      project: (await stores.projects.byKey('T1', 'WEB'))!,
      title: 'Half',
      description: '',
      ownerId: 'UBEN',
      dueAt: null,
      priority: 'normal',
      estimateMinutes: null,
      labels: [],
      dependsOnIds: [],
      source: null,
      threadTs: null,
    })
    await expect(creating).rejects.toMatchObject({ code: 11_000 })
    expect(await stores.tasks.byReference(fullSight('T1'), 'WEB-1')).toBeUndefined()
    expect(await stores.activities.lastOf('T1', ANA.id, new Date(0))).toBeUndefined()
    expect(await stores.outbox.byKey('T1', key)).toMatchObject({ kind: 'answer' })
  })

  it.each<[string, { readonly activities?: true; readonly outbox?: true }]>([
    ['the log', { activities: true }],
    ['the outbox', { outbox: true }],
  ])('nothing of a change is half written when %s fails', async (_what, fails) => {
    const card = { channelId: 'CWEB', ts: '1.1' }
    await addTask(world, { cards: [card] })
    const { ports } = world.process((whole) => ({
      ...(fails.outbox ? { outbox: { ...whole.outbox, add: down } } : {}),
      ...(fails.activities ? { activities: { ...whole.activities, add: down } } : {}),
    }))
    const cause = { workspaceId: 'T1', actorId: ANA.id, via: 'command', note: null } as const
    await expect(moveTask(ports, { ...cause, taskId: 'task-1', move: 'start' })).rejects.toThrow('went away')
    expect(await world.stores.tasks.get('T1', 'task-1')).toMatchObject({ status: 'todo', version: 1 })
    expect(await world.stores.activities.ofTask('T1', 'task-1', 10)).toEqual([])
  })
})

describe('at the same moment', () => {
  const world = useTimeWorld('2026-03-02T08:00:00Z')
  beforeEach(() => settle(world))
  const cause = { workspaceId: 'T1', actorId: ANA.id, via: 'command', note: null } as const

  const speech = {
    workspaceId: 'T1',
    speaker: ANA,
    sight: fullSight('T1'),
    channelId: 'CWEB',
    said: '',
    via: 'command',
    triggerId: null,
    responseUrl: null,
  } as const
  /** Ties all of these at once, and says why some were refused. */
  const tieAll = async (...pairs: readonly (readonly [string, string])[]): Promise<readonly string[]> => {
    const { ports } = world.process()
    const outcomes = await Promise.allSettled(
      pairs.map(([one, other]) =>
        sayDepends(ports, speech, { kind: 'depends', references: [one], on: [other], not: false }),
      ),
    )
    return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason.userText)] : []))
  }

  it('two who tie two tasks to each other do not tie them in a circle', async () => {
    await addTask(world, { id: 'task-1', reference: 'WEB-1' })
    await addTask(world, { id: 'task-2', reference: 'WEB-2' })
    const refused = await tieAll(['WEB-1', 'WEB-2'], ['WEB-2', 'WEB-1'])
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatch(/in a circle: WEB-(\d) → WEB-(\d) → WEB-\1\./)
  })

  it('nor do two who tie four tasks and share none of them', async () => {
    await addTask(world, { id: 'task-1', reference: 'WEB-1', dependsOnIds: ['task-2'] })
    await addTask(world, { id: 'task-2', reference: 'WEB-2' })
    await addTask(world, { id: 'task-3', reference: 'WEB-3', dependsOnIds: ['task-4'] })
    await addTask(world, { id: 'task-4', reference: 'WEB-4' })
    const refused = await tieAll(['WEB-2', 'WEB-3'], ['WEB-4', 'WEB-1'])
    expect(refused).toHaveLength(1)
    expect(refused[0]).toContain('in a circle')
  })

  it('an undo does not take back over a change that comes in between', async () => {
    await addTask(world, { id: 'task-1' })
    const { ports } = world.process()
    const first = await moveTask(ports, { ...cause, taskId: 'task-1', move: 'start' })
    const undo = { workspaceId: 'T1', actorId: ANA.id, via: 'button', activityId: first.activityId } as const
    const review = { ...cause, actorId: 'UBEN', taskId: 'task-1', move: 'review' } as const
    const outcomes = await Promise.allSettled([undoChange(ports, undo), moveTask(ports, review)])
    const task = await world.stores.tasks.get('T1', 'task-1')
    expect([outcomes[1]?.status, task?.status]).toEqual(['fulfilled', 'review'])
  })

  it('whoever takes a task by its button is known by name, though Runsheet never met them', async () => {
    await addTask(world, { id: 'task-1', ownerId: null })
    const { ports } = world.process()
    const { sheet } = await moveTask(ports, {
      ...cause,
      actorId: 'UNEW',
      via: 'button',
      taskId: 'task-1',
      move: 'take',
    })
    expect(sheet.people.get('UNEW')?.realName).toBe('Real UNEW')
  })

  it('what is said with a change that changes nothing is kept as a note', async () => {
    await addTask(world, { id: 'task-1', status: 'doing' })
    const { ports } = world.process()
    const said = await moveTask(ports, { ...cause, note: 'talked to the client', taskId: 'task-1', move: 'start' })
    expect(said).toMatchObject({ changes: [], noted: true })
    const [entry] = await world.stores.activities.ofTask('T1', 'task-1', 1)
    expect(entry).toMatchObject({ kind: 'noted', note: 'talked to the client' })
  })
})

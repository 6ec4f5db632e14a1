import { beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '../../src/domain/member.ts'
import { createTask } from '../../src/features/capture/create-task.ts'
import { openDraft } from '../../src/features/capture/open-form.ts'
import { answerSpeech } from '../../src/features/commands/answer-speech.ts'
import { formsOf, lineRoutes } from '../../src/features.ts'
import { setFacts } from '../../src/features/tasks/set-facts.ts'
import { showTask } from '../../src/features/tasks/show-task.ts'
import { undoChange } from '../../src/features/tasks/undo-change.ts'
import type { Ports } from '../../src/ports.ts'
import { textsIn } from '../support/block-limits.ts'
import { buildMember, buildProject, buildWorkspace } from '../support/builders.ts'
import { useTimeWorld } from '../support/time-world.ts'

const world = useTimeWorld('2026-03-02T08:00:00Z')
let ports: Ports

/** Two agencies that have the same names for everything: people, channels, projects. */
beforeEach(async () => {
  ports = world.process().ports
  for (const workspaceId of ['T1', 'T2']) {
    await world.stores.workspaces.put(buildWorkspace({ id: workspaceId }))
    for (const id of ['UANA', 'UBEN']) await world.stores.members.put(member(workspaceId, id))
    await world.stores.projects.add(buildProject({ workspaceId, id: `project-${workspaceId}` }))
  }
})

const member = (workspaceId: string, id: string): Member =>
  buildMember({ workspaceId, id, realName: `${id} of ${workspaceId}` })

const create = async (workspaceId: string, title: string): Promise<{ id: string; activityId: string }> => {
  const { sheet, activityId } = await createTask(ports, {
    workspaceId,
    actorId: 'UANA',
    via: 'command',
    project: (await world.stores.projects.byKey(workspaceId, 'WEB'))!,
    title,
    description: '',
    ownerId: 'UBEN',
    dueAt: null,
    priority: 'normal',
    estimateMinutes: null,
    labels: ['secret'],
    dependsOnIds: [],
    source: null,
    threadTs: null,
  })
  return { id: sheet.task.id, activityId }
}

async function say(workspaceId: string, said: string): Promise<string> {
  const speech = {
    workspaceId,
    actorId: 'UANA',
    channelId: 'CWEB',
    said,
    triggerId: '1.2.x',
    responseUrl: 'https://x.y',
  }
  const reply = await answerSpeech(ports, lineRoutes(ports), speech)
  return textsIn(reply?.blocks)
}

describe('a task of another workspace', () => {
  it('is unknown by its reference, whatever is asked of it', async () => {
    await create('T2', 'Theirs')
    for (const line of [
      'WEB-1',
      'done WEB-1',
      'take WEB-1',
      'due WEB-1 fri',
      'note WEB-1 hm',
      'depends WEB-1 on WEB-1',
    ])
      await expect(say('T1', line)).rejects.toMatchObject({ code: 'unknown-reference' })
    await expect(say('T1', 'Mine after WEB-1')).rejects.toMatchObject({ code: 'unknown-reference' })
  })

  it('is unknown by its id, as a forged button would name it', async () => {
    const { id, activityId } = await create('T2', 'Theirs')
    const cause = { workspaceId: 'T1', actorId: 'UANA', via: 'button', note: null } as const
    await expect(showTask(ports, { workspaceId: 'T1', actorId: 'UANA', taskId: id })).rejects.toMatchObject({
      code: 'task-gone',
    })
    await expect(setFacts(ports, id, cause, { priority: 'urgent' })).rejects.toMatchObject({ code: 'task-gone' })
    const undo = { workspaceId: 'T1', actorId: 'UANA', via: 'button', activityId } as const
    await expect(undoChange(ports, undo)).rejects.toMatchObject({ code: 'cannot-undo' })
    expect(await world.stores.tasks.get('T2', id)).toMatchObject({ title: 'Theirs', priority: 'normal', version: 0 })
  })

  it('stands in no list and is what no undo takes back', async () => {
    await create('T2', 'Theirs')
    for (const list of ['list WEB', 'list label:secret', 'list me', 'list unassigned', 'list'])
      expect(await say('T1', list)).toContain('No open tasks')
    await expect(say('T1', 'undo')).rejects.toMatchObject({ code: 'cannot-undo' })
  })

  it('has a reference that means one’s own task at home', async () => {
    await create('T2', 'Theirs')
    await create('T1', 'Ours')
    const card = await say('T1', 'WEB-1')
    expect(card).toContain('Ours')
    expect(card).toContain('UBEN of T1')
    expect(card).not.toContain('T2')
  })
})

it('a draft of another workspace is gone, and so is one of somebody else', async () => {
  const draft = { id: 'draft-1', memberId: 'UANA', channelId: 'CWEB', text: 'x', createdAt: new Date() }
  await world.stores.drafts.add({ ...draft, workspaceId: 'T2' })
  const press = { triggerId: '1.2.x', responseUrl: null, draftId: 'draft-1' }
  for (const who of [
    { workspaceId: 'T1', actorId: 'UANA' },
    { workspaceId: 'T2', actorId: 'UBEN' },
  ])
    await expect(openDraft(ports, formsOf(ports), { ...press, ...who })).rejects.toMatchObject({ code: 'draft-gone' })
})

it('what is posted about a task goes to its own workspace only', async () => {
  const { id } = await create('T2', 'Theirs')
  const created = await world.stores.activities.ofTask('T2', id, 1)
  const key = `assigned:${id}:${created[0]?.id ?? ''}`
  expect(await world.stores.outbox.byKey('T2', key)).toMatchObject({ workspaceId: 'T2' })
  expect(await world.stores.outbox.byKey('T1', key)).toBeUndefined()
})

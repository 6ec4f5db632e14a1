import { describe, expect, it } from 'vitest'
import { NO_ANSWERS } from '../../src/domain/import.ts'
import type { Import, ImportRow } from '../../src/domain/import.ts'
import type { MemberKind } from '../../src/domain/member.ts'
import { StaleVersion } from '../../src/errors.ts'
import { createInBulk } from '../../src/features/capture/create-in-bulk.ts'
import { requireImporter } from '../../src/features/data/require-importer.ts'
import { beginImport, runImport } from '../../src/features/data/run-import.ts'
import { undoChange } from '../../src/features/tasks/undo-change.ts'
import type { CreateInBulk, Ports } from '../../src/ports.ts'
import { fullSight } from '../../src/domain/sight.ts'
import { buildImport, buildMember, buildProject, MADE_AT } from '../support/builders.ts'
import { smallPorts } from '../support/small-ports.ts'
import { useStores } from './stores.ts'

const world = useStores()

const importOf = (workspaceId: string, more: Partial<Import> = {}): Import =>
  buildImport({ workspaceId, id: `${workspaceId}-import`, projectId: `${workspaceId}-web`, ...more })

const rowOf = (number: number, cells: readonly string[]): ImportRow => ({
  number,
  line: number + 1,
  cells,
  outcome: null,
})

/** A workspace with a project and people in it; what files were sent is kept. */
async function begun(workspaceId: string, rows: readonly ImportRow[], more: Partial<Import> = {}) {
  const { stores, clock } = world
  const members = ['UANA', 'UBEN', 'UEVE'].map((id) =>
    buildMember({ workspaceId, id, name: id.slice(1).toLowerCase(), realName: id }),
  )
  for (const member of members) await stores.members.put(member)
  await stores.projects.add(buildProject({ workspaceId, id: `${workspaceId}-web` }))
  const files: { memberId: string; name: string; text: string }[] = []
  const small = smallPorts(stores, clock)
  const ports: Ports = {
    ...small,
    directory: {
      ...small.directory,
      everybody: async () => members.map((member) => ({ member, names: [member.name, member.realName] })),
    },
    files: {
      ...small.files,
      upload: async (_workspaceId, memberId, { name }, pieces) => {
        let text = ''
        for await (const piece of pieces) text += piece
        files.push({ memberId, name, text })
      },
    },
  }
  await stores.imports.add(importOf(workspaceId, { rowCount: rows.length, ...more }), rows)
  return { ports, files, importId: `${workspaceId}-import` }
}

describe('an import', () => {
  it('comes back as it was written, with its rows in order, and is saved once in each version', async () => {
    const { imports } = world.stores
    const workspaceId = world.workspaceId()
    const imported = importOf(workspaceId, {
      mapping: { title: 0, 'field:f1': 3 },
      answers: { ...NO_ANSWERS, people: [{ words: 'Bennie', means: 'UBEN' }], past: 'undate' },
      asked: { statuses: ['Cooking'], people: [] },
    })
    await imports.add(
      imported,
      [1, 2, 3].map((number) => rowOf(number, [`Row ${number}`, ''])),
    )
    expect(await imports.get(workspaceId, imported.id)).toEqual(imported)
    expect(await imports.get(world.workspaceId(), imported.id)).toBeUndefined()
    expect(await imports.save({ ...imported, cursor: 1 })).toEqual({ ...imported, cursor: 1, version: 1 })
    await expect(imports.save(imported)).rejects.toThrow(StaleVersion)
    const problems = [{ kind: 'no-title' }, { kind: 'owner', words: 'x', why: 'several' }] as const
    await imports.settle(workspaceId, imported.id, new Map([[2, { problems }]]))
    expect(await imports.rows(workspaceId, imported.id, 1, 5)).toEqual([
      { ...rowOf(2, ['Row 2', '']), outcome: { problems } },
      rowOf(3, ['Row 3', '']),
    ])
    expect(await imports.rows(world.workspaceId(), imported.id, 0, 5)).toEqual([])
  })

  it('takes no row twice', async () => {
    const { imports } = world.stores
    const workspaceId = world.workspaceId()
    await imports.add(importOf(workspaceId), [rowOf(1, ['One', ''])])
    await expect(imports.add(importOf(workspaceId), [rowOf(1, ['One', ''])])).rejects.toMatchObject({ code: 11_000 })
  })

  it('is known again by its file, once it was agreed to', async () => {
    const { imports } = world.stores
    const workspaceId = world.workspaceId()
    const of = { workspaceId, projectId: `${workspaceId}-web`, digest: 'd1' }
    const [first, second] = [importOf(workspaceId), importOf(workspaceId, { id: `${workspaceId}-second` })]
    await imports.add(first, [])
    await imports.add({ ...second, createdAt: new Date(MADE_AT.getTime() + 1) }, [])
    expect(await imports.lastOf(of)).toBeUndefined()
    await imports.save({ ...first, state: 'over', made: 7 })
    expect(await imports.lastOf(of)).toMatchObject({ id: first.id, made: 7 })
    expect(await imports.lastOf({ ...of, projectId: 'other' })).toBeUndefined()
    expect(await imports.lastOf({ ...of, digest: 'd2' })).toBeUndefined()
  })

  it('is handed out once it was begun and left, to one caller', async () => {
    const { imports } = world.stores
    const workspaceId = world.workspaceId()
    const running = importOf(workspaceId, { state: 'running' })
    await imports.add(running, [])
    await imports.add(importOf(workspaceId, { id: `${workspaceId}-proposed` }), [])
    const claimed = async () => (await imports.claimUnfinished(world.clock.wall(), 5)).map(({ id }) => id)
    expect(await claimed()).toEqual([])
    world.clock.advanceWall(61_000)
    expect(await claimed()).toEqual([running.id])
    expect(await claimed()).toEqual([])
    await imports.save({ ...running, state: 'over' })
    world.clock.advanceWall(61_000)
    expect(await claimed()).toEqual([])
  })
})

describe('an import that runs', () => {
  it('is brought to its end after crashes: each row makes one task, each owner is told once', async () => {
    const workspaceId = world.workspaceId()
    const owners = ['ben', 'EVE', 'nobody of ours', 'UANA']
    const rows = Array.from({ length: 80 }, (_, index) =>
      rowOf(index + 1, [`Row ${index + 1}`, owners[index % owners.length] ?? '']),
    )
    const { ports, files, importId } = await begun(workspaceId, rows)
    await beginImport(ports, { workspaceId, actorId: 'UANA', importId })
    const create = createInBulk(ports)
    // Dies in the middle of its second step, when some of its rows are written, and again at its end.
    for (const fatal of [2, 4]) {
      let count = fatal === 2 ? 0 : 1
      const dying: CreateInBulk = async (of, some) => {
        count += 1
        const made = await create(of, some)
        if (count === fatal) throw new Error('the process ended')
        return made
      }
      await expect(runImport(ports, dying, workspaceId, importId)).rejects.toThrow('the process ended')
    }
    await Promise.all([1, 2].map(() => runImport(ports, create, workspaceId, importId)))
    const { tasks, total } = await world.stores.tasks.list(
      fullSight(workspaceId),
      { projectId: `${workspaceId}-web` },
      { offset: 0, limit: 100 },
    )
    expect(total).toBe(60)
    expect(new Set(tasks.map(({ title }) => title)).size).toBe(60)
    expect(new Set(tasks.map(({ reference }) => reference)).size).toBe(60)
    expect(await world.stores.activities.ofGroup(workspaceId, importId)).toHaveLength(60)
    expect(await world.stores.imports.get(workspaceId, importId)).toMatchObject({
      state: 'over',
      made: 60,
      failed: 20,
      cursor: 80,
    })
    for (const id of ['UBEN', 'UEVE'])
      expect((await world.stores.outbox.byKey(workspaceId, `owned:${importId}:${id}`))?.content).toMatchObject({
        draws: 'bundle',
        taskIds: { length: 20 },
      })
    // Whoever imports knows what they gave themselves.
    expect(await world.stores.outbox.byKey(workspaceId, `owned:${importId}:UANA`)).toBeUndefined()
    const result = await world.stores.outbox.byKey(workspaceId, `imported:${importId}`)
    expect(JSON.stringify(result?.content)).toContain('20 rows made no task')
    const report = files.at(-1)?.text ?? ''
    expect(report.trim().split('\r\n')).toHaveLength(21)
    expect(report).toContain('4,“nobody of ours” is the name of nobody here who can own a task.,Row 3,nobody of ours')
  })

  it('ends, and says why, where its project was archived meanwhile', async () => {
    const workspaceId = world.workspaceId()
    const { ports, files, importId } = await begun(workspaceId, [rowOf(1, ['=One', ''])], { state: 'running' })
    const project = await world.stores.projects.get(workspaceId, `${workspaceId}-web`)
    await world.stores.projects.save({ ...project!, archived: true })
    await runImport(ports, createInBulk(ports), workspaceId, importId)
    const result = await world.stores.outbox.byKey(workspaceId, `imported:${importId}`)
    expect(JSON.stringify(result?.content)).toMatch(/WEB is archived.*1 row was not read/)
    expect(files.at(-1)?.text).toContain("2,It was not read.,'=One")
  })

  it('leaves out rows whose owner has gone since the preview', async () => {
    const workspaceId = world.workspaceId()
    const { ports, files, importId } = await begun(workspaceId, [rowOf(1, ['One', 'ben'])], { state: 'running' })
    await world.stores.members.put(buildMember({ workspaceId, id: 'UBEN', deleted: true }))
    await runImport(ports, createInBulk(ports), workspaceId, importId)
    expect(files.at(-1)?.text).toContain('“ben” cannot own a task any more.')
  })

  it('is taken back whole, however large it is, and goes on where an undo was interrupted', async () => {
    const workspaceId = world.workspaceId()
    const rows = Array.from({ length: 205 }, (_, index) => rowOf(index + 1, [`Row ${index + 1}`, '']))
    const { ports, importId } = await begun(workspaceId, rows, { state: 'running' })
    await runImport(ports, createInBulk(ports), workspaceId, importId)
    const { activityId } = (await world.stores.imports.get(workspaceId, importId))!
    const undo = (of: Ports) => undoChange(of, { workspaceId, actorId: 'UANA', via: 'button', activityId })
    const left = () => world.stores.tasks.count(fullSight(workspaceId), { projectId: `${workspaceId}-web` })
    let parts = 0
    const dying: Ports = {
      ...ports,
      tx: {
        run: (work) => {
          if ((parts += 1) > 1) throw new Error('the process ended')
          return ports.tx.run(work)
        },
      },
    }
    await expect(undo(dying)).rejects.toThrow('the process ended')
    expect(await left()).toBe(5)
    expect(await undo(ports)).toHaveLength(5)
    expect(await left()).toBe(0)
    await expect(undo(ports)).rejects.toMatchObject({ code: 'cannot-undo' })
  }, 120_000)

  it('begins once, and only by whoever proposed it', async () => {
    const workspaceId = world.workspaceId()
    const { ports, importId } = await begun(workspaceId, [])
    const refused = { code: 'import-gone' }
    await expect(beginImport(ports, { workspaceId, actorId: 'UBEN', importId })).rejects.toMatchObject(refused)
    await beginImport(ports, { workspaceId, actorId: 'UANA', importId })
    await expect(beginImport(ports, { workspaceId, actorId: 'UANA', importId })).rejects.toMatchObject(refused)
    await expect(beginImport(ports, { workspaceId, actorId: 'UANA', importId: 'old' })).rejects.toMatchObject(refused)
  })
})

describe('who may import', () => {
  it.each(['guest', 'external'] as const satisfies readonly MemberKind[])('not a %s', async (kind) => {
    const workspaceId = world.workspaceId()
    const { ports } = await begun(workspaceId, [])
    await world.stores.members.put(buildMember({ workspaceId, id: 'UANA', kind }))
    const of = { workspaceId, actorId: 'UANA', projectId: `${workspaceId}-web` }
    await expect(requireImporter(ports, of)).rejects.toMatchObject({ code: 'cannot-import' })
  })

  it('nobody into a project that they do not see', async () => {
    const workspaceId = world.workspaceId()
    const { ports } = await begun(workspaceId, [])
    const hidden = buildProject({ workspaceId, id: `${workspaceId}-x`, key: 'X', private: true, channelId: 'CX' })
    await world.stores.projects.add(hidden)
    const of = { workspaceId, actorId: 'UANA', projectId: hidden.id }
    await expect(requireImporter(ports, of)).rejects.toMatchObject({ code: 'unknown-project' })
  })
})

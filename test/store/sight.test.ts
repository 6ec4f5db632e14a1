import fc from 'fast-check'
import { expect, it } from 'vitest'
import { maySee } from '../../src/domain/sight.ts'
import type { Task } from '../../src/domain/task.ts'
import { buildTask } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()
const person = fc.constantFrom('UANA', 'UBEN')
const people = fc.uniqueArray(person)
const facts = fc.record({
  projectId: fc.constantFrom('open', 'secret', 'other'),
  ownerId: fc.option(person),
  accountableId: fc.option(person),
  createdBy: person,
  consultedIds: people,
  informedIds: people,
  watcherIds: people,
  handoff: fc.option(person.map((toId) => ({ toId, byId: 'UCLEO', note: null, at: new Date(0) }))),
})

it('a store shows what the rule lets somebody see, and nothing else', async () => {
  const { tasks } = world.stores
  let runs = 0
  await fc.assert(
    fc.asyncProperty(fc.array(facts, { minLength: 5, maxLength: 15 }), fc.boolean(), async (all, atRisk) => {
      const workspaceId = `TS${(runs += 1)}`
      const made: Task[] = all.map((each, i) =>
        buildTask({ ...each, workspaceId, id: `${workspaceId}-${i}`, reference: `WEB-${i}`, dueAt: new Date(1) }),
      )
      for (const task of made) await tasks.add(task)
      const sight = { workspaceId, memberId: 'UANA', hiddenProjectIds: ['secret', 'other'] }
      const seen = made.filter((task) => maySee(sight, task)).map(({ reference }) => reference)
      const filter = atRisk ? { atRiskAt: new Date(2) } : {}
      const listed = await tasks.list(sight, filter, { offset: 0, limit: 50 })
      expect(listed.tasks.map(({ reference }) => reference).toSorted()).toEqual(seen.toSorted())
      expect(listed.total).toBe(seen.length)
      const searched = await tasks.search(sight, [['hero']], 50)
      expect(searched.map(({ reference }) => reference).toSorted()).toEqual(seen.toSorted())
      for (const { reference } of made)
        expect((await tasks.byReference(sight, reference)) !== undefined).toBe(seen.includes(reference))
    }),
    { numRuns: 15 },
  )
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCycle } from '../../../src/domain/dependencies.ts'

interface Node {
  readonly id: string
  readonly reference: string
  readonly dependsOnIds: readonly string[]
}

const node = (id: number, on: readonly number[]): Node => ({
  id: String(id),
  reference: `WEB-${id}`,
  dependsOnIds: on.map(String),
})
const mapOf = (nodes: readonly Node[]) => new Map(nodes.map((each) => [each.id, each]))

/** Every id that can be reached from one, by trying all edges until nothing is new. */
function reachable(from: string, known: ReadonlyMap<string, Node>): ReadonlySet<string> {
  const found = new Set([from])
  for (let grew = true; grew;) {
    const next = [...found].flatMap((id) => known.get(id)?.dependsOnIds ?? []).filter((id) => !found.has(id))
    for (const id of next) found.add(id)
    grew = next.length > 0
  }
  return found
}

/** Graphs of up to eight tasks, circles included. */
const graph = fc
  .array(fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 4 }), { minLength: 1, maxLength: 8 })
  .map((edges) => edges.map((on, id) => node(id, on)))

describe('a circle of tasks that wait for each other', () => {
  it('is found exactly where there would be one, and its path is one', () => {
    fc.assert(
      fc.property(graph, fc.nat(7), fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }), (nodes, at, onto) => {
        const task = nodes[at % nodes.length] ?? node(0, [])
        const awaited = onto.map((index) => nodes[index % nodes.length] ?? task)
        const known = mapOf(nodes)
        const cycle = findCycle(task, awaited, known)
        const exists = awaited.some(({ id }) => reachable(id, known).has(task.id))
        expect(cycle !== undefined).toBe(exists)
        if (!cycle) return
        expect([cycle[0]?.id, cycle.at(-1)?.id]).toEqual([task.id, task.id])
        expect(awaited.map(({ id }) => id)).toContain(cycle[1]?.id)
        const steps = cycle
          .slice(1, -1)
          .map(({ dependsOnIds }, index) => dependsOnIds.includes(cycle[index + 2]?.id ?? ''))
        expect(steps.every(Boolean)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('of one is told as such', () => {
    const own = node(1, [])
    expect(findCycle(own, [own], mapOf([own]))?.map(({ reference }) => reference)).toEqual(['WEB-1', 'WEB-1'])
  })

  it('is told by its shortest path', () => {
    const nodes = [node(1, []), node(2, [3, 1]), node(3, [4]), node(4, [1])]
    const [first, second] = nodes
    if (!first || !second) throw new Error('There are four.')
    expect(findCycle(first, [second], mapOf(nodes))?.map(({ reference }) => reference)).toEqual([
      'WEB-1',
      'WEB-2',
      'WEB-1',
    ])
  })

  it('is looked for in long chains without running out of stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, id) => node(id, [id + 1]))
    const last = node(20_000, [])
    const [first] = chain
    if (!first) throw new Error('There are many.')
    expect(findCycle(last, [first], mapOf([...chain, last]))).toHaveLength(20_002)
  })
})

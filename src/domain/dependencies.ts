import type { Task } from './task.ts'

type Node = Pick<Task, 'id' | 'reference' | 'dependsOnIds'>

/** The shortest way from `from` to the task with the id `goal` along what waits on what; undefined where there is none. */
function pathTo(from: Node, goal: string, known: ReadonlyMap<string, Node>): readonly Node[] | undefined {
  /** Each task that was reached, by its id, with the one from which it was. */
  const reachedFrom = new Map<string, Node | null>([[from.id, null]])
  const queue = [from]
  for (const node of queue) {
    if (node.id === goal) return wayBack(node, reachedFrom)
    for (const id of node.dependsOnIds) {
      const next = known.get(id)
      if (!next || reachedFrom.has(id)) continue
      reachedFrom.set(id, node)
      queue.push(next)
    }
  }
  return undefined
}

function wayBack(end: Node, reachedFrom: ReadonlyMap<string, Node | null>): readonly Node[] {
  const way: Node[] = []
  for (let node: Node | null = end; node; node = reachedFrom.get(node.id) ?? null) way.push(node)
  return way.reverse()
}

/**
 * The circle that would arise if `task` waited on each of `awaited`, from the task back to itself; undefined for none.
 *
 * `known` holds every task that the awaited ones wait on, near or far.
 */
export function findCycle(
  task: Node,
  awaited: readonly Node[],
  known: ReadonlyMap<string, Node>,
): readonly Node[] | undefined {
  for (const each of awaited) {
    const path = pathTo(each, task.id, known)
    if (path) return [task, ...path]
  }
  return undefined
}

import type { Task } from './task.ts'

type Node = Pick<Task, 'id' | 'reference' | 'dependsOnIds'>

/** The way from `from` to the task with `goal` along what waits on what; undefined where there is none. */
function pathTo(
  from: Node,
  goal: string,
  known: ReadonlyMap<string, Node>,
  seen: Set<string>,
): readonly Node[] | undefined {
  if (from.id === goal) return [from]
  if (seen.has(from.id)) return undefined
  seen.add(from.id)
  for (const id of from.dependsOnIds) {
    const next = known.get(id)
    const rest = next && pathTo(next, goal, known, seen)
    if (rest) return [from, ...rest]
  }
  return undefined
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
    const path = pathTo(each, task.id, known, new Set())
    if (path) return [task, ...path]
  }
  return undefined
}

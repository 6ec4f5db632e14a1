import type { Task } from './task.ts'

type Node = Pick<Task, 'id' | 'reference' | 'dependsOnIds'>

/** The shortest way from `from` to the task with the id `goal` along what waits on what; undefined where there is none. */
function pathTo(from: Node, goal: string, known: ReadonlyMap<string, Node>): readonly Node[] | undefined {
  const seen = new Set([from.id])
  for (let paths: readonly (readonly Node[])[] = [[from]]; paths.length > 0;) {
    const found = paths.find((path) => path.at(-1)?.id === goal)
    if (found) return found
    paths = paths.flatMap((path) => {
      const next = (path.at(-1)?.dependsOnIds ?? []).filter((id) => !seen.has(id)).map((id) => known.get(id))
      for (const node of next) if (node) seen.add(node.id)
      return [...new Set(next)].filter((node) => node !== undefined).map((node) => [...path, node])
    })
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
    const path = pathTo(each, task.id, known)
    if (path) return [task, ...path]
  }
  return undefined
}

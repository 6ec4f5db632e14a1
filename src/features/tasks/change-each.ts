import type { Changed } from './change-task.ts'
import { requireTasks } from './find-tasks.ts'
import type { Sight } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import { UserError } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface ChangedEach {
  readonly changed: readonly Changed[]
  /** Why some were not changed, in plain text. */
  readonly refusals: readonly string[]
}

/** What ties the entries together that a deed makes on several tasks; undefined for a deed on one. */
export const groupOf = ({ ids }: Pick<Ports, 'ids'>, of: readonly unknown[]): string | undefined =>
  of.length > 1 ? ids.next() : undefined

/**
 * Changes several tasks by their references, each on its own: what fits is done, what does not is told.
 *
 * @throws UserError when a reference names no task (then nothing is done), or when the only one, or all, are refused
 */
export async function changeEach(
  ports: Ports,
  sight: Sight,
  references: readonly string[],
  change: (task: Task) => Promise<Changed>,
): Promise<ChangedEach> {
  const changed: Changed[] = []
  const refusals: UserError[] = []
  for (const task of await requireTasks(ports, sight, references)) {
    try {
      changed.push(await change(task))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      refusals.push(error)
    }
  }
  const [first] = refusals
  if (changed.length === 0 && first) throw new UserError(first.code, refusals.map(({ userText }) => userText).join(' '))
  return { changed, refusals: refusals.map(({ userText }) => userText) }
}

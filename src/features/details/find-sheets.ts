import type { Sight } from '../../domain/sight.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { taskGone, unknownReference } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** @throws UserError for the first reference that names no task that the person may see */
export async function findSheets(
  { tasks, sheets }: Pick<Ports, 'tasks' | 'sheets'>,
  sight: Sight,
  references: readonly string[],
): Promise<readonly TaskSheet[]> {
  const found = await Promise.all(references.map((reference) => tasks.byReference(sight, reference)))
  const known = found.map((task, index) => {
    if (!task) throw unknownReference(references[index] ?? '')
    return task
  })
  const drawn = await sheets.of(known)
  if (drawn.length < known.length) throw taskGone()
  return drawn
}

import type { Changed } from './change-task.ts'
import type { DialogOrigin } from './inputs.ts'
import { meanwhileView } from './meanwhile-views.ts'
import type { MeanwhileTold } from './meanwhile-views.ts'
import { ChangedMeanwhile } from './require-seen.ts'
import type { FormState } from '../../domain/form-texts.ts'
import type { TaskFact } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/** A form about a task as it was sent off. */
export interface OpenForm<Origin extends DialogOrigin = DialogOrigin> {
  readonly workspaceId: string
  readonly actorId: string
  readonly origin: Origin
  /** What was put into its inputs, by block id. */
  readonly state: FormState
  /** The form itself, as its author has it before them. */
  readonly shown: Parameters<typeof meanwhileView>[0]
}

/** The form stays open: with errors at its inputs, by block id, or showing something else. */
export type Unsaved =
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly view: ReturnType<typeof meanwhileView> }

/**
 * Makes the change that a form asks for; where others have changed what its author had before them, the form stays, with
 * that on top of it, and the next time it is sent off it counts as seen.
 *
 * @param mine the facts that the form is to change
 */
export async function showMeanwhile(
  ports: Ports,
  { workspaceId, actorId, origin, shown }: OpenForm,
  mine: readonly TaskFact[],
  change: () => Promise<Changed>,
): Promise<{ readonly changed: Changed } | Unsaved> {
  try {
    return { changed: await change() }
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error
    const { task, changes } = error
    const entries = changes.map(({ actorId: by, ...each }) => ({ actorId: by, changes: [each] }))
    const reader = await ports.directory.member(workspaceId, actorId)
    const names = await ports.sheets.names(task, entries)
    const told: MeanwhileTold = { task, changes, names, mine, reader }
    const seeing: DialogOrigin = { ...origin, seen: task.version }
    return { view: meanwhileView(shown, told, seeing) }
  }
}

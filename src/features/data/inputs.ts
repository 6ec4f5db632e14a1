import { z } from 'zod'
import { readFiles, readState } from '../../block-kit/state.ts'

const Id = z.looseObject({ id: z.string() })

/** A press of “Import…” where a project is shown; the value is its id. */
export const ImportPress = z
  .looseObject({
    user: Id,
    trigger_id: z.string(),
    actions: z.tuple([z.looseObject({ value: z.string() })], z.unknown()),
  })
  .transform(({ user, trigger_id, actions: [{ value }] }) => ({
    actorId: user.id,
    triggerId: trigger_id,
    projectId: value,
  }))

/** A press of “Back” in the preview. */
export const BackPress = z
  .looseObject({
    user: Id,
    view: Id,
    actions: z.tuple([z.looseObject({ value: z.string() })], z.unknown()),
  })
  .transform(({ user, view, actions: [{ value }] }) => ({ actorId: user.id, viewId: view.id, importId: value }))

const View = z.looseObject({
  id: z.string(),
  private_metadata: z.string(),
  state: z.looseObject({ values: z.unknown() }),
})

const FileOrigin = z.object({ projectId: z.string() })

/** The form with a file sent off; null where none was given. */
export const FileSubmission = z.looseObject({ user: Id, view: View }).transform(({ user, view }) => ({
  actorId: user.id,
  viewId: view.id,
  projectId: FileOrigin.parse(JSON.parse(view.private_metadata)).projectId,
  fileId: readFiles(view.state.values)['file']?.[0] ?? null,
}))

const ImportOrigin = z.object({ importId: z.string() })

/** One of the later forms sent off, or the preview agreed to. */
export const ImportSubmission = z.looseObject({ user: Id, view: View }).transform(({ user, view }) => ({
  viewId: view.id,
  of: { actorId: user.id, importId: ImportOrigin.parse(JSON.parse(view.private_metadata)).importId },
  state: readState(view.state.values),
}))

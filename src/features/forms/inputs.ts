import { z } from 'zod'
import { readLists, readShown, readState } from '../../block-kit/state.ts'

/** What every task form remembers that matters here; whatever else it remembers is its own affair. */
const Remembered = z.looseObject({
  /** The task that it edits. */
  taskId: z.string().optional(),
  responseUrl: z.string().nullable(),
  kept: z.record(z.string(), z.string()).default({}),
})
export type Remembered = z.infer<typeof Remembered>

/** Something was chosen in a task form, or typed and confirmed. */
export const FormTouch = z
  .looseObject({
    user: z.looseObject({ id: z.string() }),
    view: z.looseObject({ private_metadata: z.string(), state: z.looseObject({ values: z.unknown() }) }),
    actions: z.tuple([z.looseObject({ action_ts: z.string().default('0') })], z.unknown()),
  })
  .transform(({ user, view, actions: [{ action_ts: at }] }) => ({
    actorId: user.id,
    shown: readShown(view),
    remembered: Remembered.parse(JSON.parse(view.private_metadata)),
    state: readState(view.state.values),
    lists: readLists(view.state.values),
    /** Slack's time of it, which tells touches apart. */
    at: Number(at),
  }))
export type FormTouch = z.infer<typeof FormTouch>

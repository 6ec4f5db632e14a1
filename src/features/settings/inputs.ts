import { z } from 'zod'
import { readState } from '../../block-kit/state.ts'
import { ACCEPTANCES } from '../../domain/workspace.ts'

/** What the form remembers: how its author can be answered, and what the settings were when it was opened. */
export const SettingsOrigin = z.object({
  responseUrl: z.string().nullable(),
  settings: z.object({
    acceptance: z.enum(ACCEPTANCES),
    doneReaction: z.string().nullable(),
    proposeReaction: z.string().nullable(),
    unfurls: z.boolean(),
  }),
})
export type SettingsOrigin = z.infer<typeof SettingsOrigin>

/** The form sent off. */
export const SettingsSubmission = z
  .looseObject({
    user: z.looseObject({ id: z.string() }),
    view: z.looseObject({ private_metadata: z.string(), state: z.looseObject({ values: z.unknown() }) }),
  })
  .transform(({ user, view }) => ({
    actorId: user.id,
    origin: SettingsOrigin.parse(JSON.parse(view.private_metadata)),
    state: readState(view.state.values),
  }))

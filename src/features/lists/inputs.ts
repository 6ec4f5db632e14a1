import { z } from 'zod'
import { readState } from '../../block-kit/state.ts'

const Id = z.looseObject({ id: z.string() })

/** A press of “Change these…” below a list; the value is the line that says the list. */
export const ChangePress = z
  .looseObject({
    user: Id,
    trigger_id: z.string(),
    response_url: z.string().optional(),
    channel: Id.optional(),
    actions: z.tuple([z.looseObject({ value: z.string() })], z.unknown()),
  })
  .transform(({ user, trigger_id, response_url, channel, actions: [{ value }] }) => ({
    actorId: user.id,
    triggerId: trigger_id,
    origin: { line: value, responseUrl: response_url ?? null, channelId: channel?.id ?? null },
  }))

/** What the form remembers: the list, and where it was pressed. */
export const BulkOrigin = z.object({
  line: z.string(),
  responseUrl: z.string().nullable(),
  channelId: z.string().nullable(),
})
export type BulkOrigin = z.infer<typeof BulkOrigin>

const submissionOf = <T extends z.ZodType>(metadata: T) =>
  z
    .looseObject({
      user: Id,
      view: z.looseObject({
        id: z.string(),
        private_metadata: z.string(),
        state: z.looseObject({ values: z.unknown() }),
      }),
    })
    .transform(({ user, view }) => ({
      actorId: user.id,
      viewId: view.id,
      remembered: metadata.parse(JSON.parse(view.private_metadata)),
      state: readState(view.state.values),
    }))

/** The form sent off. */
export const BulkSubmission = submissionOf(BulkOrigin)
/** The preview agreed to. */
export const PreviewSubmission = submissionOf(z.object({ deedId: z.string() }))

/** A press of “Back” in the preview. */
export const BackPress = z
  .looseObject({
    user: Id,
    view: Id,
    actions: z.tuple([z.looseObject({ value: z.string() })], z.unknown()),
  })
  .transform(({ user, view, actions: [{ value }] }) => ({ actorId: user.id, viewId: view.id, deedId: value }))

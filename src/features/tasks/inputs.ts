import { z } from 'zod'
import { readLists, readShown, readState } from '../../block-kit/state.ts'

/** The message whose button was pressed; an ephemeral one can be replaced, but never edited later. */
const Container = z.looseObject({
  type: z.string(),
  channel_id: z.string().optional(),
  message_ts: z.string().optional(),
  is_ephemeral: z.boolean().optional(),
})

/** A press of a button whose value is a task's or an entry's id. */
export const Press = z
  .looseObject({
    user: z.looseObject({ id: z.string() }),
    trigger_id: z.string(),
    response_url: z.string().optional(),
    container: Container.optional(),
    actions: z.tuple([z.looseObject({ value: z.string() })], z.unknown()),
  })
  .transform(({ user, trigger_id, response_url, container, actions: [{ value }] }) => {
    const { channel_id: channelId, message_ts: ts, is_ephemeral } = container ?? {}
    return {
      actorId: user.id,
      value,
      triggerId: trigger_id,
      responseUrl: response_url ?? null,
      on: channelId && ts ? { channelId, ts } : null,
      ephemeral: is_ephemeral === true,
    }
  })
export type Press = z.infer<typeof Press>

/** What a dialog remembers of the press that opened it, in its `private_metadata`. */
export const DialogOrigin = z.object({
  taskId: z.string(),
  responseUrl: z.string().nullable(),
  on: z.object({ channelId: z.string(), ts: z.string() }).nullable(),
  ephemeral: z.boolean(),
  nudge: z.boolean(),
  /** The task's version that whoever has the dialog open has seen: what others change after it, they are shown. */
  seen: z.number().default(Number.MAX_SAFE_INTEGER),
})
export type DialogOrigin = z.infer<typeof DialogOrigin>

/** The edit form remembers besides the version with which it was filled in, and the words for its due date. */
export const EditOrigin = DialogOrigin.extend({
  version: z.number().default(Number.MAX_SAFE_INTEGER),
  due: z.string(),
  /** Texts that were put aside while another project is chosen. */
  kept: z.record(z.string(), z.string()).default({}),
})
export type EditOrigin = z.infer<typeof EditOrigin>

const fromJson = <T extends z.ZodType>(schema: T) =>
  z.string().transform((text, context): z.infer<T> => {
    const parsed = schema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    context.addIssue('not what this form remembers')
    return z.NEVER
  })

const submissionOf = <T extends z.ZodType>(origin: T) =>
  z
    .looseObject({
      user: z.looseObject({ id: z.string() }),
      view: z.looseObject({ private_metadata: fromJson(origin), state: z.looseObject({ values: z.unknown() }) }),
    })
    .transform(({ user, view }) => ({
      actorId: user.id,
      origin: view.private_metadata,
      state: readState(view.state.values),
      lists: readLists(view.state.values),
      shown: readShown(view),
    }))

/** A dialog that was sent off: who, what they typed, and the press that opened it. */
export const DialogSubmission = submissionOf(DialogOrigin)
export const EditSubmission = submissionOf(EditOrigin)

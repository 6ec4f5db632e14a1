import { z } from 'zod'

/** Who pressed or sent something; an event, which nobody pressed, has none. */
export const Actor = z
  .union([
    z.looseObject({ type: z.string(), user: z.looseObject({ id: z.string() }) }).transform(({ user }) => user.id),
    z.looseObject({ command: z.string(), user_id: z.string() }).transform(({ user_id }) => user_id),
  ])
  .nullable()
  .catch(null)

/** `/task …` as Slack sends it. */
export const TaskCommand = z
  .looseObject({
    user_id: z.string(),
    channel_id: z.string(),
    text: z.string().default(''),
    trigger_id: z.string(),
    response_url: z.string(),
  })
  .transform(({ user_id, channel_id, text, trigger_id, response_url }) => ({
    actorId: user_id,
    channelId: channel_id,
    said: text,
    triggerId: trigger_id,
    responseUrl: response_url,
  }))

/** A button that says a command for the person who presses it: the next page of a list. */
export const SayButton = z
  .looseObject({
    user: z.looseObject({ id: z.string() }),
    channel: z.looseObject({ id: z.string() }),
    trigger_id: z.string(),
    response_url: z.string(),
    message: z.looseObject({ ts: z.string() }).optional(),
    actions: z.tuple([z.looseObject({ value: z.string() })], z.unknown()),
  })
  .transform(({ user, channel, trigger_id, response_url, message, actions: [{ value }] }) => ({
    actorId: user.id,
    channelId: channel.id,
    said: value,
    triggerId: trigger_id,
    responseUrl: response_url,
    pressed: message && { channelId: channel.id, ts: message.ts },
  }))

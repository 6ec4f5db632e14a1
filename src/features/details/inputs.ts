import { z } from 'zod'

/** A press of Watch or Stop watching; the value is the task's id. */
export const WatchPress = z
  .looseObject({
    user: z.looseObject({ id: z.string() }),
    actions: z.tuple([z.looseObject({ value: z.string() })], z.unknown()),
  })
  .transform(({ user, actions: [{ value }] }) => ({ actorId: user.id, taskId: value }))

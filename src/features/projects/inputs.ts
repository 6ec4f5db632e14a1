import { z } from 'zod'
import { readState } from '../../block-kit/state.ts'

const Id = z.looseObject({ id: z.string() })

/** `/project` as Slack sends it. */
export const ProjectCommandInput = z
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

/** A global shortcut: somebody, anywhere, who has typed nothing yet. */
export const StartShortcut = z.looseObject({ user: Id, trigger_id: z.string() }).transform(({ user, trigger_id }) => ({
  actorId: user.id,
  triggerId: trigger_id,
  name: '',
  key: null,
  channelId: null,
  responseUrl: null,
}))

const FormOrigin = z.object({ responseUrl: z.string().nullable() })

/** The form sent off. */
export const ProjectFormSubmission = z
  .looseObject({
    user: Id,
    view: z.looseObject({ private_metadata: z.string(), state: z.looseObject({ values: z.unknown() }) }),
  })
  .transform(({ user, view }) => ({
    actorId: user.id,
    responseUrl: FormOrigin.parse(JSON.parse(view.private_metadata)).responseUrl,
    state: readState(view.state.values),
  }))

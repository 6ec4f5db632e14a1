import { z } from 'zod'

/** `/runsheet` as Slack sends it. */
export const RunsheetCommandInput = z
  .looseObject({
    user_id: z.string(),
    text: z.string().default(''),
    trigger_id: z.string(),
    response_url: z.string().optional(),
  })
  .transform(({ user_id, text, trigger_id, response_url }) => ({
    actorId: user_id,
    said: text,
    triggerId: trigger_id,
    responseUrl: response_url ?? null,
  }))
export type RunsheetCommandInput = z.infer<typeof RunsheetCommandInput>

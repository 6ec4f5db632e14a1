import { z } from 'zod'

/** `/runsheet` as Slack sends it: only what stands behind it matters. */
export const RunsheetCommand = z
  .looseObject({ text: z.string().default('') })
  .transform(({ text }) => ({ said: text.trim() }))

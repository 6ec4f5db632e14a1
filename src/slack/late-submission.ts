import { z } from 'zod'
import { section } from '../block-kit/blocks.ts'
import { escape } from '../block-kit/mrkdwn.ts'
import type { MessageContent } from '../domain/notice.ts'
import type { Payload } from './payload.ts'

const Refusal = z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) })
const Typed = z.object({ value: z.string() })

/**
 * What is said about a form that was refused after its modal had to be closed: why, and all that was typed into it, so
 * that nothing is lost. Undefined when it was not refused.
 */
export function lateSubmission(payload: Payload, content: unknown): MessageContent | undefined {
  const refusal = Refusal.safeParse(content)
  if (!refusal.success) return undefined
  const reasons = Object.values(refusal.data.errors)
  const typed = Object.values(payload.view?.state?.values ?? {})
    .flatMap((block) => Object.values(block))
    .flatMap((input) => {
      const parsed = Typed.safeParse(input)
      return parsed.success ? [parsed.data.value] : []
    })
  const said = `Your form could not be saved: ${reasons.join(' ')}`
  const kept = typed.length > 0 ? ['This is what you typed:', ...typed] : []
  return {
    text: escape([said, ...kept].join('\n')),
    blocks: [said, ...kept].map((text) => section(escape(text))),
  }
}

import { z } from 'zod'
import { section } from '../block-kit/blocks.ts'
import { LIMITS } from '../block-kit/limits.ts'
import { escape } from '../block-kit/mrkdwn.ts'
import type { MessageContent } from '../domain/notice.ts'
import type { Payload } from './payload.ts'

const Refusal = z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) })
/** The form was to stay open with something on top of it. */
const Renewal = z.object({
  response_action: z.literal('update'),
  view: z.looseObject({ blocks: z.array(z.looseObject({ type: z.string() })) }),
})
const Typed = z.object({ value: z.string() })

/** What a form was to say above its first input, where it was to stay open. */
function headOf(content: unknown): readonly { readonly type: string }[] | undefined {
  const renewal = Renewal.safeParse(content)
  if (!renewal.success) return undefined
  const { blocks } = renewal.data.view
  const first = blocks.findIndex(({ type }) => type === 'input')
  return blocks.slice(0, Math.max(0, first)).filter(({ type }) => type === 'section')
}

/**
 * What is said about a form that was refused after its modal had to be closed: why, and all that was typed into it, so
 * that nothing is lost. Undefined when it was not refused.
 */
export function lateSubmission(payload: Payload, content: unknown): MessageContent | undefined {
  const refusal = Refusal.safeParse(content)
  const head = headOf(content)
  if (!refusal.success && !head) return undefined
  const reasons = refusal.success ? Object.values(refusal.data.errors) : ['it needed another look first.']
  const typed = Object.values(payload.view?.state?.values ?? {})
    .flatMap((block) => Object.values(block))
    .flatMap((input) => {
      const parsed = Typed.safeParse(input)
      return parsed.success ? [parsed.data.value] : []
    })
  const said = `Your form could not be saved: ${reasons.join(' ')}`
  const kept = typed.length > 0 ? ['This is what you typed:', ...typed] : []
  const blocks = [section(escape(said)), ...(head ?? []), ...kept.map((text) => section(escape(text)))]
  return { text: escape([said, ...kept].join('\n')), blocks: fits(blocks) ? blocks : [] }
}

/** A message's text takes what its blocks do not. */
const fits = (blocks: readonly object[]): boolean =>
  blocks.length <= LIMITS.messageBlocks && JSON.stringify(blocks).length <= LIMITS.messageCharacters

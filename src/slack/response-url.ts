import { z } from 'zod'
import type { MessageContent } from '../domain/notice.ts'
import { CALL_TIMEOUT } from './client-options.ts'

const Url = z.url({ protocol: /^https?$/ })

/**
 * Shows something to the person who acted, below or in place of the message that they acted on. False where Slack takes it
 * no more: after half an hour, or five answers.
 */
export async function postToResponseUrl(
  responseUrl: string,
  { text, blocks }: MessageContent,
  place: 'below' | 'in-place',
): Promise<boolean> {
  const url = Url.safeParse(responseUrl)
  if (!url.success) return false
  try {
    const response = await fetch(url.data, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: place === 'in-place', text, blocks }),
      signal: AbortSignal.timeout(CALL_TIMEOUT),
    })
    return response.ok
  } catch {
    // Expired, used up or out of reach: the caller has another way to the person.
    return false
  }
}

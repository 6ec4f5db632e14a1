import type { FetchFunction } from '@slack/web-api'

/**
 * A `fetch` for one workspace's client that leaves a method alone as long as Slack asked for it.
 *
 * Slack counts by method and workspace. A call within the pause is answered here with the 429 that Slack would give and
 * the seconds that are left; calls of other methods pass.
 */
export function pausingFetch(wall: () => number): FetchFunction {
  const pausedUntil = new Map<string, number>()
  return async (url, init) => {
    const method = new URL(url).pathname.split('/').pop() ?? ''
    const left = (pausedUntil.get(method) ?? 0) - wall()
    if (left > 0) return new Response('', { status: 429, headers: { 'retry-after': String(Math.ceil(left / 1000)) } })
    const response = await globalThis.fetch(url, init)
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    if (response.status === 429 && seconds > 0) pausedUntil.set(method, wall() + seconds * 1000)
    return response
  }
}

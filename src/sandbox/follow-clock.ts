import { realNow } from './real-time.ts'
import type { Follower } from './world/move.ts'

/** The sandbox's clock, followed from another process: the other end of `CLOCK_URL`. */
export interface FollowedClock {
  now(): Date
  /** From now on moves of the clock wait for this. */
  join(follower: Follower): void
  stop(): Promise<void>
}

/**
 * Follows the clock at `url`, the address of `GET /sandbox/clock`. Resolves when the time is known; goes on by itself
 * when the connection is lost, and connects anew.
 */
export async function followClock(url: string): Promise<FollowedClock> {
  const first = (await (await fetch(url)).json()) as { now: string; running: boolean } // the sandbox's own answer
  const state = { base: new Date(first.now).getTime(), anchor: realNow(), running: first.running }
  let follower: Follower | undefined
  const stopping = new AbortController()
  const handle = (event: string, data: string): void => {
    const told = JSON.parse(data) as { now?: string; running?: boolean; id?: string; what?: string; at?: string } // as followers.ts writes it
    if (event === 'clock' && told.now !== undefined) {
      Object.assign(state, { base: new Date(told.now).getTime(), anchor: realNow(), running: told.running === true })
    }
    if (event === 'ask' && told.id !== undefined)
      void confirm(url, told.id, step(follower, told.what, new Date(told.at ?? 0)))
  }
  let reading = Promise.resolve()
  return {
    now: () => new Date(state.running ? state.base + realNow() - state.anchor : state.base),
    join: (joined) => {
      follower = joined
      reading = readForEver(`${url}/follow`, handle, stopping.signal)
    },
    stop: async () => {
      stopping.abort()
      await reading
    },
  }
}

async function step(follower: Follower | undefined, what: string | undefined, at: Date): Promise<Date | null> {
  if (what === 'next') return (await follower?.nextDueAt(at)) ?? null
  if (what === 'run') await follower?.runDue(at)
  if (what === 'settle') await follower?.settled?.()
  return null
}

async function confirm(url: string, id: string, work: Promise<Date | null>): Promise<void> {
  const due = await work.catch(() => null)
  await fetch(`${url}/follow`, { method: 'POST', body: JSON.stringify({ id, due: due?.toISOString() ?? null }) }).catch(
    () => undefined,
  )
}

const AGAIN_MS = 500

async function readForEver(
  url: string,
  handle: (event: string, data: string) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await readStream(url, handle, signal).catch(() => undefined)
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

async function readStream(
  url: string,
  handle: (event: string, data: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(url, { signal, headers: { accept: 'text/event-stream' } })
  const body = response.body?.getReader()
  // An abort that comes long after the answer does not always reach its body.
  signal.addEventListener('abort', () => void body?.cancel().catch(() => undefined), { once: true })
  const decoder = new TextDecoder()
  let text = ''
  for (let chunk = await body?.read(); chunk?.value; chunk = await body?.read()) {
    text += decoder.decode(chunk.value as Uint8Array, { stream: true }) // a body's chunks are bytes
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? []
      if (event !== undefined && data !== undefined) handle(event, data)
    }
  }
}

import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Follower, Mover } from './move.ts'
import type { WorldClock } from './clock.ts'

/** Real time that an app in another process may take for one step of a move, before it is given up. */
const STEP_MS = 30_000

interface Ask {
  readonly done: (due: string | null) => void
}

/**
 * Apps in other processes that follow the clock (`CLOCK_URL`). Each holds a stream of server-sent events open:
 * `clock` tells the time, `ask` wants a step done, which the app confirms by a POST with the ask's id.
 */
export interface Followers {
  open(response: ServerResponse): void
  /** True when there was such an ask. */
  answer(id: string, due: string | null): boolean
}

export function openFollowers(mover: Mover, clock: WorldClock): Followers {
  const asks = new Map<string, Ask>()
  return {
    answer: (id, due) => {
      const ask = asks.get(id)
      asks.delete(id)
      ask?.done(due)
      return ask !== undefined
    },
    open: (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      const say = (event: string, data: unknown): void => {
        response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      }
      const mine = new Set<string>()
      let gone = false
      const ask = (what: 'next' | 'run' | 'settle', at: Date): Promise<string | null> =>
        new Promise((resolve) => {
          if (gone) return resolve(null)
          const id = randomUUID()
          const done = (due: string | null): void => {
            clearTimeout(patience)
            mine.delete(id)
            asks.delete(id)
            resolve(due)
          }
          const patience = setTimeout(() => done(null), STEP_MS)
          mine.add(id)
          asks.set(id, { done })
          return say('ask', { id, what, at: at.toISOString() })
        })
      const follower: Follower = {
        nextDueAt: async (after) => {
          const due = await ask('next', after)
          return due === null ? null : new Date(due)
        },
        runDue: async (now) => void (await ask('run', now)),
        settled: async () => void (await ask('settle', clock.now())),
        clockIs: (now, running) => say('clock', { now: now.toISOString(), running }),
      }
      say('clock', { now: clock.now().toISOString(), running: clock.running })
      const leave = mover.follow(follower)
      response.on('close', () => {
        gone = true
        leave()
        for (const id of mine) asks.get(id)?.done(null)
      })
    },
  }
}

import type { Clock, ClockAnswer, Message } from '../protocol.ts'
import type { Mover } from '../world/move.ts'
import { CallerFault } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe, maybeFlag } from './fields.ts'
import { showMessage } from './show.ts'
import type { Drive } from './show.ts'

export const readClock = ({ s }: Drive): Clock => ({
  now: s.world.clock.now().toISOString(),
  running: s.world.clock.running,
})

/** Moves the clock, lets it stand or run; tells all that apps posted on the way. Stored before it is answered. */
export async function moveClock(drive: Drive, mover: Mover, body: Body): Promise<ClockAnswer> {
  const { world } = drive.s
  const running = maybeFlag(body, 'running')
  if (running !== undefined) {
    world.clock.run(running)
    mover.tell()
  }
  const to = target(world.clock.ms(), body)
  const watch = watchPosts(drive)
  try {
    if (to !== undefined) await mover.moveTo(to)
    await world.commit()
  } finally {
    watch.end()
  }
  world.feed.tell({ kind: 'clock', ...readClock(drive) })
  return { ...readClock(drive), posted: watch.posted() }
}

function target(now: number, body: Body): number | undefined {
  const [to, advance] = [maybe(body, 'to'), maybe(body, 'advance')]
  if (to !== undefined && advance !== undefined) throw new CallerFault('give "to" or "advance", not both')
  if (advance !== undefined) return now + span(advance)
  if (to === undefined) {
    if (body['running'] === undefined) throw new CallerFault('give "to" (ISO 8601), "advance" ("3d4h30m") or "running"')
    return undefined
  }
  const at = new Date(to).getTime()
  if (!Number.isFinite(at)) throw new CallerFault(`"${to}" is no instant like 2026-03-02T08:00:00Z`)
  if (at < now) throw new CallerFault(`the clock never goes backwards: it is ${new Date(now).toISOString()}`)
  return at
}

const UNITS: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }

function span(text: string): number {
  if (!/^(\d+[wdhms])+$/.test(text)) throw new CallerFault(`"${text}" is no time span like 3d4h30m`)
  return [...text.matchAll(/(\d+)([wdhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0),
    0,
  )
}

/** Notes the messages that apps post from now on; changes of older ones are none. */
function watchPosts(drive: Drive) {
  const { world } = drive.s
  const from = world.nextTs()
  const posted = new Map<string, { readonly channel: string; readonly ts: string }>()
  const end = world.feed.listen((change) => {
    if (change.kind === 'message' && change.byApp !== undefined && change.ts > from) {
      posted.set(`${change.channel} ${change.ts}`, change)
    }
  })
  return {
    end,
    posted: (): Message[] =>
      [...posted.values()].flatMap(({ channel, ts }) => {
        const message = world.messages.get(channel, ts)
        if (!message) return []
        const place = world.channels.get(channel)
        const person = place?.kind === 'im' ? place.members.find((id) => id !== message.user) : undefined
        const at = new Date(Math.floor(Number(ts) * 1000)).toISOString()
        const to = place && place.kind !== 'channel' ? { to: place.members.filter((id) => id !== message.user) } : {}
        return [
          { ...showMessage(drive, message, person === undefined ? undefined : world.users.get(person)), at, ...to },
        ]
      }),
  }
}

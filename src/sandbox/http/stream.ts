import type { ServerResponse } from 'node:http'
import type { Body } from '../drive/fields.ts'
import { actorOf } from '../drive/people.ts'
import type { Drive } from '../drive/show.ts'

const BEAT_MS = 15_000

/** Tells a page what changed, as server-sent events, until it goes away. */
export function stream({ s }: Drive, query: Body, response: ServerResponse): void {
  const user = actorOf(s, query)
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  response.write(': here\n\n')
  const end = s.world.feed.listen((change) => {
    const { user: whom, byApp: _byApp, ...event } = change
    if (whom !== undefined && whom !== user.id) return
    if (event.kind === 'message' && !s.world.channels.get(event.channel)?.members.includes(user.id)) {
      const channel = s.world.channels.get(event.channel)
      if (!channel || channel.private) return
    }
    response.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`)
  })
  const beat = setInterval(() => response.write(': beat\n\n'), BEAT_MS)
  beat.unref()
  response.on('close', () => {
    end()
    clearInterval(beat)
  })
}

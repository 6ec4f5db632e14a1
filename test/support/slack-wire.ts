import nock from 'nock'

/** A message as it reached Slack. */
export interface Posted {
  readonly channel: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly key: string
  readonly ts: string
  /** World time of its arrival. */
  readonly at: string
}

interface Block {
  readonly type: string
  readonly text?: { readonly text: string }
  readonly fields?: readonly { readonly text: string }[]
  readonly elements?: readonly { readonly text: string | { readonly text: string }; readonly action_id?: string }[]
}

/** How Slack treats the next posts: takes them, turns them away for so many seconds, or takes them and loses its answer. */
export type Mood = 'fine' | { readonly retryAfter: number } | 'silent'

export interface SlackWire {
  readonly posts: readonly Posted[]
  mood: Mood
  /** Takes the posts out that have come since the last call. */
  fresh(): readonly Posted[]
}

/** Slack's Web API on the wire, as far as posting goes: it keeps what it took and finds it again. */
export function mockSlack(now: () => Date): SlackWire {
  const posts: Posted[] = []
  let read = 0
  const wire = { posts, mood: 'fine' as Mood, fresh: () => posts.slice(read, (read = posts.length)) }
  const slack = nock('https://slack.com').persist()
  const form = (body: unknown) => new URLSearchParams(typeof body === 'string' ? body : '')

  slack.post('/api/conversations.open').reply(200, (_uri, body) => ({
    ok: true,
    channel: { id: `D${new URLSearchParams(textOf(body)).get('users')?.slice(1)}` },
  }))
  slack.post('/api/users.info').reply(200, (_uri, body) => {
    const id = form(textOf(body)).get('user') ?? ''
    return {
      ok: true,
      user: { id, name: id.toLowerCase(), real_name: `Person ${id}`, tz: 'Asia/Manila', locale: 'en-PH' },
    }
  })
  slack.post('/api/conversations.history').reply(200, (_uri, body) => {
    const channel = form(textOf(body)).get('channel')
    const found = posts.filter((post) => post.channel === channel)
    return {
      ok: true,
      messages: found.map(({ ts, key }) => ({ ts, metadata: { event_type: 'runsheet_post', event_payload: { key } } })),
    }
  })
  slack.post('/api/chat.postMessage').reply((_uri, body) => {
    if (typeof wire.mood === 'object') {
      return [429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(wire.mood.retryAfter) }]
    }
    const fields = form(textOf(body))
    const post: Posted = {
      channel: fields.get('channel') ?? '',
      text: fields.get('text') ?? '',
      blocks: JSON.parse(fields.get('blocks') ?? '[]') as Block[],
      key: (JSON.parse(fields.get('metadata') ?? '{}') as { event_payload: { key: string } }).event_payload.key,
      ts: `${Math.floor(now().getTime() / 1000)}.${String(posts.length + 1).padStart(6, '0')}`,
      at: now().toISOString(),
    }
    posts.push(post)
    if (wire.mood === 'silent') return [500, 'lost']
    return [200, { ok: true, channel: post.channel, ts: post.ts }]
  })
  return wire
}

const textOf = (body: unknown): string =>
  typeof body === 'string' ? body : new URLSearchParams(body as Record<string, string>).toString()

/** All that a person reads in a message, a line a block. */
export function read(post: Pick<Posted, 'blocks'> | undefined): string {
  const lines = (post?.blocks ?? []).flatMap((block) => [
    ...(block.text ? [block.text.text] : []),
    ...(block.fields ?? []).map((field) => field.text),
    ...(block.elements ?? []).map((element) => {
      const text = typeof element.text === 'string' ? element.text : element.text.text
      return element.action_id ? `[${text}]` : text
    }),
  ])
  return lines.join('\n')
}

/** Whom a message pings. */
export const pings = (post: Posted): readonly string[] => [
  ...new Set([...`${post.text} ${read(post)}`.matchAll(/<[@!](?!date)[^>]*>/g)].map(([token]) => token)),
]

import nock from 'nock'

/** A call that the app made, as it was on the wire. */
export interface SlackCall {
  readonly method: string
  readonly token: string
  readonly form: Readonly<Record<string, string>>
}

export interface FakeMessage {
  readonly channel: string
  readonly ts: string
  readonly text: string
  readonly threadTs: string | null
  readonly key: string | undefined
}

/** What happens to the next call of a method in place of its answer. */
export type Fault =
  | {
      readonly kind: 'answer'
      readonly status?: number
      readonly body: unknown
      readonly headers?: Record<string, string>
    }
  /** No answer within the client's patience; the call had its effect, or had none. */
  | { readonly kind: 'timeout'; readonly accepted: boolean }
  /** The connection breaks; the call had its effect, or had none. */
  | { readonly kind: 'reset'; readonly accepted: boolean }
  | { readonly kind: 'refused-connection' }

export const rateLimited = (seconds: number): Fault => ({
  kind: 'answer',
  status: 429,
  body: '',
  headers: { 'retry-after': String(seconds) },
})
export const slackError = (error: string): Fault => ({ kind: 'answer', body: { ok: false, error } })

/** Longer than the `callTimeout` that tests give the client. */
const SLOW = 700

type Answer = Record<string, unknown>
type Handler = (form: Readonly<Record<string, string>>, call: SlackCall) => Answer

/**
 * A Slack of a few methods at the wire: what is posted can be read back, and any call can be made to go wrong. Calls that
 * it does not know fail the test by their answer.
 */
export class FakeSlack {
  readonly calls: SlackCall[] = []
  readonly messages: FakeMessage[] = []
  /** What was posted to response URLs. */
  readonly responses: { readonly url: string; readonly body: Answer }[] = []
  readonly #faults = new Map<string, Fault[]>()
  readonly #handlers = new Map<string, Handler>()
  readonly #now: () => Date
  #count = 0

  /** `now` is the time of its messages. */
  constructor(now: () => Date = () => new Date('2026-03-27T08:00:00Z')) {
    this.#now = now
    const root = 'https://slack.com'
    for (const [method, handler] of Object.entries(this.#defaults())) this.#handlers.set(method, handler)
    const isFaulty = (uri: string): boolean => this.#breaks(methodOf(uri))
    const onCall = (uri: string): boolean => uri.startsWith('/api/')
    nock(root)
      .persist()
      .post((uri) => onCall(uri) && isFaulty(uri))
      .replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
      .on('request', (request: { path: string; headers: Record<string, string> }, _: unknown, body: string) => {
        const method = methodOf(request.path)
        const fault = this.#faults.get(method)?.shift()
        const call = this.#note(method, body, request.headers)
        if (fault?.kind === 'reset' && fault.accepted) this.#run(call)
      })
    const answer = this.#answer.bind(this)
    nock(root)
      .persist()
      .post((uri) => onCall(uri) && !isFaulty(uri))
      .reply(function (uri, body) {
        return answer(methodOf(uri), typeof body === 'string' ? body : '', this.req.headers)
      })
    nock('https://hooks.slack.com')
      .persist()
      .post(/.*/)
      .reply((uri, body) => {
        this.responses.push({ url: uri, body: body as Answer })
        return [200, 'ok']
      })
  }

  /** Answers a method in another way from now on. */
  on(method: string, handler: Handler): this {
    this.#handlers.set(method, handler)
    return this
  }

  /** Puts faults before the next calls of a method, one each. */
  fail(method: string, ...faults: readonly Fault[]): this {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), ...faults])
    return this
  }

  callsOf(method: string): readonly SlackCall[] {
    return this.calls.filter((call) => call.method === method)
  }

  stop(): void {
    nock.cleanAll()
  }

  async #answer(
    method: string,
    body: string,
    headers: Record<string, string>,
  ): Promise<[number, nock.Body, Record<string, string>]> {
    const call = this.#note(method, body, headers)
    const fault = this.#faults.get(method)?.shift()
    if (fault?.kind === 'answer') return [fault.status ?? 200, fault.body as nock.Body, fault.headers ?? {}]
    const answer = !fault || (fault.kind === 'timeout' && fault.accepted) ? this.#run(call) : {}
    if (fault?.kind === 'timeout') await new Promise((resolve) => setTimeout(resolve, SLOW))
    return [200, JSON.stringify(answer), { 'content-type': 'application/json' }]
  }

  #breaks(method: string): boolean {
    const next = this.#faults.get(method)?.[0]
    return next?.kind === 'reset' || next?.kind === 'refused-connection'
  }

  #note(method: string, body: string, headers: Record<string, string>): SlackCall {
    const form = Object.fromEntries(new URLSearchParams(body))
    const token = (headers['authorization'] ?? '').replace(/^Bearer /, '')
    const call = { method, token, form }
    this.calls.push(call)
    return call
  }

  #run(call: SlackCall): Answer {
    const handler = this.#handlers.get(call.method)
    return handler ? { ok: true, ...handler(call.form, call) } : { ok: false, error: 'unknown_method' }
  }

  #defaults(): Record<string, Handler> {
    return {
      'auth.test': () => ({ team_id: 'T1', team: 'Fern & Field', user_id: 'UBOT', bot_id: 'BBOT' }),
      'conversations.info': (form) => ({ channel: { id: form['channel'], is_private: false } }),
      'users.conversations': () => ({ channels: [] }),
      'conversations.open': (form) => ({ channel: { id: `D${form['users'] ?? ''}` } }),
      'chat.postMessage': (form) => this.#post(form),
      'chat.update': (form) => ({ channel: form['channel'], ts: form['ts'] }),
      'chat.postEphemeral': () => ({ message_ts: this.#nextTs() }),
      'chat.getPermalink': (form) => ({
        permalink: `https://x.slack.com/${form['channel'] ?? ''}/${form['message_ts'] ?? ''}`,
      }),
      'conversations.history': (form) => this.#history(form, null),
      'conversations.replies': (form) => this.#history(form, form['ts'] ?? ''),
      'views.open': () => ({ view: { id: 'V1' } }),
      'views.push': () => ({ view: { id: 'V2' } }),
      'views.publish': () => ({ view: { id: 'V3' } }),
      'users.info': (form) => ({
        user: {
          id: form['user'],
          team_id: 'T1',
          name: (form['user'] ?? '').slice(1).toLowerCase(),
          real_name: `Real ${form['user'] ?? ''}`,
          tz: 'Europe/Berlin',
          locale: 'en-GB',
        },
      }),
    }
  }

  #post(form: Readonly<Record<string, string>>): Answer {
    const metadata = JSON.parse(form['metadata'] ?? '{}') as { event_payload?: { key?: string } }
    const ts = this.#nextTs()
    const channel = form['channel'] ?? ''
    const key = metadata.event_payload?.key
    this.messages.push({ channel, ts, text: form['text'] ?? '', threadTs: form['thread_ts'] ?? null, key })
    return { channel, ts }
  }

  #history(form: Readonly<Record<string, string>>, threadTs: string | null): Answer {
    const inPlace = this.messages.filter(
      (message) =>
        message.channel === form['channel'] &&
        message.threadTs === threadTs &&
        Number(message.ts) >= Number(form['oldest']),
    )
    const messages = inPlace.map(({ ts, text, key }) => ({
      ts,
      text,
      ...(form['include_all_metadata'] === 'true' && key !== undefined
        ? { metadata: { event_type: 'runsheet_post', event_payload: { key } } }
        : {}),
    }))
    return { messages: messages.reverse() }
  }

  #nextTs(): string {
    this.#count += 1
    return `${Math.floor(this.#now().getTime() / 1000)}.${String(this.#count).padStart(6, '0')}`
  }
}

const methodOf = (uri: string): string => (uri.split('?')[0] ?? '').replace('/api/', '')

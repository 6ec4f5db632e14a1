import { vi } from 'vitest'
import type {
  ActDone,
  ActRequest,
  ClockAnswer,
  Credentials,
  LogEntry,
  Message,
  Refused,
  State,
} from '../../src/sandbox/protocol.ts'

/** Drives a sandbox from outside as its members would: by what they see and press. */
export interface Drive {
  readonly url: string
  /** Does something as a person; fails the test when the sandbox refuses the caller. */
  act(request: ActRequest): Promise<ActDone>
  /** The same where Slack is expected to show the person an error. */
  actRefused(request: ActRequest): Promise<Refused>
  /** `/task …` as somebody in a channel. */
  say(as: string, channel: string, text: string): Promise<ActDone>
  messages(channel: string, as: string, threadTs?: string): Promise<readonly Message[]>
  /** The direct message between a person and the app. */
  dm(as: string): Promise<readonly Message[]>
  moveTo(instant: string): Promise<ClockAnswer>
  advance(duration: string): Promise<ClockAnswer>
  now(): Promise<Date>
  state(): Promise<State>
  log(after?: number): Promise<readonly LogEntry[]>
  fault(fault: Readonly<Record<string, unknown>>): Promise<void>
  clearFaults(): Promise<void>
  credentials(): Promise<Credentials>
  /** Calls a method of Slack's as the app, as an operator might by hand. */
  api(method: string, args: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>>
  /** Deletes a message of the app's, as an operator might by hand, and waits until Runsheet has worked off that it heard of it. */
  remove(channel: string, ts: string): Promise<void>
}

/** The text of an answer, as its reader reads it. */
export const read = (done: Pick<ActDone, 'seen'>): string => done.seen.map(({ plain }) => plain).join('\n')

export function driveOf(url: string): Drive {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const answer: unknown = await response.json()
    if (!response.ok)
      throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
  const credentials = () => call('GET', 'credentials') as Promise<Credentials>
  const doing = (request: ActRequest) => call('POST', 'act', request) as Promise<ActDone | Refused>
  const query = (values: Readonly<Record<string, string>>): string => new URLSearchParams(values).toString()
  const act = async (request: ActRequest): Promise<ActDone> => {
    const done = await doing(request)
    if (!done.ok) throw new Error(`${JSON.stringify(request)}: ${done.error}`)
    return done
  }
  const log = async (after = 0) => ((await call('GET', `log?after=${after}`)) as { entries: LogEntry[] }).entries
  const api: Drive['api'] = async (method, args) => {
    const { api_url: root, bot_token: token } = await credentials()
    const headers = { authorization: `Bearer ${token ?? ''}` }
    const response = await fetch(`${root}${method}`, { method: 'POST', body: new URLSearchParams(args), headers })
    return (await response.json()) as Readonly<Record<string, unknown>>
  }
  const advance = (duration: string) => call('POST', 'clock', { advance: duration }) as Promise<ClockAnswer>
  return {
    url,
    act,
    actRefused: async (request) => {
      const done = await doing(request)
      if (done.ok) throw new Error(`${JSON.stringify(request)} was not refused`)
      return done
    },
    say: (as, channel, text) => act({ as, do: 'command', channel, text }),
    messages: async (channel, as, threadTs) => {
      const asked = query({ as, ...(threadTs ? { thread_ts: threadTs } : {}) })
      return (
        (await call('GET', `channels/${encodeURIComponent(channel)}/messages?${asked}`)) as { messages: Message[] }
      ).messages
    },
    dm: async (as) => ((await call('GET', `dm?${query({ as, with: 'app' })}`)) as { messages: Message[] }).messages,
    moveTo: (to) => call('POST', 'clock', { to }) as Promise<ClockAnswer>,
    advance,
    now: async () => new Date(((await call('GET', 'clock')) as { now: string }).now),
    state: () => call('GET', 'state') as Promise<State>,
    log,
    fault: async (fault) => {
      await call('POST', 'faults', fault)
    },
    clearFaults: async () => {
      await call('DELETE', 'faults')
    },
    credentials,
    api,
    remove: async (channel, ts) => {
      const before = (await log()).length
      const { ok, error } = await api('chat.delete', { channel, ts })
      if (ok !== true) throw new Error(`chat.delete: ${String(error)}`)
      const heard = async () => (await log(before)).some(({ kind, name }) => kind === 'delivery' && name === 'message')
      await vi.waitFor(async () => {
        if (!(await heard())) throw new Error('The app was not told of the deletion.')
      }, 10_000)
      // A move of the clock lets the app finish where it stands.
      await advance('0s')
    },
  }
}

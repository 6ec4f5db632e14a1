import { createHmac } from 'node:crypto'

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'

/** Where requests are sent, and with which secret they are signed. */
export interface SlackTarget {
  /** Such as `http://127.0.0.1:3000`. */
  readonly baseUrl: string
  readonly signingSecret: string
  /** Real time as the app has it, where a test lets it jump. */
  readonly wall?: () => number
}

export interface RequestOptions {
  /** Seconds by which the signature's time differs from now. */
  readonly skew?: number
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'

/** Sends a request as Slack does: signed, a form for what people do and JSON for events. */
export async function sendSigned(
  target: SlackTarget,
  body: string,
  contentType: string,
  options: RequestOptions = {},
): Promise<Response> {
  const wall = target.wall?.() ?? Date.now()
  const timestamp = String(Math.floor(wall / 1000) + (options.skew ?? 0))
  const signature = createHmac('sha256', target.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return fetch(`${target.baseUrl}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': options.contentType ?? contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...options.headers,
    },
    body,
  })
}

export const sendEvent = (target: SlackTarget, body: object, options?: RequestOptions): Promise<Response> =>
  sendSigned(target, JSON.stringify(body), JSON_TYPE, options)

export const sendInteraction = (target: SlackTarget, payload: object, options?: RequestOptions): Promise<Response> =>
  sendSigned(target, new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), FORM, options)

export const sendCommand = (target: SlackTarget, fields: object, options?: RequestOptions): Promise<Response> =>
  sendSigned(
    target,
    new URLSearchParams(Object.entries(fields).map(([k, v]) => [k, String(v)])).toString(),
    FORM,
    options,
  )

/** A payload with the kind that the reference data gives it: how Slack would send it over HTTP. */
export function sendPayload(target: SlackTarget, kind: string, payload: object): Promise<Response> {
  if (kind === 'slash_command') return sendCommand(target, payload)
  if (kind.startsWith('event:') || kind === 'url_verification') return sendEvent(target, payload)
  return sendInteraction(target, payload)
}

/** A slash command with all that Slack sends along. */
export const command = (text: string, overrides: object = {}): object => ({
  command: '/task',
  text,
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'UANA',
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
  response_url: 'https://hooks.slack.com/commands/T1/1/xyz',
  api_app_id: 'A1',
  ...overrides,
})

/** A button pressed on a message. */
export const press = (actionId: string, value = '', overrides: object = {}): object => ({
  type: 'block_actions',
  team: { id: 'T1' },
  user: { id: 'UANA', team_id: 'T1' },
  channel: { id: 'C1' },
  container: { type: 'message', message_ts: '1.1', channel_id: 'C1' },
  message: { ts: '1.1', text: 'x' },
  actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts: '1.2' }],
  trigger_id: '1.2.3',
  response_url: 'https://hooks.slack.com/actions/T1/1/xyz',
  ...overrides,
})

/** A modal's submission. */
export const submit = (callbackId: string, view: object = {}): object => ({
  type: 'view_submission',
  team: { id: 'T1' },
  user: { id: 'UANA', team_id: 'T1' },
  trigger_id: '1.2.3',
  view: {
    id: 'V1',
    type: 'modal',
    callback_id: callbackId,
    private_metadata: '',
    blocks: [{ type: 'input', block_id: 'title', label: { type: 'plain_text', text: 'Title' } }],
    state: { values: { title: { value: { type: 'plain_text_input', value: 'Fix hero copy' } } } },
    ...view,
  },
})

let events = 0

/** An event of a workspace, each with an id of its own. */
export const event = (event: object, overrides: object = {}): object => ({
  type: 'event_callback',
  token: 'not kept',
  team_id: 'T1',
  api_app_id: 'A1',
  event_id: `Ev${(events += 1)}`,
  event_time: 1_774_598_400,
  authorizations: [{ team_id: 'T1', enterprise_id: null, is_enterprise_install: false, is_bot: true, user_id: 'UBOT' }],
  event,
  ...overrides,
})

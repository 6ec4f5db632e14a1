/**
 * What the page and other programs exchange with the sandbox over `/sandbox/*`.
 * Types only: this file is shared by the server and the browser and imports nothing.
 *
 * Everywhere: `as`, `user` and `with` take a Slack id or a member's name; `channel` takes an id, `#name`, `@name` (the
 * direct message between the actor and that member) or `@App name`. Names are looked up in the first workspace unless
 * `workspace` (id or name) says another one. Times are ISO 8601 UTC unless they are Slack's `ts`.
 */

import type { Message, OptionGroup, OptionObject, View } from './protocol-objects.ts'

export type * from './protocol-objects.ts'

/** `GET /sandbox/home?as=[&app=]` */
export interface Home {
  readonly view: View | null
}

/** `GET /sandbox/modal?as=`: the topmost open modal; `depth` is the height of the stack, 0 without one. */
export interface Modal {
  readonly modal: View | null
  readonly depth: number
}

export interface LogEntry {
  readonly n: number
  readonly at: string
  readonly real_ms: number
  readonly kind: 'delivery' | 'api' | 'response_url'
  /** Method; for a delivery the command, `block_actions`, `view_submission`, or the event's type. */
  readonly name: string
  readonly channel?: string
  readonly status: number
  readonly ok: boolean
  readonly error?: string
  readonly request: unknown
  readonly response: unknown
}

/** `GET /sandbox/log?after=N` */
export interface Log {
  readonly entries: readonly LogEntry[]
}

/** `GET /sandbox/credentials`: what connects an app; `bot_token` is that of the first workspace, null where it is not installed. */
export interface Credentials {
  readonly api_url: string
  readonly authorize_url: string
  readonly client_id: string
  readonly client_secret: string
  readonly signing_secret: string
  readonly app_token: string
  readonly bot_token: string | null
}

/** `GET /sandbox/apps` */
export interface Apps {
  readonly apps: readonly InstalledApp[]
}

export interface InstalledApp {
  readonly id: string
  readonly name: string
  readonly bot_user_id: string
  readonly bot_id: string
  readonly team_id: string
  readonly description: string
  readonly color: string
  readonly connected: boolean
  readonly home_tab: boolean
  readonly messages_tab: boolean
  readonly commands: readonly { readonly command: string; readonly description: string; readonly usage_hint: string }[]
  readonly shortcuts: readonly {
    readonly name: string
    readonly type: 'message' | 'global'
    readonly callback_id: string
    readonly description: string
  }[]
}

/** Where an element is: on a message (the default, with `channel` and `ts`), in the topmost modal, or on App Home. */
export type Place = 'message' | 'modal' | 'home'

/** How to point at an element: what a person reads, or exactly by its ids. */
export interface Target {
  readonly in?: Place
  readonly channel?: string
  readonly ts?: string
  readonly label?: string
  readonly action_id?: string
  readonly block_id?: string
  readonly nth?: number
}

/** What is typed into an input: text, option text, names, several of them; `null` empties it. */
export type InputValue = string | number | boolean | null | readonly string[] | readonly UploadedFile[]

/** By the input's label, or by `block_id/action_id`. */
export type InputValues = Readonly<Record<string, InputValue>>

export interface UploadedFile {
  readonly name: string
  readonly text?: string
  readonly base64?: string
}

export type Deed =
  | {
      readonly do: 'message'
      readonly channel: string
      readonly text: string
      readonly thread_ts?: string
      readonly broadcast?: boolean
      readonly files?: readonly UploadedFile[]
    }
  | { readonly do: 'edit'; readonly channel: string; readonly ts: string; readonly text: string }
  | { readonly do: 'delete'; readonly channel: string; readonly ts: string }
  | { readonly do: 'command'; readonly channel: string; readonly text: string; readonly thread_ts?: string }
  | { readonly do: 'shortcut'; readonly name: string; readonly channel?: string }
  | { readonly do: 'message_shortcut'; readonly channel: string; readonly ts: string; readonly name: string }
  | ({ readonly do: 'click'; readonly confirm?: boolean; readonly value?: string; readonly option?: string } & Target)
  | ({
      readonly do: 'select'
      readonly option?: string | readonly string[]
      readonly value?: InputValue
      /** Typed first into an external select. */
      readonly query?: string
      readonly confirm?: boolean
    } & Target)
  | {
      readonly do: 'fill'
      readonly in?: Place
      readonly channel?: string
      readonly ts?: string
      readonly values: InputValues
    }
  | { readonly do: 'submit'; readonly in?: 'modal'; readonly values?: InputValues }
  /** Closes the topmost modal as its Cancel button does; `all` as the X in the corner does, the whole stack. */
  | { readonly do: 'close'; readonly all?: boolean }
  | { readonly do: 'react' | 'unreact'; readonly channel: string; readonly ts: string; readonly emoji: string }
  | ({ readonly do: 'upload'; readonly channel: string; readonly thread_ts?: string } & UploadedFile)
  | { readonly do: 'open_home' | 'open_dm'; readonly app?: string }
  | { readonly do: 'join' | 'leave'; readonly channel: string }
  | { readonly do: 'invite'; readonly channel: string; readonly user: string }
  /** For admins. */
  | { readonly do: 'deactivate' | 'reactivate'; readonly user: string }
  | {
      readonly do: 'add_member'
      readonly name: string
      readonly real_name?: string
      readonly tz?: string
      readonly kind?: 'member' | 'guest'
    }
  | { readonly do: 'create_channel'; readonly channel: string; readonly private?: boolean }
  | { readonly do: 'archive_channel' | 'unarchive_channel' | 'delete_channel'; readonly channel: string }
  | { readonly do: 'rename_channel'; readonly channel: string; readonly name: string }
  | { readonly do: 'set_group'; readonly handle: string; readonly users: readonly string[]; readonly name?: string }
  /** presence: `active|away`; dnd: minutes of snooze, 0 ends it; status: `:emoji: text`, empty clears it. */
  | { readonly do: 'presence' | 'dnd' | 'status'; readonly value: string | number }

/** `POST /sandbox/act` */
export type ActRequest = Deed & {
  readonly as: string
  readonly workspace?: string
  readonly quiet_ms?: number
  readonly wait_ms?: number
}

export interface ActDone {
  readonly ok: true
  /** Null where nothing had to be acknowledged. */
  readonly ack_ms: number | null
  /** All that is new or changed for this person because of it, in order, each with `channel`. */
  readonly seen: readonly Message[]
  readonly modal: View | null
  /** Only when Home changed; else null. */
  readonly home: View | null
}

/**
 * Status 200: what Slack would show the person. Status 4xx: a fault of the caller; `labels` are those on the screen.
 */
export interface Refused {
  readonly ok: false
  readonly error: string
  readonly labels?: readonly string[]
  /** With status 200: as in `ActDone`, for a modal that stays open. */
  readonly seen?: readonly Message[]
  readonly modal?: View | null
  readonly ack_ms?: number | null
}

export type ActAnswer = ActDone | Refused

/** `POST /sandbox/options`: what an external select offers for `query`; the app is asked for it. */
export interface OptionsRequest extends Target {
  readonly as: string
  readonly block_id: string
  readonly action_id: string
  readonly query: string
}

export interface OptionsAnswer {
  readonly ok: true
  readonly options: readonly OptionObject[]
  readonly option_groups: readonly OptionGroup[]
}

/** `GET /sandbox/clock` */
export interface Clock {
  readonly now: string
  readonly running: boolean
}

/** `POST /sandbox/clock`; `advance` is like `3d4h30m` (d, h, m, s). */
export interface ClockRequest {
  readonly to?: string
  readonly advance?: string
  readonly running?: boolean
}

export interface ClockAnswer extends Clock {
  /** What apps posted meanwhile, each with `channel` and `at`. */
  readonly posted: readonly Message[]
}

export type FaultKind = 'rate_limit' | 'server_error' | 'timeout' | 'drop_after_accept' | 'reset' | 'late' | 'twice'

/** `POST /sandbox/faults`; `GET` lists them as `{ "faults": [...] }`, `DELETE` clears them. */
export interface Fault {
  /** A Web API method, `*` for all of them, or `delivery`. */
  readonly method: string
  readonly kind: FaultKind
  /** How often it still strikes; without it and without `rate`: once. */
  readonly times?: number
  readonly rate?: number
  readonly seed?: number
  /** Seconds, for `rate_limit`. */
  readonly retry_after?: number
}

export interface Faults {
  readonly faults: readonly Fault[]
}

/** `POST /sandbox/read`: this person has read the channel up to `ts` (default: all of it). */
export interface ReadRequest {
  readonly as: string
  readonly channel: string
  readonly ts?: string
}

/** `GET /sandbox/unread?as=`: every conversation this person is in, channels and direct messages alike. */
export interface Unread {
  readonly channels: readonly UnreadChannel[]
}

export interface UnreadChannel {
  readonly channel: string
  readonly kind: 'channel' | 'dm' | 'group'
  /** For direct messages: the others in it. */
  readonly with?: readonly string[]
  readonly last_read: string
  readonly latest: string | null
  /** Messages by others after `last_read`, thread replies left out. */
  readonly unread: number
  /** Those of them, and thread replies, that pinged this person; in a direct message all of them. */
  readonly mentions: number
}

/**
 * `GET /sandbox/stream?as=`: server-sent events; the name of the event is `kind`, its data this object as JSON.
 * Each says only what changed: fetch it anew.
 */
export type StreamEvent =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'modal' }
  | { readonly kind: 'home' }
  | { readonly kind: 'clock'; readonly now: string; readonly running: boolean }
  /** Members, channels, memberships, apps, readiness. */
  | { readonly kind: 'state' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'log'; readonly n: number }

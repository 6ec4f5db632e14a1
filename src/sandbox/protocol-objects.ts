/** The objects that the sandbox shows: Slack's own, and what a person sees of them. Types only. */

/** Any JSON object whose fields Slack defines: a block, an element, a text object. */
export interface SlackObject {
  readonly type?: string
  readonly [field: string]: unknown
}

export interface Block extends SlackObject {
  readonly type: string
  readonly block_id?: string
}

export interface TextObject {
  readonly type: 'plain_text' | 'mrkdwn'
  readonly text: string
  readonly emoji?: boolean
  readonly verbatim?: boolean
}

export interface OptionObject {
  readonly text: TextObject
  readonly value: string
  readonly description?: TextObject
  readonly url?: string
}

export interface OptionGroup {
  readonly label: TextObject
  readonly options: readonly OptionObject[]
}

export type MemberKind = 'member' | 'admin' | 'guest' | 'external' | 'bot'

export interface Member {
  readonly id: string
  readonly name: string
  readonly real_name: string
  readonly tz: string
  readonly kind: MemberKind
  readonly deleted: boolean
  /** Beyond the contract, for the page. */
  readonly display_name?: string
  /** `rrggbb`, for an avatar without a picture. */
  readonly color?: string
  readonly presence?: 'active' | 'away'
  readonly status_text?: string
  readonly status_emoji?: string
  /** True while Do Not Disturb holds notifications back. */
  readonly dnd?: boolean
  readonly tz_offset?: number
  /** The app behind a bot. */
  readonly app_id?: string
}

export interface Channel {
  readonly id: string
  readonly name: string
  readonly private: boolean
  /** Shared with another organisation (Slack Connect). */
  readonly external: boolean
  readonly archived: boolean
  readonly members: readonly string[]
  /** Beyond the contract, for the page. */
  readonly topic?: string
  readonly purpose?: string
}

export interface UserGroup {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly users: readonly string[]
}

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly members: readonly Member[]
  readonly channels: readonly Channel[]
  /** Beyond the contract, for the page. */
  readonly usergroups?: readonly UserGroup[]
  readonly domain?: string
  readonly enterprise?: { readonly id: string; readonly name: string }
}

/** `GET /sandbox/state` */
export interface State {
  /** Every app that was started with it is connected, and what it seeds is in. */
  readonly ready: boolean
  readonly now: string
  readonly running: boolean
  readonly workspaces: readonly Workspace[]
}

export interface Reaction {
  readonly name: string
  readonly users: readonly string[]
  readonly count: number
}

export interface SandboxFile extends SlackObject {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly mimetype: string
  readonly filetype: string
  readonly size: number
  readonly user: string
  /** `GET` it from the page without a token: the sandbox listens on loopback only. */
  readonly url_private: string
  readonly alt_txt?: string
}

/** Slack's message object as one person sees it. */
export interface Message {
  readonly type: 'message'
  readonly subtype?: string
  readonly ts: string
  readonly user?: string
  readonly bot_id?: string
  readonly app_id?: string
  readonly username?: string
  readonly icons?: SlackObject
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly attachments?: readonly SlackObject[]
  readonly thread_ts?: string
  readonly parent_user_id?: string
  readonly reply_count?: number
  readonly reply_users?: readonly string[]
  readonly reply_users_count?: number
  readonly latest_reply?: string
  readonly reactions?: readonly Reaction[]
  readonly files?: readonly SandboxFile[]
  readonly edited?: { readonly user: string; readonly ts: string }
  readonly metadata?: SlackObject
  readonly pinned_to?: readonly string[]
  readonly ephemeral?: true
  /** All that this person reads, top to bottom, a line a block or field. */
  readonly plain: string
  /** Ids of the members whom it notified. */
  readonly pings: readonly string[]
  readonly channel?: string
  /** World time at which an app posted it (answers of the clock only). */
  readonly at?: string
  /** The others in a direct message (answers of the clock only). */
  readonly to?: readonly string[]
}

/** `GET /sandbox/channels/:channel/messages?as=` and `GET /sandbox/dm?as=[&with=]` */
export interface Messages {
  readonly channel: string
  readonly messages: readonly Message[]
}

/** What an input holds: Slack's `view.state.values[block_id][action_id]`. */
export interface InputState extends SlackObject {
  readonly type: string
}

/** Slack's view object and what the person sees of it. */
export interface View {
  readonly id: string
  readonly team_id: string
  readonly app_id: string
  readonly bot_id: string
  readonly type: 'modal' | 'home'
  readonly title?: TextObject
  readonly submit?: TextObject | null
  readonly close?: TextObject | null
  readonly blocks: readonly Block[]
  readonly private_metadata: string
  readonly callback_id: string
  readonly external_id: string
  readonly hash: string
  /** What is typed at this moment; seeded with the initial values. */
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, InputState>>>> }
  readonly notify_on_close: boolean
  readonly clear_on_close: boolean
  readonly submit_disabled?: boolean
  readonly previous_view_id: string | null
  readonly root_view_id: string
  readonly app_installed_team_id: string
  readonly plain: string
  /** After a refused submission: the error under each input, by its label. */
  readonly errors?: Readonly<Record<string, string>>
  /** The same by block_id, for the page. */
  readonly block_errors?: Readonly<Record<string, string>>
}

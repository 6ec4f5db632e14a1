/** What the world stores. Every record is replaced, never changed in place, so that storage and memory agree. */

import type { Block, MemberKind, SlackObject } from '../protocol.ts'

export interface TeamRecord {
  readonly id: string
  readonly name: string
  readonly domain: string
  readonly enterpriseId?: string
}

export interface EnterpriseRecord {
  readonly id: string
  readonly name: string
  readonly domain: string
}

export interface UserRecord {
  readonly id: string
  readonly teamId: string
  readonly name: string
  readonly realName: string
  readonly displayName: string
  readonly email: string
  readonly title: string
  readonly tz: string
  readonly locale: string
  readonly kind: MemberKind
  readonly owner: boolean
  readonly deleted: boolean
  readonly color: string
  readonly presence: 'active' | 'away'
  readonly statusText: string
  readonly statusEmoji: string
  /** World time in seconds until which notifications are snoozed; 0: not at all. */
  readonly snoozeUntil: number
  /** Daily Do Not Disturb in the member's zone, `HH:mm`. */
  readonly dnd?: { readonly start: string; readonly end: string }
  readonly updated: number
  /** Of a bot user. */
  readonly appId?: string
  readonly botId?: string
}

export type ChannelKind = 'channel' | 'im' | 'mpim'

export interface ChannelRecord {
  readonly id: string
  readonly teamId: string
  readonly kind: ChannelKind
  /** Empty for an im. */
  readonly name: string
  readonly private: boolean
  readonly archived: boolean
  readonly general: boolean
  readonly members: readonly string[]
  readonly creator: string
  readonly created: number
  readonly topic: string
  readonly purpose: string
  readonly previousNames: readonly string[]
  /** Other workspaces that share it (Slack Connect or within an organisation). */
  readonly sharedWith: readonly string[]
  /** True when one of them is of another company. */
  readonly external: boolean
}

export interface ReactionRecord {
  readonly name: string
  readonly users: readonly string[]
}

export interface Pin {
  readonly by: string
  /** World time in seconds. */
  readonly at: number
}

export interface MessageRecord {
  readonly channel: string
  readonly ts: string
  readonly teamId: string
  readonly user: string
  readonly botId?: string
  readonly appId?: string
  readonly subtype?: string
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly attachments?: readonly SlackObject[]
  readonly threadTs?: string
  readonly broadcast?: boolean
  readonly reactions: readonly ReactionRecord[]
  readonly files?: readonly string[]
  readonly edited?: { readonly user: string; readonly ts: string }
  readonly metadata?: SlackObject
  readonly username?: string
  readonly icons?: SlackObject
  readonly clientMsgId?: string
  /** Whom alone it is shown to. */
  readonly ephemeralTo?: string
  readonly pings: readonly string[]
  readonly pinned?: Pin
  /** What else belongs to a message of its subtype: a topic, an old name, who invited. */
  readonly more?: SlackObject
  /** A parent whose replies outlive it: shown as a stone, its content gone. */
  readonly tombstone?: boolean
}

export interface AppRecord {
  readonly id: string
  readonly clientId: string
  readonly clientSecret: string
  readonly signingSecret: string
  readonly verificationToken: string
  readonly appToken: string
}

/** An app's presence in one workspace or organisation. */
export interface InstallRecord {
  readonly id: string
  readonly appId: string
  readonly teamId: string
  readonly enterpriseId?: string
  readonly orgWide: boolean
  readonly botUserId: string
  readonly botId: string
  readonly botToken: string
  readonly scopes: readonly string[]
  readonly userId: string
  readonly refreshToken?: string
  /** Real time in ms; absent: never. */
  readonly expiresAt?: number
  /** The token before, good until its own end. */
  readonly previous?: { readonly token: string; readonly expiresAt: number }
  readonly userToken?: string
  readonly userScopes?: readonly string[]
  readonly revoked?: boolean
  /** Installed with the world, not by OAuth: its scopes are always the manifest's. */
  readonly seeded?: boolean
}

export type InputValuesByBlock = Readonly<Record<string, Readonly<Record<string, SlackObject & { type: string }>>>>

export interface ViewRecord {
  readonly id: string
  readonly teamId: string
  readonly appId: string
  readonly userId: string
  readonly type: 'modal' | 'home'
  /** Title, submit, close, callback_id, private_metadata and the like, as Slack would return them. */
  readonly fields: SlackObject
  readonly blocks: readonly Block[]
  readonly externalId: string
  readonly hash: string
  readonly values: InputValuesByBlock
  readonly rootId: string
  readonly previousId: string | null
  /** By block_id; after a refused submission. */
  readonly errors?: Readonly<Record<string, string>>
}

/** The modals a person has open, the topmost last. */
export interface StackRecord {
  readonly userId: string
  readonly views: readonly string[]
}

export interface FileRecord {
  readonly id: string
  readonly teamId: string
  readonly user: string
  readonly name: string
  readonly title: string
  readonly mimetype: string
  readonly filetype: string
  readonly size: number
  readonly created: number
  readonly altText?: string
  readonly channels: readonly string[]
  /** The bytes have arrived, and the upload was completed. */
  readonly state: 'expected' | 'received' | 'complete'
  readonly shares: readonly { readonly channel: string; readonly ts: string }[]
  /** Apps that a person gave it to in a file input. */
  readonly givenTo?: readonly string[]
}

export interface UserGroupRecord {
  readonly id: string
  readonly teamId: string
  readonly handle: string
  readonly name: string
  readonly description: string
  readonly users: readonly string[]
  readonly channels: readonly string[]
  readonly enabled: boolean
  readonly created: number
  readonly creator: string
  readonly updated?: { readonly at: number; readonly by: string }
}

export interface ScheduledRecord {
  readonly id: string
  readonly teamId: string
  readonly appId: string
  readonly channel: string
  readonly postAt: number
  readonly created: number
  readonly message: SlackObject
}

/** Where an app may answer: a `response_url`. */
export interface HookRecord {
  readonly id: string
  readonly installId: string
  readonly channel: string
  readonly userId: string
  /** World time in ms. */
  readonly expiresAt: number
  readonly left: number
  /** The message whose element was used: what `replace_original` and `delete_original` mean. */
  readonly original?: string
  readonly originalThread?: string
  /** The id of the unfurl whose element was used: what the app may replace then, not the message. */
  readonly unfurl?: number
}

/** An event that its app did not take, to be sent again. */
export interface RetryRecord {
  readonly id: string
  readonly installId: string
  readonly envelope: SlackObject
  readonly attempt: number
  readonly reason: string
  /** World time in ms. */
  readonly dueAt: number
}

export interface ReadRecord {
  readonly id: string
  readonly ts: string
}

export interface BookmarkRecord {
  readonly id: string
  readonly channel: string
  readonly fields: SlackObject
}

export interface MetaRecord {
  readonly key: string
  readonly value: unknown
}

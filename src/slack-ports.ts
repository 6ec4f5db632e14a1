import type { ListedPerson } from './data-ports.ts'
import type { Member } from './domain/member.ts'
import type { Destination, MessageContent } from './domain/notice.ts'
import type { MessagePosition } from './domain/task.ts'

/** How Slack answered an attempt to post. */
export type Delivery =
  | { readonly kind: 'sent'; readonly position: MessagePosition }
  /** Surely not posted; try again after so long. */
  | { readonly kind: 'later'; readonly afterMilliseconds: number; readonly error: string }
  /** Not posted and never will be: the channel is gone, the account inactive, the message invalid. */
  | { readonly kind: 'refused'; readonly error: string }
  /** Perhaps posted: a timeout, a lost connection, a 5xx. */
  | { readonly kind: 'unknown'; readonly error: string }

/** Sends to Slack, each call once: retries belong to the outbox. */
export interface Messenger {
  /** Posts or edits; `key` travels in the message's metadata so that it can be found again. */
  send(workspaceId: string, to: Destination, content: MessageContent, key: string): Promise<Delivery>
  /** Looks in the channel's or thread's recent history for the message with this key; `unknown` if Slack does not say. */
  find(workspaceId: string, to: Destination, key: string, since: Date): Promise<MessagePosition | 'absent' | 'unknown'>
  /** Shows something only to the person who just acted, where they did; where that cannot be, in their direct message. */
  whisper(workspaceId: string, to: Addressee, content: MessageContent): Promise<void>
  /** Shows something to the person to whom Slack gave this URL, within half an hour; false where Slack takes it no more. */
  respond(responseUrl: string, content: MessageContent, place: 'below' | 'in-place'): Promise<boolean>
  openModal(workspaceId: string, triggerId: string, view: object): Promise<void>
  /**
   * Puts a view in the place of a modal that somebody has open. False where it is not the one that `hash` names any more:
   * another update came before this one. Without a hash it is replaced in any case; one that was closed is left alone.
   */
  updateModal(
    workspaceId: string,
    of: { readonly viewId: string; readonly hash?: string },
    view: object,
  ): Promise<boolean>
  publishHome(workspaceId: string, memberId: string, view: object): Promise<void>
  permalink(workspaceId: string, message: MessagePosition): Promise<string>
  /** What Slack shows of a file; undefined where it is gone, or Runsheet may not see it. */
  file(workspaceId: string, fileId: string): Promise<SharedFile | undefined>
  /** What a message says now; undefined where it is gone, or Runsheet may not read it. */
  read(workspaceId: string, message: MessagePosition): Promise<WrittenMessage | undefined>
}

/** Somebody who is answered, and where they acted or spoke. */
export interface Addressee {
  readonly memberId: string
  /** Null: nowhere in particular. */
  readonly channelId: string | null
  /** The thread that they spoke in; null outside of threads. */
  readonly threadTs: string | null
  /** It is their direct message with Runsheet: nobody else reads it, so they are answered by a plain message. */
  readonly direct: boolean
}

/** A file in Slack. */
export interface SharedFile {
  readonly id: string
  readonly name: string
  readonly permalink: string
}

/** A message that stands in Slack. */
export interface WrittenMessage {
  /** With Slack's escapes and tokens. */
  readonly text: string
  /** Null for an app's. */
  readonly authorId: string | null
  /** The thread that it stands in or begins; null where there is none. */
  readonly threadTs: string | null
  readonly files: readonly SharedFile[]
}

/** Who people are, as Slack knows them; kept in the member store and refreshed when Slack says that they changed. */
export interface Directory {
  /** @throws when Slack does not know the person or does not answer */
  member(workspaceId: string, memberId: string): Promise<Member>
  /** Those that Slack knows, in the order asked for. */
  members(workspaceId: string, memberIds: readonly string[]): Promise<readonly Member[]>
  /** Everybody in a workspace, as Slack lists them now: seconds in a large one. */
  everybody(workspaceId: string): Promise<readonly ListedPerson[]>
}

/** Who may look into which channel, as Slack knows it. */
export interface Channels {
  /** Whether only those who are in it see the channel; true for one that Slack does not show to Runsheet. */
  isPrivate(workspaceId: string, channelId: string): Promise<boolean>
  /** Whether people of other companies read the channel; false for one that Slack does not show to Runsheet. */
  isExternal(workspaceId: string, channelId: string): Promise<boolean>
  /** The channels, private ones too, that somebody is in, as far as Runsheet sees them. */
  of(workspaceId: string, memberId: string): Promise<ReadonlySet<string>>
}

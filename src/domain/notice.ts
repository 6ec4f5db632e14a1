/** What a message says: the text for notifications and screen readers is complete without the blocks. */
export interface MessageContent {
  readonly text: string
  readonly blocks: readonly object[]
}

/** Where a post goes: a channel or a thread of it, a member's direct message, or in place of a message already there. */
export type Destination =
  | { readonly kind: 'channel'; readonly channelId: string; readonly threadTs: string | null }
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'edit'; readonly channelId: string; readonly ts: string }

/** Why Runsheet posts something. */
export type NoticeKind = 'nudge' | 'escalation' | 'digest' | 'assigned' | 'card' | 'note' | 'answer'

/**
 * What must still hold when the post is about to be sent; otherwise it is dropped unsent.
 *
 * The task must exist and be open, and each fact that is given must be as it was.
 */
export interface Premise {
  readonly taskId: string
  /** Null: nobody owned it. */
  readonly ownerId?: string | null
  readonly dueAt?: Date
  /** It is still offered to this person. */
  readonly offeredToId?: string
}

/** A post that a use case wants: written in the same transaction as the change that it tells of. */
export interface Post {
  readonly workspaceId: string
  /** Repetition is harmless: a second post with the same key in a workspace is ignored. */
  readonly key: string
  readonly kind: NoticeKind
  readonly to: Destination
  readonly content: MessageContent
  /** Not sent before this instant: working time and quiet hours are decided by whoever writes the post. */
  readonly notBefore: Date
  readonly premise: Premise | null
  /** The task whose list of cards gets this message's position once it is sent. */
  readonly cardOfTaskId: string | null
}

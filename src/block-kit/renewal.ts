import { plain } from './blocks.ts'
import type { ModalView } from '@slack/types'
import type { KnownBlock } from './blocks.ts'
import { LIMITS } from './limits.ts'
import type { ShownBlock, ShownModal } from './state.ts'

/** What becomes of a modal that somebody has before them. */
export interface Renewal {
  readonly blocks: readonly (ShownBlock | KnownBlock)[]
  readonly metadata: string
  readonly submit?: string
}

/** The modal with other blocks, which Slack puts in its place. What was typed stays where a block keeps its id. */
export const renewed = (shown: ShownModal, { blocks, metadata, submit }: Renewal): ModalView => ({
  type: 'modal',
  callback_id: shown.callbackId,
  title: plain(shown.title, LIMITS.viewTitle),
  ...(shown.close === null ? {} : { close: plain(shown.close, LIMITS.viewTitle) }),
  ...(shown.submit === null ? {} : { submit: plain(submit ?? shown.submit, LIMITS.viewTitle) }),
  private_metadata: metadata,
  // Slack checks what it gave us itself: no shape of ours knows every block.
  blocks: [...blocks] as KnownBlock[],
})

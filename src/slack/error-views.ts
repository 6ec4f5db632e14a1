import { CAPTURE } from '../block-kit/action-ids.ts'
import { actions, button, modal, section } from '../block-kit/blocks.ts'
import type { View } from '../block-kit/blocks.ts'
import { escape } from '../block-kit/mrkdwn.ts'
import type { MessageContent } from '../domain/notice.ts'

/** What is said when the fault is ours; `reference` leads an operator to the log line. */
export const ourFault = (reference: string): string =>
  `Something went wrong (reference ${reference}). That is our fault, not yours. Please try again in a moment; if it happens again, give the reference to whoever looks after Runsheet.`

/** A refusal as a message; `draftId` adds the button that opens in the modal what was typed. */
export function errorMessage(text: string, draftId: string | null): MessageContent {
  const safe = escape(text)
  const form = draftId === null ? [] : [actions(button('Open as form', CAPTURE.openDraft, draftId))]
  return { text: safe, blocks: [section(safe), ...form] }
}

/** A refusal on top of the modal, or over the Home tab, where the person pressed; or in a modal's place. */
export const errorModal = (text: string, close: 'Back' | 'Close' = 'Back'): View =>
  modal({ callbackId: 'error', title: 'That did not work', close, blocks: [section(escape(text))] })

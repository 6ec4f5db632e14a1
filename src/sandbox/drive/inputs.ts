import { initialValues } from '../world/view-state.ts'
import type { InputValuesByBlock, MessageRecord } from '../world/records.ts'

/** What people have chosen in the inputs of messages: it lives in their client, so it is not stored. */
export interface MessageInputs {
  of(userId: string, message: MessageRecord): InputValuesByBlock
  set(userId: string, message: MessageRecord, values: InputValuesByBlock): void
}

export function openInputs(): MessageInputs {
  const held = new Map<string, InputValuesByBlock>()
  const key = (userId: string, message: MessageRecord): string => `${userId} ${message.channel} ${message.ts}`
  return {
    of: (userId, message) => {
      const blocks = message.blocks ?? []
      return initialValues(blocks, held.get(key(userId, message)) ?? {}, blocks)
    },
    set: (userId, message, values) => {
      held.set(key(userId, message), values)
    },
  }
}

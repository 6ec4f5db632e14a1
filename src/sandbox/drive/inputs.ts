import type { SlackObject } from '../protocol.ts'
import type { Control } from './controls.ts'
import { blocksIn, inConversation, initialValues } from '../world/view-state.ts'
import type { InputValuesByBlock, MessageRecord } from '../world/records.ts'

/** What the external selects of one place have offered somebody so far. */
export interface Offers {
  of(control: Control): readonly SlackObject[]
  add(control: Control, options: readonly SlackObject[]): void
}

/** So many places, and so many options of a select, are remembered. */
const MAX_PLACES = 500
const MAX_OPTIONS = 1000

/** Options that apps gave, by the place where they were asked for: a choice may come from an earlier search. */
export function openOffers(): (place: string) => Offers {
  const places = new Map<string, Map<string, readonly SlackObject[]>>()
  const name = ({ blockId, actionId }: Control): string => `${blockId}/${actionId}`
  return (place) => ({
    of: (control) => places.get(place)?.get(name(control)) ?? [],
    add: (control, options) => {
      const selects = places.get(place) ?? new Map<string, readonly SlackObject[]>()
      places.set(place, selects)
      if (places.size > MAX_PLACES) places.delete(places.keys().next().value ?? '')
      const before = (selects.get(name(control)) ?? []).filter((o) => !options.some((n) => n['value'] === o['value']))
      selects.set(name(control), [...options, ...before].slice(0, MAX_OPTIONS))
    },
  })
}

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
      const blocks = [...(message.blocks ?? []), ...(message.attachments ?? []).flatMap(blocksIn)]
      return inConversation(
        initialValues(blocks, held.get(key(userId, message)) ?? {}, blocks),
        blocks,
        message.channel,
      )
    },
    set: (userId, message, values) => {
      held.set(key(userId, message), values)
    },
  }
}

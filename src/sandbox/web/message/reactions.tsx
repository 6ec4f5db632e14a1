import type { Message } from '../../protocol.ts'
import { act } from '../data/act.ts'
import { personName } from '../data/people.ts'
import { actorId } from '../data/store.ts'
import { Emoji } from '../text/inline.tsx'

/** Adds the acting member's reaction, or takes it away. */
export const toggleReaction = (message: Message, channel: string, name: string): Promise<boolean> => {
  const had = message.reactions?.find((one) => one.name === name)?.users.includes(actorId.peek())
  return act({ do: had ? 'unreact' : 'react', channel, ts: message.ts, emoji: name })
}

/** Who reacted how; a press joins in. */
export function Reactions({ message, channel }: { readonly message: Message; readonly channel: string }) {
  const list = message.reactions ?? []
  if (list.length === 0) return null
  return (
    <div class="reactions">
      {list.map((one) => {
        const who = one.users.map(personName).join(', ')
        return (
          <button
            key={one.name}
            type="button"
            class="reaction"
            aria-pressed={one.users.includes(actorId.value)}
            aria-label={`${one.name.replaceAll('_', ' ')}, ${one.count}: ${who}`}
            title={`${who} reacted with :${one.name}:`}
            onClick={() => void toggleReaction(message, channel, one.name)}
          >
            <span aria-hidden="true">
              <Emoji name={one.name} />
            </span>
            <span aria-hidden="true">{one.count}</span>
          </button>
        )
      })}
    </div>
  )
}

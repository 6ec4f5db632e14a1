import type { Message } from '../../protocol.ts'
import { go } from '../data/go.ts'
import { authorName, conversationName, mentionName } from '../data/people.ts'
import { actorId, channelOf, teamApps, unread, zone } from '../data/store.ts'
import { Icon } from '../parts/icon.tsx'
import { clockTime } from '../text/dates.ts'
import { formatter } from '../data/zone.ts'

const SHOWN = 40

/** What happened while the clock moved, each line the way to it. */
export function Posted({ posted, onClose }: { readonly posted: readonly Message[]; readonly onClose: () => void }) {
  const count = posted.length
  return (
    <div class="posted" role="region" aria-label="What was posted meanwhile">
      <header>
        <strong role="status">
          {count === 0
            ? 'Nothing was posted meanwhile'
            : count === 1
              ? '1 message was posted meanwhile'
              : `${count} messages were posted meanwhile`}
        </strong>
        <button type="button" class="icon-button small" aria-label="Close" onClick={onClose}>
          <Icon name="close" size={14} />
        </button>
      </header>
      {count > 0 ? (
        <ol class="posted-list" tabIndex={0} aria-label="Posts">
          {posted.slice(0, SHOWN).map((message) => (
            <li key={`${message.channel ?? ''} ${message.ts}`}>
              <Line message={message} onGo={onClose} />
            </li>
          ))}
        </ol>
      ) : null}
      {count > SHOWN ? <p class="muted small">and {count - SHOWN} more</p> : null}
    </div>
  )
}

function Line({ message, onGo }: { readonly message: Message; readonly onGo: () => void }) {
  const at = Date.parse(message.at ?? '') || Number(message.ts) * 1000
  const to = placeOf(message)
  const name = message.channel ? conversationName(message.channel) : ''
  const where = channelOf(message.channel) ? `#${name}` : directName(message)
  const face = (
    <>
      <time dateTime={new Date(at).toISOString()}>
        {formatter(zone.value, { weekday: 'short' }).format(at)} {clockTime(at, zone.value)}
      </time>
      <span class="posted-where">{where}</span>
      <span class="posted-text">{message.plain.split('\n', 1)[0]}</span>
    </>
  )
  if (!to) return <span class="posted-line">{face}</span>
  return (
    <button
      type="button"
      class="posted-line"
      onClick={() => {
        onGo()
        go(to)
      }}
    >
      {face}
    </button>
  )
}

/** Only what the acting member may see can be opened. */
function placeOf(message: Message) {
  const channel = channelOf(message.channel)
  if (channel?.members.includes(actorId.value)) return { kind: 'channel', id: channel.id } as const
  const mine = unread.value.find((one) => one.channel === message.channel)
  const app = mine ? teamApps.value.find((one) => one.bot_user_id === mine.with?.[0]) : undefined
  return app ? ({ kind: 'app', app: app.id, tab: 'messages' } as const) : undefined
}

function directName(message: Message): string {
  const mine = unread.value.find((one) => one.channel === message.channel)
  const others = message.to?.map((one) => `@${mentionName(one)}`).join(', ') ?? 'someone'
  return `${authorName(message)} to ${mine ? 'you' : others}`
}

import type { Message } from '../../protocol.ts'
import { worldMinute } from '../data/clock.ts'
import { personName } from '../data/people.ts'
import { appOf } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import { ago } from '../text/dates.ts'

/** How many replied, who, and when last; a press opens the thread. */
export function ThreadSummary({ message, onOpen }: { readonly message: Message; readonly onOpen: () => void }) {
  const count = message.reply_count ?? 0
  if (count === 0) return null
  const last = message.latest_reply ? sinceReply(Number(message.latest_reply) * 1000, worldMinute.value) : ''
  return (
    <button type="button" class="thread-summary" onClick={onOpen}>
      {(message.reply_users ?? []).slice(0, 3).map((id) => (
        <Avatar key={id} name={personName(id)} size="small" app={Boolean(appOf(id))} />
      ))}
      <strong>{count === 1 ? '1 reply' : `${count} replies`}</strong>
      {last ? <span class="muted">Last reply {last}</span> : null}
      <Icon name="right" size={14} />
    </button>
  )
}

const MINUTE = 60_000

/** The page's minute may be a little behind the newest reply. */
const sinceReply = (at: number, now: number): string => (now - at < MINUTE ? 'just now' : ago(at, now))

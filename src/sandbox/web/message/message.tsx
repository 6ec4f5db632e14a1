import type { Message } from '../../protocol.ts'
import { Attachments } from '../blocks/attachments.tsx'
import { BlockList } from '../blocks/block.tsx'
import { openThread } from '../data/go.ts'
import { authorName } from '../data/people.ts'
import { SurfaceContext } from '../data/surface.ts'
import { actorId, appOf, zone } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import { clockTime, fullTime } from '../text/dates.ts'
import { Emoji } from '../text/inline.tsx'
import { MrkdwnText } from '../text/mrkdwn-text.tsx'
import { editing, EditBox } from './edit-box.tsx'
import { Files } from './files.tsx'
import { Reactions } from './reactions.tsx'
import { ThreadSummary } from './thread-summary.tsx'
import { Toolbar } from './toolbar.tsx'

interface Props {
  readonly message: Message
  readonly channel: string
  /** Follows another message of the same author closely: no picture, no name. */
  readonly joined: boolean
  readonly inThread: boolean
}

/** When a message was written, in milliseconds. */
export const timeOf = (message: Message): number => Number(message.ts) * 1000

/** One message with all that hangs on it. */
export function MessageView({ message, channel, joined, inThread }: Props) {
  const name = authorName(message)
  const isApp = Boolean(message.bot_id ?? appOf(message.user))
  const mine = message.pings.includes(actorId.value)
  return (
    <article
      class={`message ${joined ? 'joined' : ''} ${message.ephemeral ? 'ephemeral' : ''} ${mine ? 'pinged' : ''}`}
      aria-label={`${name}, ${clockTime(timeOf(message), zone.value)}`}
      data-ts={message.ts}
      tabIndex={-1}
    >
      <div class="message-side">
        {joined ? <Time message={message} /> : <Face message={message} name={name} app={isApp} />}
      </div>
      <div class="message-main">
        {joined ? null : (
          <div class="message-head">
            <strong class="author">{name}</strong>
            {isApp ? <span class="badge">App</span> : null}
            <Time message={message} />
          </div>
        )}
        {message.ephemeral ? (
          <div class="only-you">
            <Icon name="eye" size={14} /> Only visible to you
          </div>
        ) : null}
        <Content message={message} channel={channel} />
        {message.ephemeral ? null : <Reactions message={message} channel={channel} />}
        {inThread ? null : <ThreadSummary message={message} onOpen={() => openThread(channel, message.ts)} />}
      </div>
      {message.ephemeral ? null : <Toolbar message={message} channel={channel} inThread={inThread} />}
    </article>
  )
}

function Face({ message, name, app }: { readonly message: Message; readonly name: string; readonly app: boolean }) {
  const emoji = message.icons?.['emoji']
  if (typeof emoji === 'string') {
    return (
      <span class="avatar avatar-medium avatar-emoji" aria-hidden="true">
        <Emoji name={emoji.replaceAll(':', '')} />
      </span>
    )
  }
  return <Avatar name={name} app={app} />
}

const Time = ({ message }: { readonly message: Message }) => (
  <time class="stamp" dateTime={new Date(timeOf(message)).toISOString()} title={fullTime(timeOf(message), zone.value)}>
    {clockTime(timeOf(message), zone.value)}
  </time>
)

/** What Slack itself writes into a channel in somebody's name. */
const NOTICE = /^(?:channel|group)_(?:join|leave|name|topic|purpose|archive|unarchive)$/u

/** The name stands above it already. */
const Notice = ({ text }: { readonly text: string }) => (
  <div class="text notice">
    <MrkdwnText text={text.replace(/^<@[^>]+> (?:has )?/u, '')} />
  </div>
)

/** Slack marks no message as edited whose app changed its blocks. */
const showsEdit = (message: Message): boolean =>
  message.edited !== undefined && (message.bot_id === undefined || !message.blocks?.length)

function Content({ message, channel }: { readonly message: Message; readonly channel: string }) {
  if (editing.value === message.ts) return <EditBox message={message} channel={channel} />
  const blocks = message.blocks ?? []
  if (NOTICE.test(message.subtype ?? '')) return <Notice text={message.text} />
  return (
    <SurfaceContext.Provider value={{ in: 'message', channel, ts: message.ts }}>
      <div class="message-body">
        {blocks.length > 0 ? (
          <BlockList blocks={blocks} />
        ) : (
          <div class="text">
            <MrkdwnText text={message.text} />
          </div>
        )}
        {showsEdit(message) ? <span class="edited">(edited)</span> : null}
        {message.attachments ? <Attachments list={message.attachments} /> : null}
        {message.files ? <Files files={message.files} /> : null}
      </div>
    </SurfaceContext.Provider>
  )
}

import type { Message } from '../../protocol.ts'
import { Composer } from '../composer/composer.tsx'
import { personName } from '../data/people.ts'
import { actorId, appOf, channelOf, memberOf, messages, openChannel, route } from '../data/store.ts'
import type { Route } from '../data/store.ts'
import { act } from '../data/act.ts'
import { editing } from '../message/edit-box.tsx'
import { MessageList } from '../message/message-list.tsx'
import { Avatar } from '../parts/avatar.tsx'
import { conversationTitle, Heading } from './heading.tsx'
import { HomeView } from './home.tsx'

/** The middle of the page: a channel, a direct message, or an app with its Home. */
export function Conversation() {
  const at = route.value
  if (!at) return <main class="conversation" id="main" />
  return (
    <main class="conversation" id="main" aria-label={conversationTitle(at)}>
      <Heading at={at} />
      {at.kind === 'app' && at.tab === 'home' ? <HomeView appId={at.app} /> : <Talk at={at} />}
    </main>
  )
}

function Talk({ at }: { readonly at: Route }) {
  const list = messages.value
  const channel = openChannel.value
  const title = conversationTitle(at)
  if (!list) return <div class="scroll loading" aria-busy="true" />
  return (
    <>
      <MessageList key={`${actorId.value} ${channel}`} channel={channel} messages={list} label={`Messages in ${title}`}>
        <Beginning at={at} />
      </MessageList>
      <Writing at={at} channel={channel} title={title} list={list} />
    </>
  )
}

interface WritingProps {
  readonly at: Route
  readonly channel: string
  readonly title: string
  readonly list: readonly Message[]
}

function Writing({ at, channel, title, list }: WritingProps) {
  const place = at.kind === 'channel' ? channelOf(at.id) : undefined
  if (place?.archived) return <p class="composer-note">This channel is archived.</p>
  if (place && !place.members.includes(actorId.value)) {
    return (
      <div class="composer-note">
        You are looking at <strong>#{place.name}</strong> from outside.
        <button
          type="button"
          class="button button-primary button-small"
          onClick={() => void act({ do: 'join', channel: place.id })}
        >
          Join channel
        </button>
      </div>
    )
  }
  const editLast = (): void => {
    editing.value = list.findLast(
      (message) => message.user === actorId.value && !message.bot_id && !message.ephemeral,
    )?.ts
  }
  return <Composer channel={channel} label={`Message ${title}`} onEditLast={editLast} />
}

function Beginning({ at }: { readonly at: Route }) {
  if (at.kind === 'channel') {
    const channel = channelOf(at.id)
    if (!channel) return null
    return (
      <div class="beginning">
        <h2>#{channel.name}</h2>
        <p class="muted">{channel.purpose || channel.topic || `This is the beginning of #${channel.name}.`}</p>
      </div>
    )
  }
  const user = at.kind === 'dm' ? at.user : appOf(at.app)?.bot_user_id
  const name = personName(user)
  const description = at.kind === 'app' ? appOf(at.app)?.description : memberOf(user)?.real_name
  return (
    <div class="beginning">
      <Avatar name={name} size="large" app={at.kind === 'app'} />
      <h2>{name}</h2>
      <p class="muted">{description || `This is the beginning of your conversation with ${name}.`}</p>
    </div>
  )
}

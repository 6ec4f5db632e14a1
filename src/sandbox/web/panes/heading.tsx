import { drawerOpen, go } from '../data/go.ts'
import { personName, conversationName } from '../data/people.ts'
import { appOf, channelOf, memberOf } from '../data/store.ts'
import type { Route } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import { Emoji } from '../text/inline.tsx'
import { MembersButton } from './members.tsx'

/** `#general`, or the name of a person or app. */
export function conversationTitle(at: Route): string {
  if (at.kind === 'dm') return personName(at.user)
  if (at.kind === 'app') return appOf(at.app)?.name ?? 'App'
  const channel = channelOf(at.id)
  return channel ? `#${channel.name}` : conversationName(at.id)
}

/** The line over the conversation: what it is, who is in it, an app's tabs. */
export function Heading({ at }: { readonly at: Route }) {
  return (
    <header class="heading">
      <button
        type="button"
        class="icon-button only-narrow"
        aria-label="Conversations"
        onClick={() => (drawerOpen.value = true)}
      >
        <Icon name="menu" />
      </button>
      <HeadingName at={at} />
      {at.kind === 'app' ? <AppTabs at={at} /> : null}
      {at.kind === 'channel' ? <MembersButton id={at.id} /> : null}
    </header>
  )
}

function HeadingName({ at }: { readonly at: Route }) {
  const channel = at.kind === 'channel' ? channelOf(at.id) : undefined
  return (
    <div class="heading-name">
      <h1>
        {channel ? (
          <Icon name={channel.private ? 'lock' : 'hash'} size={18} />
        ) : (
          <Avatar name={conversationTitle(at)} size="small" app={at.kind === 'app'} />
        )}
        <span>{channel?.name ?? conversationTitle(at)}</span>
        {channel?.external ? <span class="badge">Shared</span> : null}
      </h1>
      {channel?.topic ? <p class="muted">{channel.topic}</p> : null}
      {at.kind === 'dm' ? <Status user={at.user} /> : null}
    </div>
  )
}

function Status({ user }: { readonly user: string }) {
  const member = memberOf(user)
  if (!member?.status_text && !member?.status_emoji) return null
  return (
    <p class="muted">
      {member.status_emoji ? <Emoji name={member.status_emoji.replaceAll(':', '')} /> : null} {member.status_text}
    </p>
  )
}

function AppTabs({ at }: { readonly at: Route & { readonly kind: 'app' } }) {
  const app = appOf(at.app)
  if (!app?.home_tab || !app.messages_tab) return null
  const tab = (name: 'home' | 'messages', words: string) => (
    <button
      type="button"
      role="tab"
      aria-selected={at.tab === name}
      class="tab"
      onClick={() => go({ kind: 'app', app: at.app, tab: name })}
    >
      {words}
    </button>
  )
  return (
    <div class="tabs" role="tablist" aria-label={app.name}>
      {tab('home', 'Home')}
      {tab('messages', 'Messages')}
    </div>
  )
}

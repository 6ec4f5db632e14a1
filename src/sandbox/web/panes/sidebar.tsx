import type { ComponentChildren } from 'preact'
import type { Member } from '../../protocol.ts'
import { go } from '../data/go.ts'
import { personName } from '../data/people.ts'
import { actorId, channels, members, people, route, teamApps, unread, workspace } from '../data/store.ts'
import type { Route } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import { Emoji } from '../text/inline.tsx'
import { ActAs } from './act-as.tsx'
import { ChannelBrowser } from './channel-browser.tsx'
import { WorkspaceName } from './workspace-name.tsx'

/** In a small workspace everybody is listed; in a large one those with whom one already talks. */
const FEW = 15

/** Workspace, channels, direct messages and apps, with what is unread. */
export function Sidebar() {
  const mine = channels.value.filter((one) => !one.archived && one.members.includes(actorId.value))
  return (
    <nav class="sidebar" aria-label="Conversations">
      <WorkspaceName />
      <ActAs />
      <div class="sidebar-scroll" tabIndex={-1}>
        <Group title="Channels" action={<ChannelBrowser />}>
          {mine.map((one) => (
            <Row key={one.id} to={{ kind: 'channel', id: one.id }} name={one.name} mark={markFor(one.id)}>
              <Icon name={one.private ? 'lock' : 'hash'} size={16} />
              <span class="row-name">{one.name}</span>
              {one.external ? (
                <span title="Shared with another organisation">
                  <Icon name="link" size={14} />
                </span>
              ) : null}
            </Row>
          ))}
        </Group>
        {teamApps.value.length > 0 ? (
          <Group title="Apps">
            {teamApps.value.map((app) => (
              <Row key={app.id} to={appPlace(app.id)} name={app.name} mark={directMark(app.bot_user_id)}>
                <Avatar name={app.name} size="small" app />
                <span class="row-name">{app.name}</span>
                {app.connected ? null : (
                  <span class="offline-dot" title="Not connected" role="img" aria-label="not connected" />
                )}
              </Row>
            ))}
          </Group>
        ) : null}
        <Group title="Direct messages">
          <GroupChats />
          {talkedTo().map((one) => (
            <Row key={one.id} to={{ kind: 'dm', user: one.id }} name={personName(one.id)} mark={directMark(one.id)}>
              <Avatar name={personName(one.id)} size="small" presence={one.presence ?? 'active'} />
              <span class="row-name">{personName(one.id)}</span>
              <Condition member={one} />
              {one.kind === 'external' || one.kind === 'guest' ? <span class="badge">{one.kind}</span> : null}
            </Row>
          ))}
        </Group>
      </div>
      <p class="sidebar-foot">
        {workspace.value ? `${members.value.filter((one) => !one.deleted).length} members` : ''}
      </p>
    </nav>
  )
}

/** A status by its emoji, and whether notifications are held back. */
function Condition({ member }: { readonly member: Member }) {
  const { status_emoji: emoji, status_text: text, dnd } = member
  return (
    <>
      {emoji ? (
        <span title={text || undefined}>
          <Emoji name={emoji.replaceAll(':', '')} />
        </span>
      ) : null}
      {dnd ? (
        <span class="row-dnd" title="Notifications are paused" role="img" aria-label="notifications paused">
          z<sup>z</sup>
        </span>
      ) : null}
    </>
  )
}

/** An app opens on its Home tab where it has one and nothing in its messages is unread. */
function appPlace(id: string): Route {
  const app = teamApps.value.find((one) => one.id === id)
  const waiting = app ? directMark(app.bot_user_id) : undefined
  return { kind: 'app', app: id, tab: app?.home_tab && !waiting?.count ? 'home' : 'messages' }
}

function talkedTo() {
  const others = people.value.filter((one) => one.id !== actorId.value)
  if (others.length <= FEW) return others
  const known = new Set(unread.value.filter((one) => one.kind === 'dm').flatMap((one) => one.with ?? []))
  return others.filter((one) => known.has(one.id))
}

function GroupChats() {
  const groups = unread.value.filter((one) => one.kind === 'group')
  return (
    <>
      {groups.map((one) => {
        const name = (one.with ?? []).map(personName).join(', ')
        return (
          <Row key={one.channel} to={{ kind: 'channel', id: one.channel }} name={name} mark={markFor(one.channel)}>
            <Icon name="people" size={16} />
            <span class="row-name">{name}</span>
          </Row>
        )
      })}
    </>
  )
}

interface Mark {
  readonly unread: boolean
  readonly count: number
}

const markFor = (channel: string): Mark | undefined => {
  const found = unread.value.find((one) => one.channel === channel)
  return found ? { unread: found.unread > 0, count: found.mentions } : undefined
}

const directMark = (user: string): Mark | undefined => {
  const found = unread.value.find((one) => one.kind === 'dm' && one.with?.[0] === user)
  return found ? { unread: found.unread > 0, count: Math.max(found.unread, found.mentions) } : undefined
}

function samePlace(a: Route | undefined, b: Route): boolean {
  if (a?.kind === 'channel' && b.kind === 'channel') return a.id === b.id
  if (a?.kind === 'dm' && b.kind === 'dm') return a.user === b.user
  return a?.kind === 'app' && b.kind === 'app' && a.app === b.app
}

interface GroupProps {
  readonly title: string
  readonly children: ComponentChildren
  readonly action?: ComponentChildren
}

const Group = ({ title, children, action }: GroupProps) => (
  <section class="sidebar-group" aria-label={title}>
    <div class="sidebar-title">
      <h2>{title}</h2>
      {action}
    </div>
    <ul>{children}</ul>
  </section>
)

interface RowProps {
  readonly to: Route
  readonly name: string
  readonly mark: Mark | undefined
  readonly children: ComponentChildren
}

function Row({ to, name, mark, children }: RowProps) {
  const here = samePlace(route.value, to)
  const words = mark?.count ? `, ${mark.count} unread` : mark?.unread ? ', unread' : ''
  return (
    <li>
      <button
        type="button"
        class={`sidebar-row ${here ? 'here' : ''} ${mark?.unread ? 'unread' : ''}`}
        aria-current={here ? 'page' : undefined}
        aria-label={`${name}${words}`}
        onClick={() => go(to)}
      >
        {children}
        {mark?.count ? <span class="count">{mark.count}</span> : null}
      </button>
    </li>
  )
}

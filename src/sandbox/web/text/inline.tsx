import { Fragment } from 'preact'
import type { ComponentChildren, JSX } from 'preact'
import { worldMinute } from '../data/clock.ts'
import { emojiOf } from '../data/emoji.ts'
import { go } from '../data/go.ts'
import { mentionName, personName } from '../data/people.ts'
import { actorId, appOf, channelOf, workspace, zone } from '../data/store.ts'
import { formatDateTokens, fullTime } from './dates.ts'
import type { Inline } from './mrkdwn.ts'

/** An emoji by its shortcode; an unknown name stays readable as it was typed. */
export function Emoji({ name }: { readonly name: string }) {
  const found = emojiOf(name)
  if (!found) return <span>{`:${name}:`}</span>
  return (
    <span class="emoji" role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
      {found}
    </span>
  )
}

/** A link that leaves the page. */
export function OutLink({ url, children }: { readonly url: string; readonly children: ComponentChildren }) {
  if (!/^(?:https?|mailto|tel|slack):/iu.test(url)) return <span>{children}</span>
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

/** `@name`: the acting member's own and group pings stand out. */
export function Mention({ id, label }: { readonly id: string; readonly label?: string }) {
  const name = mentionName(id)
  const known = name !== id || !label
  return <span class={id === actorId.value ? 'mention mention-me' : 'mention'}>@{known ? name : label}</span>
}

/** `#channel`, which opens it. */
export function ChannelMention({ id, label }: { readonly id: string; readonly label?: string }) {
  const channel = channelOf(id)
  if (!channel) return <span class="mention">#{label || id}</span>
  return (
    <button type="button" class="mention mention-link" onClick={() => go({ kind: 'channel', id })}>
      #{channel.name}
    </button>
  )
}

/** A user group by its handle. */
export function GroupMention({ id, label }: { readonly id: string; readonly label?: string }) {
  const group = workspace.value?.usergroups?.find((one) => one.id === id)
  const mine = group?.users.includes(actorId.value)
  return (
    <span class={mine ? 'mention mention-me' : 'mention'}>@{group?.handle ?? (label?.replace(/^@/u, '') || id)}</span>
  )
}

interface DateProps {
  readonly unix: number
  readonly format: string
  readonly link: string
  readonly fallback: string
}

/** An instant in the acting member's zone. */
export function DateText({ unix, format, link, fallback }: DateProps) {
  if (!Number.isFinite(unix)) return <span>{fallback}</span>
  const text = formatDateTokens(format, unix, { zone: zone.value, now: worldMinute.value })
  const time = (
    <time dateTime={new Date(unix * 1000).toISOString()} title={fullTime(unix * 1000, zone.value)}>
      {text}
    </time>
  )
  return link ? <OutLink url={link}>{time}</OutLink> : time
}

/** Draws runs of mrkdwn. */
export function Inlines({ nodes }: { readonly nodes: readonly Inline[] }) {
  return <>{nodes.map((node, index) => drawInline(node, index))}</>
}

function drawInline(node: Inline, key: number): JSX.Element {
  switch (node.t) {
    case 'text':
      return <Fragment key={key}>{node.s}</Fragment>
    case 'code':
      return <code key={key}>{node.s}</code>
    case 'bold':
    case 'italic':
    case 'strike':
      return <Styled key={key} node={node} />
    case 'link':
      return (
        <OutLink key={key} url={node.url}>
          {node.label}
        </OutLink>
      )
    case 'break':
      return <br key={key} />
    case 'emoji':
      return <Emoji key={key} name={node.name} />
    case 'date':
      return <DateText key={key} unix={node.unix} format={node.format} link={node.link} fallback={node.fallback} />
    default:
      return <Mentioned key={key} node={node} />
  }
}

function Styled({ node }: { readonly node: Inline & { readonly t: 'bold' | 'italic' | 'strike' } }) {
  const inner = <Inlines nodes={node.c} />
  if (node.t === 'bold') return <strong>{inner}</strong>
  return node.t === 'italic' ? <em>{inner}</em> : <s>{inner}</s>
}

function Mentioned({ node }: { readonly node: Inline & { readonly t: 'user' | 'channel' | 'group' | 'ping' } }) {
  if (node.t === 'ping') return <span class="mention mention-me">@{node.who}</span>
  if (node.t === 'group') return <GroupMention id={node.id} label={node.label} />
  if (node.t === 'channel') return <ChannelMention id={node.id} label={node.label} />
  return appOf(node.id) ? (
    <span class="mention">@{personName(node.id)}</span>
  ) : (
    <Mention id={node.id} label={node.label} />
  )
}

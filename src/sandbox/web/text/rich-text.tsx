import type { SlackObject } from '../../protocol.ts'
import { ChannelMention, DateText, Emoji, GroupMention, Mention, OutLink } from './inline.tsx'

/** The fields of rich text that are drawn; each kind of run uses some of them. */
interface Run extends SlackObject {
  readonly type: string
  readonly text?: string
  readonly url?: string
  readonly name?: string
  readonly skin_tone?: number
  readonly user_id?: string
  readonly channel_id?: string
  readonly usergroup_id?: string
  readonly range?: string
  readonly value?: string
  readonly timestamp?: number
  readonly format?: string
  readonly fallback?: string
  readonly style?:
    | string
    | {
        readonly bold?: boolean
        readonly italic?: boolean
        readonly strike?: boolean
        readonly code?: boolean
        readonly underline?: boolean
      }
  readonly elements?: readonly Run[]
  readonly indent?: number
  readonly offset?: number
  readonly border?: number
}

/** A rich_text block or value. */
export function RichText({ value }: { readonly value: SlackObject | undefined }) {
  // The server lets through only rich text of Slack's form.
  const root = value as Run | undefined
  if (!root) return null
  const parts = root.type === 'rich_text' ? (root.elements ?? []) : [root]
  return (
    <>
      {parts.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </>
  )
}

function Part({ part }: { readonly part: Run }) {
  switch (part.type) {
    case 'rich_text_list':
      return <List part={part} />
    case 'rich_text_preformatted':
      return <pre>{(part.elements ?? []).map((run) => run.text ?? run.url ?? '').join('')}</pre>
    case 'rich_text_quote':
      return (
        <blockquote>
          <Runs runs={part.elements} />
        </blockquote>
      )
    case 'rich_text_section':
      return (
        <div class="lines">
          <Runs runs={part.elements} />
        </div>
      )
    default:
      return <RunView run={part} />
  }
}

function List({ part }: { readonly part: Run }) {
  const items = (part.elements ?? []).map((item, index) => (
    <li key={index}>
      <Runs runs={item.elements} />
    </li>
  ))
  const style = { marginInlineStart: `${(part.indent ?? 0) * 1.4}em` }
  if (part.style !== 'ordered') return <ul style={style}>{items}</ul>
  return (
    <ol style={style} start={(part.offset ?? 0) + 1} type={(['1', 'a', 'i'] as const)[(part.indent ?? 0) % 3] ?? '1'}>
      {items}
    </ol>
  )
}

function Runs({ runs }: { readonly runs: readonly Run[] | undefined }) {
  return (
    <>
      {(runs ?? []).map((run, index) => (
        <RunView key={index} run={run} />
      ))}
    </>
  )
}

function RunView({ run }: { readonly run: Run }) {
  const style = typeof run.style === 'object' ? run.style : {}
  let out = <RunCore run={run} />
  if (style.code) out = <code>{out}</code>
  if (style.bold) out = <strong>{out}</strong>
  if (style.italic) out = <em>{out}</em>
  if (style.strike) out = <s>{out}</s>
  if (style.underline) out = <u>{out}</u>
  return out
}

function RunCore({ run }: { readonly run: Run }) {
  switch (run.type) {
    case 'link':
      return <OutLink url={run.url ?? ''}>{run.text || run.url}</OutLink>
    case 'emoji':
      return <Emoji name={run.skin_tone ? `${run.name ?? ''}::skin-tone-${run.skin_tone}` : (run.name ?? '')} />
    case 'user':
    case 'channel':
    case 'usergroup':
    case 'broadcast':
      return <MentionRun run={run} />
    case 'date':
      return (
        <DateText
          unix={run.timestamp ?? Number.NaN}
          format={run.format ?? '{date}'}
          link={run.url ?? ''}
          fallback={run.fallback ?? ''}
        />
      )
    case 'color':
      return <Swatch value={run.value ?? ''} />
    default:
      return <span class="plain">{run.text ?? ''}</span>
  }
}

function MentionRun({ run }: { readonly run: Run }) {
  if (run.type === 'user') return <Mention id={run.user_id ?? ''} />
  if (run.type === 'channel') return <ChannelMention id={run.channel_id ?? ''} />
  if (run.type === 'usergroup') return <GroupMention id={run.usergroup_id ?? ''} />
  return <span class="mention mention-me">@{run.range}</span>
}

function Swatch({ value }: { readonly value: string }) {
  return (
    <span class="plain">
      {value}{' '}
      <span
        class="swatch"
        style={{ background: /^#[0-9a-f]{3,8}$/iu.test(value) ? value : 'none' }}
        aria-hidden="true"
      />
    </span>
  )
}

import type { Block, SlackObject } from '../../protocol.ts'
import { Picture } from '../elements/picture.tsx'
import { MrkdwnText } from '../text/mrkdwn-text.tsx'
import { OutLink } from '../text/inline.tsx'
import { PlainText } from '../text/text-view.tsx'
import { BlockList } from './block.tsx'

/** The fields of an attachment (Slack's older way to add to a message, and how links unfold) that are drawn. */
interface Attachment extends SlackObject {
  readonly color?: string
  readonly blocks?: readonly Block[]
  readonly pretext?: string
  readonly author_name?: string
  readonly title?: string
  readonly title_link?: string
  readonly text?: string
  readonly fallback?: string
  readonly fields?: readonly { readonly title?: string; readonly value?: string }[]
  readonly image_url?: string
  readonly footer?: string
}

/** What hangs below a message, each with its coloured edge. */
export function Attachments({ list }: { readonly list: readonly SlackObject[] }) {
  return (
    <>
      {list.map((one, index) => (
        // Slack's form, checked by the server.
        <AttachmentView key={index} one={one as Attachment} />
      ))}
    </>
  )
}

const NAMED: Readonly<Record<string, string>> = { good: '#2eb67d', warning: '#daa038', danger: '#e01e5a' }

const edgeColor = (color: string | undefined): string | undefined =>
  color && /^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/iu.test(color) ? `#${color.replace('#', '')}` : NAMED[color ?? '']

function AttachmentView({ one }: { readonly one: Attachment }) {
  const edge = edgeColor(one.color)
  return (
    <>
      {one.pretext ? (
        <div class="text">
          <MrkdwnText text={one.pretext} />
        </div>
      ) : null}
      <div class="attachment" style={edge ? { borderInlineStartColor: edge } : undefined}>
        {one.blocks ? <BlockList blocks={one.blocks} /> : <Classic one={one} />}
      </div>
    </>
  )
}

function Classic({ one }: { readonly one: Attachment }) {
  const empty = !one.text && !one.title && !one.fields && !one.image_url
  return (
    <>
      {one.author_name ? <div class="muted small">{one.author_name}</div> : null}
      {one.title ? (
        <div class="card-title">
          {one.title_link ? <OutLink url={one.title_link}>{one.title}</OutLink> : <PlainText text={one.title} />}
        </div>
      ) : null}
      {one.text || empty ? (
        <div class="text">
          <MrkdwnText text={one.text ?? one.fallback ?? ''} />
        </div>
      ) : null}
      {one.fields ? (
        <div class="fields">
          {one.fields.map((field, index) => (
            <div key={index} class="text">
              <strong>{field.title}</strong>
              <br />
              <MrkdwnText text={field.value ?? ''} />
            </div>
          ))}
        </div>
      ) : null}
      {one.image_url ? <Picture picture={{ image_url: one.image_url, alt_text: one.fallback ?? '' }} /> : null}
      {one.footer ? <div class="muted small">{one.footer}</div> : null}
    </>
  )
}

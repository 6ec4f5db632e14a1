import { useSurface } from '../data/surface.ts'
import { Element } from '../elements/element.tsx'
import { Picture } from '../elements/picture.tsx'
import { plainOf, TextView } from '../text/text-view.tsx'
import { Markdown } from '../text/markdown.tsx'
import { RichText } from '../text/rich-text.tsx'
import { Icon } from '../parts/icon.tsx'
import { textIn } from './types.ts'
import type { BlockProps } from './types.ts'

export function Section({ block }: BlockProps) {
  const text = textIn(block, 'text')
  return (
    <div class="section">
      <div class="section-main">
        {text ? (
          <div class="text">
            <TextView text={text} />
          </div>
        ) : null}
        {block.fields && block.fields.length > 0 ? (
          <div class="fields">
            {block.fields.map((field, index) => (
              <div key={index} class="text">
                <TextView text={field} />
              </div>
            ))}
          </div>
        ) : null}
      </div>
      {block.accessory ? (
        <div class="accessory">
          <Element element={block.accessory} />
        </div>
      ) : null}
    </div>
  )
}

/** A heading below that of its surface: the conversation's and Home's is the first, a modal's the second. */
export function Header({ block }: BlockProps) {
  const level = useSurface().in === 'modal' ? 3 : 2
  return (
    <p class="block-header" role="heading" aria-level={level}>
      <TextView text={textIn(block, 'text')} />
    </p>
  )
}

export const Divider = () => <hr />

export const Actions = ({ block }: BlockProps) => (
  <div class="actions">
    {block.elements?.map((element, index) => (
      <Element key={element.action_id ?? index} element={element} />
    ))}
  </div>
)

export const Context = ({ block }: BlockProps) => (
  <div class="context">
    {block.elements?.map((element, index) => (
      <Element key={index} element={element} />
    ))}
  </div>
)

export const ImageBlock = ({ block }: BlockProps) => (
  <figure class="image-block">
    {textIn(block, 'title') ? <figcaption>{plainOf(textIn(block, 'title'))}</figcaption> : null}
    <Picture picture={block} />
  </figure>
)

export const MarkdownBlock = ({ block }: BlockProps) => <Markdown text={textIn(block, 'text')?.text ?? ''} />

export const RichTextBlock = ({ block }: BlockProps) => (
  <div class="text">
    <RichText value={block} />
  </div>
)

const ALERTS = { info: 'info', success: 'check', warning: 'alert', error: 'alert' } as const

/** A boxed remark at the top of a modal; the level is said in words too, not by colour alone. */
export function Alert({ block }: BlockProps) {
  const level = block.level === 'success' || block.level === 'warning' || block.level === 'error' ? block.level : 'info'
  return (
    <div class={`alert alert-${level}`} role="note">
      <Icon name={ALERTS[level]} size={18} />
      <div>
        <span class="visually-hidden">{`${level}: `}</span>
        <TextView text={textIn(block, 'text')} />
      </div>
    </div>
  )
}

/** A file of another service, known by its name for it. */
export const FileBlock = ({ block }: BlockProps) => (
  <div class="file-row">
    <Icon name="file" />
    <span>
      {block.file?.title ?? block.file?.name ?? block.external_id ?? 'File'}
      <small class="muted">remote file</small>
    </span>
  </div>
)

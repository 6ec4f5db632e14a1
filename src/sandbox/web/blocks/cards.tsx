import { useId, useState } from 'preact/hooks'
import { Element } from '../elements/element.tsx'
import { Picture } from '../elements/picture.tsx'
import { isLocal } from '../data/files.ts'
import { Icon } from '../parts/icon.tsx'
import { OutLink } from '../text/inline.tsx'
import { PlainText, TextView } from '../text/text-view.tsx'
import { Nested } from './nested.tsx'
import { textIn } from './types.ts'
import type { BlockProps } from './types.ts'

/** A card: picture, titles, body and up to three actions. */
export function Card({ block }: BlockProps) {
  return (
    <div class="card" role="group">
      {block.hero_image ? <Picture picture={block.hero_image} class="card-hero" /> : null}
      <div class="card-body">
        <div class="card-head">
          {block.icon ? <Picture picture={block.icon} class="thumb" /> : block.slack_icon ? <Icon name="bolt" /> : null}
          <div>
            {textIn(block, 'title') ? (
              <div class="card-title">
                <TextView text={textIn(block, 'title')} />
              </div>
            ) : null}
            {block.subtitle ? (
              <div class="muted">
                <TextView text={block.subtitle} />
              </div>
            ) : null}
          </div>
        </div>
        {block.body ? (
          <div class="text">
            <TextView text={block.body} />
          </div>
        ) : null}
        {block.subtext ? (
          <div class="muted small">
            <TextView text={block.subtext} />
          </div>
        ) : null}
        {block.actions && block.actions.length > 0 ? (
          <div class="actions">
            {block.actions.map((element, index) => (
              <Element key={element.action_id ?? index} element={element} />
            ))}
          </div>
        ) : null}
      </div>
    </div>
  )
}

/** Cards side by side, to be scrolled. */
export const Carousel = ({ block }: BlockProps) => (
  <div class="carousel" tabIndex={0} role="group" aria-label={`${block.elements?.length ?? 0} cards`}>
    <Nested blocks={block.elements ?? []} />
  </div>
)

/** Blocks in a frame with a title, which may fold away. */
export function Container({ block }: BlockProps) {
  const id = useId()
  const [open, setOpen] = useState(!(block.is_collapsible && block.default_collapsed))
  const titles = (
    <>
      <strong>
        <TextView text={textIn(block, 'title')} />
      </strong>
      {block.subtitle ? (
        <span class="muted">
          <TextView text={block.subtitle} />
        </span>
      ) : null}
    </>
  )
  return (
    <section
      class={`container ${block.width === 'full' ? 'container-full' : ''} ${block.has_header_divider && open ? 'container-line' : ''}`}
    >
      {block.is_collapsible ? (
        <button
          type="button"
          class="container-head"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'down' : 'right'} size={16} />
          <span class="container-titles">{titles}</span>
        </button>
      ) : (
        <div class="container-head">
          <span class="container-titles">{titles}</span>
        </div>
      )}
      <div id={id} class="container-body" hidden={!open}>
        <Nested blocks={block.child_blocks ?? []} />
      </div>
    </section>
  )
}

/** A film: its picture and words; it is played where it is kept. */
export function Video({ block }: BlockProps) {
  const by = [block.author_name, block.provider_name].filter(Boolean).join(' · ')
  const thumbnail = block.thumbnail_url ?? ''
  return (
    <div class="video">
      <div class="card-title">
        <OutLink url={block.title_url ?? block.video_url ?? ''}>
          <TextView text={textIn(block, 'title')} />
        </OutLink>
      </div>
      {by ? <div class="muted small">{by}</div> : null}
      {block.description ? (
        <div class="text">
          <TextView text={block.description} />
        </div>
      ) : null}
      <div class="video-frame">
        {isLocal(thumbnail) ? (
          <Picture picture={{ image_url: thumbnail, alt_text: block.alt_text ?? '' }} />
        ) : (
          <PlainText text={block.alt_text ?? ''} />
        )}
        <OutLink url={block.video_url ?? ''}>
          <span class="play">
            <Icon name="play" size={18} /> Watch
          </span>
        </OutLink>
      </div>
    </div>
  )
}

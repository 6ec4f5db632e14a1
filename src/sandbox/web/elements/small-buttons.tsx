import { useState } from 'preact/hooks'
import { actorId } from '../data/store.ts'
import { Icon } from '../parts/icon.tsx'
import { plainOf } from '../text/text-view.tsx'
import { usePress } from './button.tsx'
import type { ElementObject, FeedbackButton } from './types.ts'

/** A quiet button with a picture, under an answer; it may be for certain members only. */
export function IconButton({ element }: { readonly element: ElementObject }) {
  const { busy, press } = usePress(element)
  const only = element.visible_to_user_ids
  if (only && only.length > 0 && !only.includes(actorId.value)) return null
  const label = element.accessibility_label ?? plainOf(element.text)
  return (
    <button
      type="button"
      class="button button-quiet"
      aria-label={label}
      title={label}
      aria-busy={busy}
      onClick={() => void press()}
    >
      <Icon name="trash" size={16} />
      <span>{plainOf(element.text)}</span>
    </button>
  )
}

/** Thumbs up and down; the one that was pressed stays marked. */
export function FeedbackButtons({ element }: { readonly element: ElementObject }) {
  const { press } = usePress(element)
  const [chosen, setChosen] = useState<string>()
  const one = (button: FeedbackButton | undefined, tone: 'good' | 'bad') =>
    button ? (
      <button
        type="button"
        class={`button button-quiet feedback-${tone}`}
        aria-pressed={chosen === button.value}
        aria-label={button.accessibility_label ?? plainOf(button.text)}
        onClick={() => {
          setChosen(button.value)
          void press(button.value)
        }}
      >
        <Icon name="thumb" size={16} />
        <span>{plainOf(button.text)}</span>
      </button>
    ) : null
  return (
    <span class="row" role="group" aria-label="Feedback">
      {one(element.positive_button, 'good')}
      {one(element.negative_button, 'bad')}
    </span>
  )
}

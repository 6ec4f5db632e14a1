import { useState } from 'preact/hooks'
import { act } from '../data/act.ts'
import { typingSent } from '../data/fields.ts'
import { targetOf, useBlock, useSurface } from '../data/surface.ts'
import { confirmed } from '../parts/confirm.tsx'
import { plainOf } from '../text/text-view.tsx'
import type { ElementObject } from './types.ts'

/** Presses an element: asks first where it wants so, and waits until what was typed before is with the server. */
export function usePress(element: ElementObject): {
  readonly busy: boolean
  readonly press: (value?: string) => Promise<void>
} {
  const [busy, setBusy] = useState(false)
  const at = useSurface()
  const { blockId } = useBlock()
  const press = async (value?: string): Promise<void> => {
    if (busy || !(await confirmed(element.confirm))) return
    setBusy(true)
    await typingSent()
    const target = targetOf(at, blockId, element.action_id ?? '')
    await act({
      do: 'click',
      ...target,
      ...(value === undefined ? {} : { value }),
      ...(element.confirm ? { confirm: true } : {}),
    })
    setBusy(false)
  }
  return { busy, press }
}

/** A button; one with an address opens it too. */
export function Button({ element }: { readonly element: ElementObject }) {
  const { busy, press } = usePress(element)
  const tone = element.style ? `button-${element.style}` : ''
  const label = element.accessibility_label
  const face = plainOf(element.text)
  if (element.url && /^(?:https?|mailto|slack):/iu.test(element.url)) {
    return (
      <a
        class={`button ${tone}`}
        href={element.url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={label}
        onClick={() => void press()}
      >
        {face}
      </a>
    )
  }
  return (
    <button type="button" class={`button ${tone}`} aria-label={label} aria-busy={busy} onClick={() => void press()}>
      {face}
    </button>
  )
}

import { useId } from 'preact/hooks'
import { Element } from '../elements/element.tsx'
import { BlockContext, useSurface } from '../data/surface.ts'
import { plainOf } from '../text/text-view.tsx'
import type { BlockProps } from './types.ts'

/** A labelled input with its hint and, after a refused submission, its error. */
export function InputBlock({ block }: BlockProps) {
  const id = useId()
  const { view } = useSurface()
  const blockId = block.block_id ?? ''
  const error = view?.block_errors?.[blockId]
  const hint = plainOf(block.hint)
  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  const scope = {
    blockId,
    input: true,
    dispatch: block.dispatch_action ?? false,
    labelId: `${id}-label`,
    ...(described ? { describedBy: described } : {}),
    invalid: Boolean(error),
    required: !block.optional,
  }
  return (
    <div class={`input-block ${error ? 'has-error' : ''}`} data-block={blockId}>
      <div class="input-label" id={`${id}-label`}>
        {plainOf(block.label)}
        {block.optional ? <span class="muted"> (optional)</span> : null}
      </div>
      {block.element ? (
        <BlockContext.Provider value={scope}>
          <Element element={block.element} />
        </BlockContext.Provider>
      ) : null}
      {error ? (
        <p class="input-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {hint ? (
        <p class="input-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}

import { useRef } from 'preact/hooks'
import { asText, useField } from '../data/fields.ts'
import { useBlock } from '../data/surface.ts'
import { FormatBar } from '../parts/format-bar.tsx'
import { richOfTyped } from '../text/rich-marks.ts'
import { plainOf } from '../text/text-view.tsx'
import type { ElementObject } from './types.ts'

/** Formatted text, written with marks as in a message. */
export function RichTextInput({ element }: { readonly element: ElementObject }) {
  const field = useField(element)
  const block = useBlock()
  const box = useRef<HTMLTextAreaElement>(null)
  const value = asText(field.value)
  const sent = useRef(value)
  const give = (text: string): void => {
    if (text === sent.current) return
    sent.current = text
    void field.commit(text === '' ? null : text, text === '' ? {} : { rich: richOfTyped(text) })
  }
  return (
    <div class="rich-input">
      <FormatBar box={box} onText={field.set} />
      <textarea
        ref={box}
        class="field"
        rows={4}
        value={value}
        placeholder={plainOf(element.placeholder)}
        aria-labelledby={block.labelId}
        aria-label={block.labelId ? undefined : 'Formatted text'}
        aria-describedby={block.describedBy}
        aria-invalid={block.invalid ?? false}
        aria-required={block.required ?? false}
        onInput={(event) => field.set(event.currentTarget.value)}
        onBlur={(event) => give(event.currentTarget.value)}
      />
    </div>
  )
}

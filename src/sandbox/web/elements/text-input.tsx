import { useEffect, useRef } from 'preact/hooks'
import { asText, useField } from '../data/fields.ts'
import { useBlock } from '../data/surface.ts'
import { plainOf } from '../text/text-view.tsx'
import type { ElementObject } from './types.ts'

/** Only the keyboard of a phone differs: what was typed wrong must reach the server, which says so. */
const KEYBOARDS: Readonly<Record<string, 'text' | 'email' | 'url' | 'decimal'>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
}

/** One line or several of plain text, an address, a number. What it must be is judged when the modal is submitted. */
export function TextInput({ element }: { readonly element: ElementObject }) {
  const field = useField(element)
  const block = useBlock()
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEffect(() => {
    if (element.focus_on_load) box.current?.focus()
  }, [])
  const value = asText(field.value)
  const sent = useRef(value)
  const each = element.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered') ?? false
  const give = (text: string): void => {
    if (text === sent.current) return
    sent.current = text
    void field.commit(text === '' ? null : text)
  }
  const common = {
    ref: box,
    class: 'field',
    value,
    placeholder: plainOf(element.placeholder),
    'aria-labelledby': block.labelId,
    'aria-label': block.labelId ? undefined : plainOf(element.placeholder) || 'Text',
    'aria-describedby': block.describedBy,
    'aria-invalid': block.invalid ?? false,
    'aria-required': block.required ?? false,
    ...(element.max_length === undefined ? {} : { maxLength: element.max_length }),
    onInput: (event: { currentTarget: { value: string } }) => {
      field.set(event.currentTarget.value)
      if (each && block.dispatch) give(event.currentTarget.value)
    },
    onBlur: (event: { currentTarget: { value: string } }) => {
      // Leaving the field is not pressing Enter: with dispatch_action only Enter or each letter tells the app.
      if (!block.dispatch) give(event.currentTarget.value)
    },
  }
  if (element.multiline) return <textarea {...common} rows={4} />
  return (
    <input
      {...common}
      type="text"
      inputMode={KEYBOARDS[element.type] ?? 'text'}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !block.dispatch) return
        event.preventDefault()
        give(event.currentTarget.value)
      }}
    />
  )
}

import { useRef } from 'preact/hooks'
import type { InputValue } from '../../protocol.ts'
import { parseWall, isoDate, isoTime } from '../data/zone.ts'
import { asText, useField } from '../data/fields.ts'
import { zone } from '../data/store.ts'
import { useBlock } from '../data/surface.ts'
import { confirmed } from '../parts/confirm.tsx'
import { plainOf } from '../text/text-view.tsx'
import type { ElementObject } from './types.ts'

interface Props {
  readonly element: ElementObject
  readonly type: 'date' | 'time' | 'datetime-local'
  readonly shown: string
  readonly read: (text: string) => InputValue
  readonly onValue: (value: InputValue) => void
  readonly note?: string | undefined
}

/**
 * The browser's own picker. Typed digits are each a valid date for a moment (the year 0002), so typing counts when the
 * field is left or Enter is pressed; a choice with the pointer counts at once.
 */
function Native({ element, type, shown, read, onValue, note }: Props) {
  const block = useBlock()
  const keyed = useRef(false)
  const name = plainOf(element.placeholder) || { date: 'Date', time: 'Time', 'datetime-local': 'Date and time' }[type]
  const done = (text: string): void => {
    keyed.current = false
    if (text !== shown) onValue(read(text))
  }
  return (
    <span class="native-picker">
      <input
        type={type}
        class="field"
        value={shown}
        aria-label={block.labelId ? undefined : name}
        aria-labelledby={block.labelId}
        aria-describedby={block.describedBy}
        aria-invalid={block.invalid ?? false}
        aria-required={block.required ?? false}
        onKeyDown={(event) => {
          if (event.key === 'Enter') done(event.currentTarget.value)
          else if (event.key !== 'Tab') keyed.current = true
        }}
        onChange={(event) => {
          if (!keyed.current) done(event.currentTarget.value)
        }}
        onBlur={(event) => done(event.currentTarget.value)}
      />
      {note ? <small class="muted">{note}</small> : null}
    </span>
  )
}

export function DatePicker({ element }: { readonly element: ElementObject }) {
  const { shown, give } = usePicked(element)
  return <Native element={element} type="date" shown={shown} read={(text) => text || null} onValue={give} />
}

export function TimePicker({ element }: { readonly element: ElementObject }) {
  const { shown, give } = usePicked(element)
  return (
    <Native
      element={element}
      type="time"
      shown={shown}
      read={(text) => text || null}
      onValue={give}
      note={element.timezone}
    />
  )
}

/** An instant, shown and chosen on the acting member's wall clock. */
export function DateTimePicker({ element }: { readonly element: ElementObject }) {
  const { shown, give } = usePicked(element)
  const ms = instant(shown)
  const local = Number.isNaN(ms) ? '' : `${isoDate(ms, zone.value)}T${isoTime(ms, zone.value)}`
  const read = (text: string): InputValue => {
    const [date = '', time = ''] = text.split('T')
    const at = parseWall(date, time, zone.value)
    return Number.isNaN(at) ? null : new Date(at).toISOString()
  }
  return <Native element={element} type="datetime-local" shown={local} read={read} onValue={give} note={zone.value} />
}

/** Slack's state holds seconds, what was picked here is ISO 8601. */
function instant(text: string): number {
  if (text === '') return Number.NaN
  return /^\d+$/u.test(text) ? Number(text) * 1000 : Date.parse(text)
}

function usePicked(element: ElementObject) {
  const field = useField(element)
  const give = (value: InputValue): void => {
    void confirmed(element.confirm).then((yes) => (yes ? field.commit(value) : undefined))
  }
  return { shown: asText(field.value), give }
}

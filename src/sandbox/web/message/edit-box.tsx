import { signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Message } from '../../protocol.ts'
import { act } from '../data/act.ts'
import { typedText } from '../text/typed.ts'

/** The `ts` of the message that is being edited. */
export const editing = signal<string | undefined>(undefined)

/** The text of one's own message, to be changed in place. Enter saves, Escape leaves it as it was. */
export function EditBox({ message, channel }: { readonly message: Message; readonly channel: string }) {
  const [text, setText] = useState(() => typedText(message.text))
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const area = box.current
    area?.focus()
    area?.setSelectionRange(area.value.length, area.value.length)
  }, [])
  const save = async (): Promise<void> => {
    if (text.trim() === '') return
    if (await act({ do: 'edit', channel, ts: message.ts, text }, 0)) editing.value = undefined
  }
  return (
    <div class="edit-box">
      <textarea
        ref={box}
        class="field"
        aria-label="Edit message"
        value={text}
        rows={Math.min(8, text.split('\n').length)}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') editing.value = undefined
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          void save()
        }}
      />
      <div class="row">
        <button type="button" class="button button-small" onClick={() => (editing.value = undefined)}>
          Cancel
        </button>
        <button type="button" class="button button-small button-primary" onClick={() => void save()}>
          Save
        </button>
      </div>
    </div>
  )
}

import { useState } from 'preact/hooks'
import type { Member } from '../../protocol.ts'
import { act } from '../data/act.ts'
import { Dialog } from '../parts/dialog.tsx'

/** What the others see beside one's name: an emoji and a few words, or nothing. */
export function StatusDialog({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const [value, setValue] = useState([member.status_emoji, member.status_text].filter(Boolean).join(' '))
  const save = (text: string): void => {
    onClose()
    void act({ do: 'status', value: text }, 0)
  }
  return (
    <Dialog
      title="Set a status"
      class="confirm"
      onClose={onClose}
      footer={
        <>
          <button type="button" class="button" onClick={() => save('')}>
            Clear
          </button>
          <button type="button" class="button button-primary" onClick={() => save(value)}>
            Save
          </button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save(value)
        }}
      >
        <label>
          <span class="input-label">Status</span>
          <input
            class="field"
            type="text"
            value={value}
            placeholder=":palm_tree: On holiday"
            onInput={(event) => setValue(event.currentTarget.value)}
          />
        </label>
        <p class="input-hint">An emoji’s name first, then what you are doing.</p>
      </form>
    </Dialog>
  )
}

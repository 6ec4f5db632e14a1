import type { RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { act } from '../data/act.ts'
import { emojiOf } from '../data/emoji.ts'
import { teamApps } from '../data/store.ts'
import { EmojiPicker } from '../parts/emoji-picker.tsx'
import { FormatBar } from '../parts/format-bar.tsx'
import { Icon } from '../parts/icon.tsx'
import { MenuButton } from '../parts/menu.tsx'
import type { MenuGroup } from '../parts/menu.tsx'
import type { DraftState } from './use-draft.ts'

interface Props {
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly draft: DraftState
  readonly channel: string
  readonly inThread: boolean
}

/** Shortcuts of the apps, files, emoji and formatting, below what one writes. */
export function ComposerTools({ box, draft, channel, inThread }: Props) {
  const picker = useRef<HTMLInputElement>(null)
  const groups = plusMenu(channel, inThread, () => picker.current?.click())
  return (
    <div class="composer-tools">
      <MenuButton label="Shortcuts and files" class="icon-button" prefer="above" groups={groups}>
        <Icon name="plus" size={18} />
      </MenuButton>
      <EmojiButton box={box} draft={draft} />
      <FormatBar box={box} onText={draft.set} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          const input = event.currentTarget
          draft.setFiles([...draft.files, ...(input.files ?? [])])
          input.value = ''
        }}
      />
      <AttachedFiles draft={draft} />
    </div>
  )
}

function EmojiButton({ box, draft }: { readonly box: Props['box']; readonly draft: DraftState }) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const insert = (name: string): void => {
    const at = box.current?.selectionStart ?? draft.text.length
    draft.set(`${draft.text.slice(0, at)}${emojiOf(name) ?? `:${name}:`}${draft.text.slice(at)}`)
    box.current?.focus()
  }
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="icon-button"
        aria-label="Emoji"
        title="Emoji"
        onClick={() => setOpen(!open)}
      >
        <Icon name="smile" size={18} />
      </button>
      {open ? <EmojiPicker anchor={anchor} onPick={insert} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function AttachedFiles({ draft }: { readonly draft: DraftState }) {
  if (draft.files.length === 0) return null
  return (
    <ul class="chips" aria-label="Attached files">
      {draft.files.map((file) => (
        <li key={file.name} class="chip">
          <Icon name="file" size={14} />
          <span>{file.name}</span>
          <button
            type="button"
            aria-label={`Remove ${file.name}`}
            onClick={() => draft.setFiles(draft.files.filter((one) => one !== file))}
          >
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function plusMenu(channel: string, inThread: boolean, onFile: () => void): readonly MenuGroup[] {
  const shortcuts = teamApps.value.map((app) => ({
    title: app.name,
    items: app.shortcuts
      .filter((one) => one.type === 'global')
      .map((one) => ({
        label: one.name,
        hint: one.description || undefined,
        icon: <Icon name="bolt" size={16} />,
        onChoose: () => void act({ do: 'shortcut', name: one.callback_id, channel }),
      })),
  }))
  const attach = [{ label: 'Attach a file…', icon: <Icon name="clip" size={16} />, onChoose: onFile }]
  return [...(inThread ? [] : shortcuts), { items: attach }]
}

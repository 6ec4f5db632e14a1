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

interface Props {
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly text: string
  readonly onText: (text: string) => void
  readonly files: readonly File[]
  readonly onFiles: (files: readonly File[]) => void
  readonly channel: string
  readonly inThread: boolean
}

/** Shortcuts of the apps, files, emoji and formatting, below what one writes. */
export function ComposerTools({ box, text, onText, files, onFiles, channel, inThread }: Props) {
  const picker = useRef<HTMLInputElement>(null)
  const smile = useRef<HTMLButtonElement>(null)
  const [picking, setPicking] = useState(false)
  const insert = (name: string): void => {
    const at = box.current?.selectionStart ?? text.length
    onText(`${text.slice(0, at)}${emojiOf(name) ?? `:${name}:`}${text.slice(at)}`)
    box.current?.focus()
  }
  return (
    <div class="composer-tools">
      <MenuButton
        label="Shortcuts and files"
        class="icon-button"
        prefer="above"
        groups={plusMenu(channel, inThread, () => picker.current?.click())}
      >
        <Icon name="plus" size={18} />
      </MenuButton>
      <button
        ref={smile}
        type="button"
        class="icon-button"
        aria-label="Emoji"
        title="Emoji"
        onClick={() => setPicking(!picking)}
      >
        <Icon name="smile" size={18} />
      </button>
      <FormatBar box={box} onText={onText} />
      {picking ? <EmojiPicker anchor={smile} onPick={insert} onClose={() => setPicking(false)} /> : null}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          const input = event.currentTarget
          onFiles([...files, ...(input.files ?? [])])
          input.value = ''
        }}
      />
      <ul class="chips" aria-label="Attached files">
        {files.map((file) => (
          <li key={file.name} class="chip">
            <Icon name="file" size={14} />
            <span>{file.name}</span>
            <button
              type="button"
              aria-label={`Remove ${file.name}`}
              onClick={() => onFiles(files.filter((one) => one !== file))}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
      </ul>
    </div>
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

import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { encodeFile } from '../data/files.ts'
import { actorId } from '../data/store.ts'
import { Icon } from '../parts/icon.tsx'
import { draftOf, keepDraft } from './drafts.ts'
import { sendDraft } from './send.ts'
import { usageOf } from './suggest.ts'
import { SuggestList } from './suggest-list.tsx'
import { ComposerTools } from './tools.tsx'
import { useSuggestions } from './use-suggestions.ts'

interface Props {
  readonly channel: string
  readonly thread?: string
  readonly label: string
  readonly onEditLast?: () => void
}

/** Where one writes: Enter sends, Shift+Enter makes a new line; commands, people, channels and emoji are suggested. */
export function Composer({ channel, thread, label, onEditLast }: Props) {
  const key = `${actorId.value}/${channel}/${thread ?? ''}`
  const text = draftOf(key)
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [files, setFiles] = useState<readonly File[]>([])
  const [broadcast, setBroadcast] = useState(false)
  const set = (next: string): void => keepDraft(key, next)
  const suggestions = useSuggestions(box, text, set)
  useGrow(box, text)
  useEffect(() => {
    setProblem(undefined)
    if (matchMedia('(hover: hover)').matches) box.current?.focus()
  }, [key])

  const submit = async (): Promise<void> => {
    if (busy || (text.trim() === '' && files.length === 0)) return
    setBusy(true)
    setProblem(undefined)
    set('')
    const encoded = await Promise.all(files.map(encodeFile))
    const wrong = await sendDraft({ channel, text, thread, broadcast, files: encoded })
    setBusy(false)
    setProblem(wrong)
    // Nothing that was typed is lost: it comes back unless something else was begun meanwhile.
    if (wrong === undefined) setFiles([])
    else if (draftOf(key) === '') set(text)
  }
  const keys = (event: KeyboardEvent): void => {
    if (suggestions.onKey(event)) return
    if (event.key === 'ArrowUp' && text === '') onEditLast?.()
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void submit()
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {suggestions.open ? (
        <SuggestList id={`${id}-list`} list={suggestions.list} active={suggestions.active} onPick={suggestions.pick} />
      ) : null}
      <Problem text={problem} onClose={() => setProblem(undefined)} />
      <Usage text={text} />
      <div class="composer-box">
        <textarea
          ref={box}
          rows={1}
          value={text}
          placeholder={label}
          aria-label={label}
          aria-autocomplete="list"
          aria-controls={suggestions.open ? `${id}-list` : undefined}
          aria-activedescendant={suggestions.open ? `${id}-list-${suggestions.active}` : undefined}
          onInput={(event) => {
            set(event.currentTarget.value)
            suggestions.refresh()
          }}
          onClick={suggestions.refresh}
          onBlur={suggestions.close}
          onKeyDown={keys}
        />
        <ComposerTools
          box={box}
          text={text}
          onText={set}
          files={files}
          onFiles={setFiles}
          channel={channel}
          inThread={thread !== undefined}
        />
        <button
          type="submit"
          class="send"
          aria-label="Send"
          title="Send (Enter)"
          aria-busy={busy}
          disabled={text.trim() === '' && files.length === 0}
        >
          <Icon name="send" size={18} />
        </button>
      </div>
      {thread === undefined ? null : (
        <label class="choice broadcast">
          <input type="checkbox" checked={broadcast} onChange={(event) => setBroadcast(event.currentTarget.checked)} />
          <span>Also send to the conversation</span>
        </label>
      )}
    </form>
  )
}

function Problem({ text, onClose }: { readonly text: string | undefined; readonly onClose: () => void }) {
  return (
    <div role="alert">
      {text ? (
        <div class="composer-problem">
          <Icon name="alert" size={16} />
          <span>{text}</span>
          <button type="button" class="icon-button small" aria-label="Dismiss" onClick={onClose}>
            <Icon name="close" size={14} />
          </button>
        </div>
      ) : null}
    </div>
  )
}

function Usage({ text }: { readonly text: string }) {
  const usage = usageOf(text)
  if (!usage) return null
  return (
    <div class="usage">
      <code>{usage.command}</code> {usage.hint}
    </div>
  )
}

/** The text area is as high as its text, up to a third of the window. */
function useGrow(box: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, innerHeight / 3)}px`
  }, [text])
}

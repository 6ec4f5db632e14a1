import type { RefObject } from 'preact'

const MARKS = [
  { mark: '*', name: 'Bold', face: <strong>B</strong> },
  { mark: '_', name: 'Italic', face: <em>I</em> },
  { mark: '~', name: 'Strikethrough', face: <s>S</s> },
  { mark: '`', name: 'Code', face: <code>{'<>'}</code> },
] as const

interface Props {
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly onText: (text: string) => void
}

/** Puts marks around what is selected in a text area, or takes them away again. */
export function FormatBar({ box, onText }: Props) {
  const apply = (mark: string): void => {
    const area = box.current
    if (!area) return
    const { selectionStart: start, selectionEnd: end, value } = area
    const marked = value.slice(start - 1, start) === mark && value.slice(end, end + 1) === mark && end > start
    const next = marked
      ? value.slice(0, start - 1) + value.slice(start, end) + value.slice(end + 1)
      : value.slice(0, start) + mark + value.slice(start, end) + mark + value.slice(end)
    const shift = marked ? -1 : 1
    onText(next)
    area.focus()
    requestAnimationFrame(() => area.setSelectionRange(start + shift, end + shift))
  }
  return (
    <div class="format-bar" role="toolbar" aria-label="Formatting">
      {MARKS.map(({ mark, name, face }) => (
        <button
          key={mark}
          type="button"
          class="icon-button small"
          aria-label={name}
          title={name}
          onClick={() => apply(mark)}
        >
          {face}
        </button>
      ))}
    </div>
  )
}

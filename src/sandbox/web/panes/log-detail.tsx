import type { LogEntry } from '../../protocol.ts'
import { notify } from '../data/notices.ts'
import { Icon } from '../parts/icon.tsx'

/** One exchange in full. */
export function LogDetail({ entry, onClose }: { readonly entry: LogEntry; readonly onClose: () => void }) {
  return (
    <div class="log-detail" role="region" aria-label={`Details of ${entry.name}`} tabIndex={0}>
      <header>
        <strong>{entry.name}</strong>
        <span class={entry.ok ? 'good' : 'bad'}>
          {entry.status} {entry.error ?? ''}
        </span>
        <button type="button" class="icon-button small" aria-label="Close details" onClick={onClose}>
          <Icon name="close" size={14} />
        </button>
      </header>
      <Body title="Request" value={entry.request} />
      <Body title="Response" value={entry.response} />
    </div>
  )
}

function Body({ title, value }: { readonly title: string; readonly value: unknown }) {
  const text = typeof value === 'string' ? value : (JSON.stringify(unfolded(value), null, 2) ?? '(empty)')
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(
      () => notify(`${title} copied.`),
      () => notify('The browser does not allow copying here.', 'problem'),
    )
  }
  return (
    <section>
      <div class="log-body-head">
        <h3>{title}</h3>
        <button type="button" class="link-button" onClick={copy}>
          Copy
        </button>
      </div>
      <pre>{text}</pre>
    </section>
  )
}

/** Fields that hold JSON as text (`blocks`, `view`, `payload` in a form body) are shown as what they say. */
function unfolded(value: unknown): unknown {
  if (typeof value === 'string') return parsed(value)
  if (Array.isArray(value)) return value.map(unfolded)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, unfolded(held)]))
}

function parsed(text: string): unknown {
  if (!/^[[{]/u.test(text)) return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

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
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '(empty)')
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

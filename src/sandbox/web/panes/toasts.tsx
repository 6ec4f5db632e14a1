import { announcement, dismiss, toasts } from '../data/notices.ts'
import { offline } from '../data/store.ts'
import { Icon } from '../parts/icon.tsx'

/** Short messages in the corner, and what only a screen reader hears. */
export function Toasts() {
  return (
    <>
      <div class="toasts" role="region" aria-label="Notices" aria-live="polite">
        {toasts.value.map((toast) => (
          <div key={toast.id} class={`toast toast-${toast.tone}`}>
            <Icon name={toast.tone === 'problem' ? 'alert' : 'info'} size={18} />
            <span>{toast.text}</span>
            <button type="button" class="icon-button small" aria-label="Dismiss" onClick={() => dismiss(toast.id)}>
              <Icon name="close" size={14} />
            </button>
          </div>
        ))}
        {offline.value ? <div class="toast toast-problem">Connection lost. Trying again…</div> : null}
      </div>
      <div class="visually-hidden" role="status" aria-live="polite">
        {announcement.value}
      </div>
    </>
  )
}

import { Icon } from '../parts/icon.tsx'
import { usageOf } from './suggest.ts'

/** What went wrong with what was sent; a screen reader says it at once. */
export function Problem({ text, onClose }: { readonly text: string | undefined; readonly onClose: () => void }) {
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

/** How a command is used, while its arguments are written. */
export function Usage({ text }: { readonly text: string }) {
  const usage = usageOf(text)
  if (!usage) return null
  return (
    <div class="usage">
      <code>{usage.command}</code> {usage.hint}
    </div>
  )
}

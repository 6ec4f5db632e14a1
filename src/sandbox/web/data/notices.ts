import { signal } from '@preact/signals'

/** A short message in the corner of the page. */
export interface Toast {
  readonly id: number
  readonly tone: 'info' | 'problem'
  readonly text: string
}

export const toasts = signal<readonly Toast[]>([])
/** What a screen reader is told without moving the focus. */
export const announcement = signal('')

let last = 0

/** Shows a toast; problems stay twice as long. */
export function notify(text: string, tone: Toast['tone'] = 'info'): void {
  last += 1
  const id = last
  toasts.value = [...toasts.value.slice(-3), { id, tone, text }]
  setTimeout(() => dismiss(id), tone === 'problem' ? 12_000 : 6000)
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

/** Tells a screen reader. */
export function announce(text: string): void {
  announcement.value = text
}

import { effect, signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'sandbox.theme'

const stored = localStorage.getItem(KEY)

/** Light, dark, or what the system prefers. */
export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system')

/** Puts the theme on the page and remembers it. */
export function followTheme(): void {
  effect(() => {
    const value = theme.value
    if (value === 'system') {
      delete document.documentElement.dataset['theme']
      localStorage.removeItem(KEY)
    } else {
      document.documentElement.dataset['theme'] = value
      localStorage.setItem(KEY, value)
    }
  })
}

/** Whether the page is dark at the moment. */
export const isDark = (): boolean =>
  theme.value === 'dark' || (theme.value === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)

import { signal } from '@preact/signals'

const drafts = signal<Readonly<Record<string, string>>>({})

/** What was written but not sent, by member and conversation or thread. */
export const draftOf = (key: string): string => drafts.value[key] ?? ''

export function keepDraft(key: string, text: string): void {
  const { [key]: _, ...rest } = drafts.peek()
  drafts.value = text === '' ? rest : { ...rest, [key]: text }
}

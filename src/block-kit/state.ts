/** What a person put into a modal's inputs, by block id: the typed text, the chosen value or id, or null. */
export type FormState = Readonly<Record<string, string | null>>

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function chosen(element: Record<string, unknown>): string | null {
  const option = element['selected_option']
  const candidates = [
    element['value'],
    isRecord(option) ? option['value'] : undefined,
    element['selected_user'],
    element['selected_conversation'],
    element['selected_channel'],
    element['selected_date'],
  ]
  const text = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '')
  if (typeof text === 'string') return text
  return typeof element['selected_date_time'] === 'number' ? String(element['selected_date_time']) : null
}

/** Flattens Slack's `view.state.values`; every input block here holds one element, so its block id names it. */
export function readState(values: unknown): FormState {
  if (!isRecord(values)) return {}
  return Object.fromEntries(
    Object.entries(values).map(([blockId, elements]) => {
      const element = isRecord(elements) ? Object.values(elements)[0] : undefined
      return [blockId, isRecord(element) ? chosen(element) : null]
    }),
  )
}

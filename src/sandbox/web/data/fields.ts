import { signal } from '@preact/signals'
import type { InputState, InputValue, InputValues, View } from '../../protocol.ts'
import type { ElementObject } from '../elements/types.ts'
import { act } from './act.ts'
import { surfaceKey, targetOf, useBlock, useSurface } from './surface.ts'
import type { BlockScope, Surface } from './surface.ts'

/** What was typed and chosen on this page, by surface and then by `block_id/action_id`. */
const typed = signal<Readonly<Record<string, InputValues>>>({})

/** Names of those that the server does not have yet, by surface. */
const unsent = new Map<string, Set<string>>()

/** Typing that is still on its way to the server: whatever the app is told next must come after it. */
let pending: Promise<unknown> = Promise.resolve()

/** Resolves once everything that was handed over so far is with the server. */
export const typingSent = (): Promise<unknown> => pending

function note(key: string, name: string, sent: boolean): void {
  const names = unsent.get(key) ?? new Set()
  if (sent) names.delete(name)
  else names.add(name)
  unsent.set(key, names)
}

export interface Field {
  readonly value: InputValue
  /** Keeps a value on the page only, as while typing. */
  readonly set: (value: InputValue) => void
  /** Hands a value over: an input's is stored, an action's goes to the app. `query` found it in an external select. */
  readonly commit: (value: InputValue, query?: string) => Promise<boolean>
}

/** The value of an element and how to change it. */
export function useField(element: ElementObject): Field {
  const at = useSurface()
  const block = useBlock()
  const key = surfaceKey(at)
  const name = `${block.blockId}/${element.action_id ?? ''}`
  const mine = typed.value[key]?.[name]
  const value = mine === undefined ? storedValue(at.view, block.blockId, element) : mine
  const set = (next: InputValue): void => {
    note(key, name, false)
    typed.value = { ...typed.value, [key]: { ...typed.value[key], [name]: next } }
  }
  const commit = (next: InputValue, query?: string): Promise<boolean> => {
    set(next)
    note(key, name, true)
    return handOver(at, block, { element, value: next, query })
  }
  return { value, set, commit }
}

interface Change {
  readonly element: ElementObject
  readonly value: InputValue
  readonly query: string | undefined
}

function handOver(at: Surface, block: BlockScope, change: Change): Promise<boolean> {
  const target = targetOf(at, block.blockId, change.element.action_id ?? '')
  // An external select is chosen by what was searched for, which only a choice can say.
  const typing = block.input && !block.dispatch && change.query === undefined
  const job = (): Promise<boolean> =>
    typing
      ? act(
          {
            do: 'fill',
            ...surfaceOf(at),
            values: { [`${block.blockId}/${change.element.action_id ?? ''}`]: change.value },
          },
          0,
        )
      : act({
          do: 'select',
          ...target,
          value: change.value,
          ...(change.query === undefined ? {} : { query: change.query }),
        })
  const next = pending.then(job)
  pending = next
  return next
}

const surfaceOf = (at: Surface) =>
  at.in === 'message' ? { in: at.in, channel: at.channel ?? '', ts: at.ts ?? '' } : { in: at.in }

/** What was typed on a view's inputs and never left, to go with its submission. */
export function unsentOn(view: View): InputValues {
  const inputs = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id ?? ''))
  const names = [...(unsent.get(view.id) ?? [])].filter((name) => inputs.has(name.slice(0, name.lastIndexOf('/'))))
  const all = typed.peek()[view.id] ?? {}
  return Object.fromEntries(names.map((name) => [name, all[name] ?? null]))
}

/** Forgets what was typed on a surface that is gone. */
export function forget(key: string): void {
  const { [key]: gone, ...rest } = typed.peek()
  unsent.delete(key)
  if (gone) typed.value = rest
}

function storedValue(view: View | undefined, blockId: string, element: ElementObject): InputValue {
  const stored = view?.state.values[blockId]?.[element.action_id ?? '']
  return stored ? stateValue(stored) : initialValue(element)
}

interface Chosen {
  readonly value?: string
  readonly id?: string
}

/** A value as Slack's view state holds it, whatever the element's type. */
export function stateValue(state: InputState): InputValue {
  for (const [field, held] of Object.entries(state)) {
    if (field === 'type' || field === 'label') continue
    if (held === null || held === undefined) continue
    if (field === 'rich_text_value') return richWords(held)
    if (typeof held === 'string' || typeof held === 'number') return held
    if (Array.isArray(held)) return held.map(chosenKey)
    if (typeof held === 'object') return chosenKey(held)
  }
  return null
}

// Options, files and ids are the only things that Slack's state holds in lists.
const chosenKey = (one: unknown): string =>
  typeof one === 'string' ? one : ((one as Chosen).value ?? (one as Chosen).id ?? '')

function initialValue(element: ElementObject): InputValue {
  const options = element.initial_options?.map((option) => option.value)
  const text = element.initial_value
  return (
    element.initial_option?.value ??
    options ??
    element.initial_user ??
    element.initial_users ??
    element.initial_channel ??
    element.initial_channels ??
    element.initial_conversation ??
    element.initial_conversations ??
    element.initial_date ??
    element.initial_time ??
    element.initial_date_time ??
    (text === undefined ? null : richWords(text))
  )
}

/** The bare words of rich text. */
export function richWords(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  if ('elements' in value && Array.isArray(value.elements)) {
    const lines = 'type' in value && (value.type === 'rich_text' || value.type === 'rich_text_list')
    return value.elements.map(richWords).join(lines ? '\n' : '')
  }
  return 'text' in value && typeof value.text === 'string' ? value.text : ''
}

/** A value as a list of texts, for whatever takes several. */
export const asList = (value: InputValue): readonly string[] => {
  if (Array.isArray(value)) return value
  return value === null || value === '' || typeof value === 'boolean' ? [] : [String(value)]
}

/** A value as one text. */
export const asText = (value: InputValue): string => asList(value)[0] ?? ''

import { signal } from '@preact/signals'
import type { InputState, InputValue, InputValues, SlackObject, View } from '../../protocol.ts'
import { typedOfRich } from '../text/rich-marks.ts'
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
  /** Hands a value over: an input's is stored, an action's goes to the app. */
  readonly commit: (value: InputValue, how?: How) => Promise<boolean>
}

/** What goes along with a value: the search that found it in an external select; rich text in place of what was typed. */
interface How {
  readonly query?: string | undefined
  readonly rich?: SlackObject
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
    if (block.input) note(key, name, false)
    typed.value = { ...typed.value, [key]: { ...typed.value[key], [name]: next } }
  }
  const commit = (next: InputValue, how: How = {}): Promise<boolean> => {
    set(next)
    note(key, name, true)
    return handOver(at, block, { element, value: next, ...how })
  }
  return { value, set, commit }
}

interface Change extends How {
  readonly element: ElementObject
  readonly value: InputValue
}

function handOver(at: Surface, block: BlockScope, change: Change): Promise<boolean> {
  const actionId = change.element.action_id ?? ''
  // The server takes rich text as Slack's object too; the type of a value leaves it out, for people type text.
  const value = (change.rich ?? change.value) as InputValue
  // An external select is chosen by what was searched for, which only a choice can say.
  const typing = block.input && !block.dispatch && change.query === undefined
  const job = (): Promise<boolean> => {
    if (typing) return act({ do: 'fill', ...surfaceOf(at), values: { [`${block.blockId}/${actionId}`]: value } }, 0)
    const query = change.query === undefined ? {} : { query: change.query }
    return act({ do: 'select', ...targetOf(at, block.blockId, actionId), value, ...query }, block.input ? 0 : undefined)
  }
  const next = pending.then(job)
  pending = next
  return next
}

const surfaceOf = (at: Surface) =>
  at.in === 'message' ? { in: at.in, channel: at.channel ?? '', ts: at.ts ?? '' } : { in: at.in }

/** What was typed on a view's present inputs and never left, to go with its submission. */
export function unsentOn(view: View): InputValues {
  const all = typed.peek()[view.id] ?? {}
  const names = [...(unsent.get(view.id) ?? [])].filter((name) => {
    const slash = name.lastIndexOf('/')
    return view.state.values[name.slice(0, slash)]?.[name.slice(slash + 1)] !== undefined
  })
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
    if (field === 'rich_text_value') return typedOfRich(held)
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
    (text === undefined ? null : typedOfRich(text))
  )
}

/** A value as a list of texts, for whatever takes several. */
export const asList = (value: InputValue): readonly string[] => {
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (typeof value === 'boolean' || value === null) return []
  return value.map((one) => (typeof one === 'string' ? one : one.name))
}

/** A value as one text. */
export const asText = (value: InputValue): string => asList(value)[0] ?? ''

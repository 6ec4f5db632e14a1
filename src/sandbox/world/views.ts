import type { Block, SlackObject } from '../protocol.ts'
import { inConversation, initialValues } from './view-state.ts'
import { newId, newSecret } from './ids.ts'
import type { InputValuesByBlock, ViewRecord } from './records.ts'
import type { World } from './world.ts'

/** What an app says a view is to be: checked and normalised. */
export interface ViewContent {
  readonly type: 'modal' | 'home'
  readonly blocks: readonly Block[]
  readonly externalId: string
  readonly fields: SlackObject
}

interface Owner {
  readonly teamId: string
  readonly appId: string
  readonly userId: string
}

const newHash = (world: World): string => `${Math.floor(world.clock.ms() / 1000)}.${newSecret(4)}`

export const topView = (world: World, userId: string): ViewRecord | undefined => {
  const id = world.stacks.get(userId)?.views.at(-1)
  return id === undefined ? undefined : world.views.get(id)
}

interface Opening {
  readonly on?: ViewRecord | undefined
  /** What selects with `default_to_current_conversation` begin with. */
  readonly conversation?: string | undefined
}

/** Opens a modal: on top of `on`, or as the first of a new stack. */
export function openView(
  world: World,
  owner: Owner,
  content: ViewContent,
  { on, conversation }: Opening = {},
): ViewRecord {
  if (!on) closeAll(world, owner.userId)
  const id = newId('V')
  const view = world.views.put({
    ...owner,
    ...content,
    id,
    hash: newHash(world),
    values: inConversation(initialValues(content.blocks, {}, []), content.blocks, conversation),
    rootId: on?.rootId ?? id,
    previousId: on?.id ?? null,
  })
  const stack = world.stacks.get(owner.userId)?.views ?? []
  world.stacks.put({ userId: owner.userId, views: [...stack, id] })
  world.feed.tell({ kind: 'modal', user: owner.userId })
  return view
}

/** Replaces a view's content; what was typed stays where block and element keep their ids. */
export function updateView(world: World, view: ViewRecord, content: ViewContent): ViewRecord {
  const { errors: _errors, ...rest } = view
  const updated = world.views.put({
    ...rest,
    ...content,
    hash: newHash(world),
    values: initialValues(content.blocks, view.values, view.blocks),
  })
  world.feed.tell({ kind: view.type, user: view.userId })
  return updated
}

/** The App Home of this person in this app, if it was ever published. */
export const homeOf = (world: World, owner: Owner): ViewRecord | undefined => world.views.get(homeKey(owner))

const homeKey = (owner: Owner): string => `H${owner.appId.slice(1)}${owner.userId.slice(1)}${owner.teamId.slice(1)}`

export function publishHome(world: World, owner: Owner, content: ViewContent): ViewRecord {
  const found = homeOf(world, owner)
  if (found) return updateView(world, found, content)
  const id = homeKey(owner)
  const view = world.views.put({
    ...owner,
    ...content,
    id,
    hash: newHash(world),
    values: initialValues(content.blocks, {}, []),
    rootId: id,
    previousId: null,
  })
  world.feed.tell({ kind: 'home', user: owner.userId })
  return view
}

/** What was typed or chosen; keeps the view's hash, and drops the error under a changed input. */
export function typeInto(world: World, view: ViewRecord, values: InputValuesByBlock): ViewRecord {
  return world.views.put({ ...view, values })
}

export function showErrors(world: World, view: ViewRecord, errors: Readonly<Record<string, string>>): ViewRecord {
  const shown = world.views.put({ ...view, errors })
  world.feed.tell({ kind: 'modal', user: view.userId })
  return shown
}

/** Closes the topmost modal. */
export function closeTop(world: World, userId: string): void {
  const views = world.stacks.get(userId)?.views ?? []
  const top = views.at(-1)
  if (top === undefined) return
  world.views.remove(top)
  world.stacks.put({ userId, views: views.slice(0, -1) })
  world.feed.tell({ kind: 'modal', user: userId })
}

export function closeAll(world: World, userId: string): void {
  const views = world.stacks.get(userId)?.views ?? []
  if (views.length === 0) return
  for (const id of views) world.views.remove(id)
  world.stacks.put({ userId, views: [] })
  world.feed.tell({ kind: 'modal', user: userId })
}

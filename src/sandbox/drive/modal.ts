import { readView, refuseDuplicate } from '../api/views.ts'
import { SlackError } from '../api/errors.ts'
import { isRecord } from '../block-kit/schema.ts'
import { issueHook } from '../deliveries/hooks.ts'
import { basePayload } from '../deliveries/payloads.ts'
import type { Doing } from '../deliveries/payloads.ts'
import type { SlackObject } from '../protocol.ts'
import { viewShape } from '../shapes/view.ts'
import type { UserRecord, ViewRecord } from '../world/records.ts'
import { closeAll, closeTop, openView, showErrors, topView, updateView } from '../world/views.ts'
import { inputsOf } from '../world/view-state.ts'
import { pick } from './controls.ts'
import type { Control } from './controls.ts'
import { CallerFault, Shown } from './fault.ts'
import type { Body } from './fields.ts'
import { maybeFlag } from './fields.ts'
import { installFor } from './people.ts'
import { act, dispatches, stateAt, typeOne } from './press.ts'
import type { Drive } from './show.ts'
import { surfaceOf } from './surface.ts'
import { inputErrors } from './validate-inputs.ts'

const TEXTS: ReadonlySet<string> = new Set([
  'plain_text_input',
  'rich_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
])

const TROUBLE = 'We had some trouble connecting. Try again?'

/** Types values into inputs by label or `block_id/action_id`, each with Enter; only inputs that dispatch tell the app. */
export const fill = (drive: Drive, user: UserRecord, body: Body): Promise<number | null> =>
  typeAll(drive, user, body, dispatches)

async function typeAll(
  drive: Drive,
  user: UserRecord,
  body: Body,
  tells: (control: Control) => boolean,
): Promise<number | null> {
  const values = body['values']
  if (!isRecord(values)) throw new CallerFault('"values" is to be an object: { "Title": "…" }')
  const where = body['in'] ?? (body['ts'] === undefined ? 'modal' : 'message')
  const surface = surfaceOf(drive, user, { ...body, in: where })
  let ackMs: number | null = null
  for (const [name, value] of Object.entries(values)) {
    const control = named(surface.controls, name)
    await typeOne(drive, surface, control, value)
    if (tells(control)) ackMs = await act(surface, control, stateAt(surface, control))
  }
  return ackMs
}

/** Who presses the submit button has not pressed Enter in a text: only inputs that tell of each letter or choice do so. */
function tellsUnasked(control: Control): boolean {
  if (!dispatches(control)) return false
  if (!TEXTS.has(String(control.element.type))) return true
  const config = control.element['dispatch_action_config']
  const on = isRecord(config) ? config['trigger_actions_on'] : undefined
  return Array.isArray(on) && on.includes('on_character_entered')
}

function named(controls: readonly Control[], name: string): Control {
  const exact = controls.find((control) => `${control.blockId}/${control.actionId}` === name)
  if (exact) return exact
  const inputs = controls.filter((control) => control.element.type !== 'button' && control.element.type !== 'overflow')
  return pick(inputs, { label: name })
}

function openModal(drive: Drive, user: UserRecord): ViewRecord {
  const view = topView(drive.s.world, user.id)
  if (!view) throw new CallerFault(`${user.name} has no modal open`, { status: 404 })
  return view
}

/** Submits the topmost modal; what its app answers decides what becomes of it. */
export async function submit(drive: Drive, user: UserRecord, body: Body): Promise<number | null> {
  if (body['values'] !== undefined) await typeAll(drive, user, { ...body, in: 'modal' }, tellsUnasked)
  const view = openModal(drive, user)
  const { s } = drive
  const faults = inputErrors(view)
  if (Object.keys(faults).length > 0) {
    showErrors(s.world, view, faults)
    return null
  }
  if (!isRecord(view.fields['submit'])) throw new CallerFault('this modal has no submit button')
  const doing: Doing = { s, install: installFor(s, user), user }
  const result = await s.transport.send({
    kind: 'interactive',
    name: 'view_submission',
    payload: {
      type: 'view_submission',
      ...basePayload(doing, { viewId: view.id }),
      view: viewShape(s.world, view),
      response_urls: responseUrls(doing, view),
    },
  })
  if (result.outcome !== 'acked') throw new Shown(TROUBLE, null)
  await answered(drive, user, view, result.body)
  return result.ms
}

/** What a `view_submission` answer does: close (empty), `clear`, `errors`, `update`, `push`. */
async function answered(drive: Drive, user: UserRecord, view: ViewRecord, body: unknown): Promise<void> {
  const { world } = drive.s
  if (body === undefined || body === '' || (isRecord(body) && Object.keys(body).length === 0)) {
    if (topView(world, user.id)?.id === view.id) closeTop(world, user.id)
    return
  }
  if (!isRecord(body)) throw new Shown(TROUBLE)
  switch (body['response_action']) {
    case 'clear':
      closeAll(world, user.id)
      return
    case 'errors':
      refused(drive, view, body['errors'])
      return
    case 'update':
      updateView(world, world.views.get(view.id) ?? view, content(drive, view, body['view']))
      return
    case 'push':
      push(drive, view, body['view'])
      return
    default:
      throw new Shown(TROUBLE)
  }
}

function refused(drive: Drive, view: ViewRecord, errors: unknown): void {
  const known = new Set(view.blocks.filter((b) => b.type === 'input').map((b) => b.block_id))
  const entries = isRecord(errors) ? Object.entries(errors) : []
  if (entries.length === 0 || entries.some(([id, text]) => !known.has(id) || typeof text !== 'string'))
    throw new Shown(TROUBLE)
  showErrors(
    drive.s.world,
    drive.s.world.views.get(view.id) ?? view,
    Object.fromEntries(entries.map(([id, text]) => [id, String(text)])),
  )
}

function content(drive: Drive, view: ViewRecord, source: unknown) {
  try {
    const read = readView(drive.s, view.teamId, source, ['modal'])
    refuseDuplicate(drive.s.world, read, view)
    return read
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    drive.s.log.add({
      kind: 'delivery',
      name: 'view_submission response',
      real_ms: 0,
      status: 200,
      ok: false,
      error: error.code,
      request: source,
      response: error.more,
    })
    throw new Shown(TROUBLE)
  }
}

function push(drive: Drive, view: ViewRecord, source: unknown): void {
  const stack = drive.s.world.stacks.get(view.userId)?.views ?? []
  if (stack.length >= 3) throw new Shown(TROUBLE)
  openView(drive.s.world, view, content(drive, view, source), { on: view })
}

/** A response_url for each input that asks for one and names a channel. */
function responseUrls(doing: Doing, view: ViewRecord): SlackObject[] {
  return inputsOf(view.blocks).flatMap(({ element, blockId, actionId }) => {
    const state = view.values[blockId]?.[actionId]
    const channel = state?.['selected_conversation'] ?? state?.['selected_channel']
    if (element['response_url_enabled'] !== true || typeof channel !== 'string') return []
    const url = issueHook(doing.s, { install: doing.install, channel, userId: doing.user.id, kind: 'app-actions' })
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: url }]
  })
}

/** Closes the topmost modal by its Cancel, or with `all` the whole stack by the X; tells the app where it asked for it. */
export async function close(drive: Drive, user: UserRecord, body: Body): Promise<number | null> {
  const { s } = drive
  const top = openModal(drive, user)
  const all = maybeFlag(body, 'all') === true || top.fields['clear_on_close'] === true
  const root = s.world.views.get(top.rootId)
  const view = all && root ? root : top
  const doing: Doing = { s, install: installFor(s, user), user }
  const { trigger_id: _trigger, ...base } = basePayload(doing)
  const payload = { type: 'view_closed', ...base, view: viewShape(s.world, view), is_cleared: all }
  if (all) closeAll(s.world, user.id)
  else closeTop(s.world, user.id)
  if (view.fields['notify_on_close'] !== true) return null
  const result = await s.transport.send({ kind: 'interactive', name: 'view_closed', payload })
  return result.outcome === 'acked' ? result.ms : null
}

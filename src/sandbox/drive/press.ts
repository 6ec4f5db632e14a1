import { basePayload } from '../deliveries/payloads.ts'
import { isRecord } from '../block-kit/schema.ts'
import type { SlackObject } from '../protocol.ts'
import { optionsOf, readText } from '../text/elements.ts'
import { viewerOf } from '../text/viewer.ts'
import type { UserRecord } from '../world/records.ts'
import { acknowledged } from './acknowledged.ts'
import { askOptions } from './ask-options.ts'
import { pick, sameLabel } from './controls.ts'
import type { Control } from './controls.ts'
import { CallerFault, Shown } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe, maybeFlag, maybeNumber } from './fields.ts'
import type { Drive } from './show.ts'
import { surfaceOf } from './surface.ts'
import type { Surface } from './surface.ts'
import { stateFor } from './values.ts'

export const pointerOf = (body: Body) => ({
  label: maybe(body, 'label'),
  actionId: maybe(body, 'action_id'),
  blockId: maybe(body, 'block_id'),
  nth: maybeNumber(body, 'nth'),
})

/** Presses a button, or chooses from an overflow menu by the option's text. Answers the time to the acknowledgement. */
export async function click(drive: Drive, user: UserRecord, body: Body): Promise<number | null> {
  const surface = surfaceOf(drive, user, body)
  const control = pick(surface.controls, pointerOf(body))
  const { element } = control
  if (maybeFlag(body, 'confirm') === false && isRecord(element['confirm'])) return null
  if (element.type === 'overflow')
    return act(surface, control, { selected_option: overflowChoice(drive, user, element, body) })
  if (element.type === 'feedback_buttons') return act(surface, control, feedback(drive, user, element, body))
  if (element.type === 'workflow_button')
    throw new CallerFault('a workflow button starts a workflow, which the sandbox has not')
  if (element.type !== 'button' && element.type !== 'icon_button') {
    throw new CallerFault(`"${control.labels[0] ?? control.actionId}" is a ${element.type}: use select or fill`)
  }
  return act(surface, control, {
    ...(element['text'] === undefined ? {} : { text: element['text'] }),
    ...(element['value'] === undefined ? {} : { value: element['value'] }),
    ...(element['style'] === undefined ? {} : { style: element['style'] }),
    ...(element['url'] === undefined ? {} : { url: element['url'] }),
  })
}

function overflowChoice(drive: Drive, user: UserRecord, element: SlackObject, body: Body): SlackObject {
  const options = optionsOf(element)
  const viewer = viewerOf(drive.s.world, user)
  const wanted = maybe(body, 'option') ?? maybe(body, 'label') ?? ''
  const option =
    options.find((o) => sameLabel(readText(o['text'], viewer)) === sameLabel(wanted)) ??
    options.find((o) => o['value'] === (maybe(body, 'value') ?? wanted))
  const labels = options.map((o) => readText(o['text'], viewer))
  if (!option) throw new CallerFault(`the menu has no "${wanted}"; it has: ${labels.join(', ')}`, { labels })
  return option
}

function feedback(drive: Drive, user: UserRecord, element: SlackObject, body: Body): SlackObject {
  const viewer = viewerOf(drive.s.world, user)
  const wanted = maybe(body, 'label') ?? maybe(body, 'value') ?? ''
  const sides = [element['positive_button'], element['negative_button']].filter(isRecord)
  const side = sides.find((b) => sameLabel(readText(b['text'], viewer)) === sameLabel(wanted) || b['value'] === wanted)
  if (!side) throw new CallerFault(`there is no "${wanted}" to press`)
  return { text: side['text'], value: side['value'] }
}

/** Chooses in a select, a picker, checkboxes or radio buttons. */
export async function select(drive: Drive, user: UserRecord, body: Body): Promise<number | null> {
  const surface = surfaceOf(drive, user, body)
  const control = pick(surface.controls, pointerOf(body))
  if (maybeFlag(body, 'confirm') === false && isRecord(control.element['confirm'])) return null
  const chosen = body['option'] ?? body['value']
  if (chosen === undefined) throw new CallerFault('say what to choose: "option" (its text) or "value"')
  if (control.element.type === 'overflow')
    return act(surface, control, { selected_option: overflowChoice(drive, user, control.element, body) })
  await typeOne(drive, surface, control, chosen, maybe(body, 'query'))
  return dispatches(control) ? act(surface, control, stateAt(surface, control)) : null
}

/** Types a value into one element; nothing is sent. */
// eslint-disable-next-line eslint/max-params -- where, what, and what to type first
export async function typeOne(
  drive: Drive,
  surface: Surface,
  control: Control,
  value: unknown,
  query?: string,
): Promise<void> {
  const answers = new Map<string, Promise<readonly SlackObject[]>>()
  const ask = (asked: Control, text: string): Promise<readonly SlackObject[]> => {
    const answer = answers.get(text) ?? askOptions(surface, asked, text)
    answers.set(text, answer)
    return answer
  }
  const shown = (of: Control) => surface.offers.of(of)
  const held = surface.values()[control.blockId]?.[control.actionId]
  const state = await stateFor({ s: drive.s, user: surface.doing.user, ask, shown, query, held }, control, value)
  const values = surface.values()
  surface.type({ ...values, [control.blockId]: { ...values[control.blockId], [control.actionId]: state } })
}

/** Elements outside input blocks send what is chosen at once; those inside only with `dispatch_action`. */
export const dispatches = (control: Control): boolean =>
  control.block.type !== 'input' || control.block['dispatch_action'] === true

export function stateAt(surface: Surface, control: Control): SlackObject {
  const { type: _type, ...state } = surface.values()[control.blockId]?.[control.actionId] ?? {}
  return state
}

/** Sends `block_actions`. */
export async function act(surface: Surface, control: Control, what: SlackObject): Promise<number> {
  const { s } = surface.doing
  if (!s.manifest.interactive) throw new Shown('This app is not configured to handle interactive responses.')
  const { element } = control
  const result = await s.transport.send({
    kind: 'interactive',
    name: 'block_actions',
    ...(surface.channel === undefined ? {} : { channel: surface.channel }),
    payload: {
      type: 'block_actions',
      ...basePayload(surface.doing, { viewId: surface.viewId, channelId: surface.channel }),
      ...surface.context(control),
      actions: [
        {
          type: element.type,
          action_id: control.actionId,
          block_id: control.blockId,
          ...what,
          ...(element['placeholder'] === undefined ? {} : { placeholder: element['placeholder'] }),
          action_ts: s.world.nextTs(),
        },
      ],
    },
  })
  return acknowledged(result)
}

import type { SlackObject } from '../protocol.ts'
import { onMessage, onView } from '../deliveries/payloads.ts'
import type { Doing } from '../deliveries/payloads.ts'
import { viewerOf } from '../text/viewer.ts'
import { homeOf, topView, typeInto } from '../world/views.ts'
import type { InputValuesByBlock, UserRecord } from '../world/records.ts'
import { controlsOf } from './controls.ts'
import type { Control } from './controls.ts'
import { CallerFault } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe, need } from './fields.ts'
import type { Offers } from './inputs.ts'
import { installFor, messageAt, place } from './people.ts'
import type { Drive } from './show.ts'

/** Where a person uses something: a message, the topmost modal, or App Home. */
export interface Surface {
  readonly doing: Doing
  readonly controls: readonly Control[]
  readonly values: () => InputValuesByBlock
  readonly type: (values: InputValuesByBlock) => void
  /** The part of a payload that says where it was. */
  readonly context: (control: Control) => SlackObject
  readonly offers: Offers
  readonly channel?: string
  readonly viewId?: string
}

export function surfaceOf(drive: Drive, user: UserRecord, body: Body): Surface {
  const where = maybe(body, 'in') ?? 'message'
  const doing = { s: drive.s, install: installFor(drive.s, user), user }
  if (where === 'message') return messageSurface(drive, doing, body)
  if (where === 'modal' || where === 'home') return viewSurface(drive, doing, where)
  throw new CallerFault('"in" is "message", "modal" or "home"')
}

function messageSurface({ s, inputs, offers }: Drive, doing: Doing, body: Body): Surface {
  const channel = place(s, doing.user, need(body, 'channel'))
  const message = messageAt(s, doing.user, channel, need(body, 'ts'))
  const values = (): InputValuesByBlock => inputs.of(doing.user.id, message)
  return {
    doing,
    channel: channel.id,
    offers: offers(`${doing.user.id} ${channel.id} ${message.ts}`),
    controls: controlsOf(message.blocks ?? [], message.attachments ?? [], viewerOf(s.world, doing.user)),
    values,
    type: (typed) => inputs.set(doing.user.id, message, typed),
    context: ({ attachment }) => onMessage(doing, { channel, message, attachment }, values()),
  }
}

function viewSurface({ offers }: Drive, doing: Doing, where: 'modal' | 'home'): Surface {
  const { s, user, install } = doing
  const owner = { teamId: user.teamId, appId: install.appId, userId: user.id }
  const view = where === 'modal' ? topView(s.world, user.id) : homeOf(s.world, owner)
  if (!view)
    throw new CallerFault(where === 'modal' ? `${user.name} has no modal open` : 'App Home is empty', { status: 404 })
  const current = () => s.world.views.get(view.id) ?? view
  return {
    doing,
    viewId: view.id,
    offers: offers(view.id),
    controls: controlsOf(view.blocks, [], viewerOf(s.world, user)),
    values: () => current().values,
    type: (typed) => {
      typeInto(s.world, current(), typed)
    },
    context: () => onView(doing, current()),
  }
}

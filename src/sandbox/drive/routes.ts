import { word } from '../json.ts'
import type { DisconnectReason } from '../deliveries/socket-transport.ts'
import type { Followers } from '../world/followers.ts'
import type { Mover } from '../world/move.ts'
import { act } from './act.ts'
import { offered } from './ask-options.ts'
import { moveClock, readClock } from './clock.ts'
import { pick } from './controls.ts'
import type { Body } from './fields.ts'
import { CallerFault } from './fault.ts'
import { maybe, need } from './fields.ts'
import { readFault } from './faults.ts'
import { actorOf } from './people.ts'
import { readCredentials } from './credentials.ts'
import { markRead, readApps, readDirect, readHome, readMessages, readModal, readState, readUnread } from './read.ts'
import type { Drive } from './show.ts'
import { surfaceOf } from './surface.ts'

export interface DriveApi {
  readonly drive: Drive
  readonly mover: Mover
  readonly followers: Followers
  readonly ready: () => boolean
  readonly quietMs: number | undefined
  /** Socket Mode: tells the app to connect anew; undefined over HTTP. */
  readonly disconnect?: (reason: DisconnectReason) => void
}

const DISCONNECTS: readonly DisconnectReason[] = ['warning', 'refresh_requested', 'link_disabled']

type Handler = (api: DriveApi, body: Body) => unknown

/** `VERB /sandbox/…` → what answers it. `body` holds the query's and the JSON body's fields, and `channel` of the path. */
export const ROUTES: Readonly<Record<string, Handler>> = {
  'GET state': ({ drive, ready }) => readState(drive, ready()),
  'GET messages': ({ drive }, body) => readMessages(drive, body),
  'GET dm': ({ drive }, body) => readDirect(drive, body),
  'GET home': ({ drive }, body) => readHome(drive, body),
  'GET modal': ({ drive }, body) => readModal(drive, body),
  'GET apps': ({ drive }, body) => readApps(drive, body),
  'GET credentials': ({ drive }) => readCredentials(drive),
  'GET log': ({ drive }, body) => ({ entries: drive.s.log.after(Number(body['after'] ?? 0) || 0) }),
  'GET unread': ({ drive }, body) => readUnread(drive, body),
  'POST read': ({ drive }, body) => markRead(drive, body),
  'POST act': ({ drive, quietMs }, body) => act(drive, body, quietMs),
  'POST options': ({ drive }, body) => options(drive, body),
  'GET clock': ({ drive }) => readClock(drive),
  'POST clock': ({ drive, mover }, body) => moveClock(drive, mover, body),
  'POST clock/follow': ({ followers }, body) => {
    if (!followers.answer(need(body, 'id'), maybe(body, 'due') ?? null))
      throw new CallerFault('nothing was asked so', { status: 404 })
    return { ok: true }
  },
  'POST disconnect': ({ disconnect }, body) => {
    const reason = DISCONNECTS.find((one) => one === (body['reason'] ?? 'refresh_requested'))
    if (!reason) throw new CallerFault(`"reason" is one of ${DISCONNECTS.join(', ')}`)
    if (!disconnect) throw new CallerFault('the app takes deliveries over HTTP: there is no connection to end')
    disconnect(reason)
    return { ok: true }
  },
  'GET faults': ({ drive }) => ({ faults: drive.s.faults.list() }),
  'POST faults': ({ drive }, body) => {
    drive.s.faults.add(readFault(body))
    return { ok: true, faults: drive.s.faults.list() }
  },
  'DELETE faults': ({ drive }) => {
    drive.s.faults.clear()
    return { ok: true, faults: [] }
  },
}

async function options(drive: Drive, body: Body) {
  const surface = surfaceOf(drive, actorOf(drive.s, body), body)
  const control = pick(surface.controls, { blockId: need(body, 'block_id'), actionId: need(body, 'action_id') })
  const { options: found, groups } = await offered(surface, control, word(body['query']))
  return { ok: true, options: found, option_groups: groups }
}

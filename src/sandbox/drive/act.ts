import type { ActAnswer, Message } from '../protocol.ts'
import { realNow } from '../real-time.ts'
import { homeOf, topView } from '../world/views.ts'
import type { UserRecord } from '../world/records.ts'
import { addMember, channelWork, setActive, setGroup } from './admin.ts'
import { press } from './click.ts'
import { command, globalShortcut, messageShortcut } from './commands.ts'
import { CallerFault, Shown } from './fault.ts'
import type { Body } from './fields.ts'
import { maybeNumber, need } from './fields.ts'
import { close, fill, submit } from './modal.ts'
import { actorOf } from './people.ts'
import { select } from './press.ts'
import { showMessage, showView } from './show.ts'
import type { Drive } from './show.ts'
import { message } from './say.ts'
import {
  deleteMessage,
  editMessage,
  invite,
  joinChannel,
  leaveChannel,
  openDirect,
  openHome,
  presence,
  reaction,
  snooze,
  status,
} from './speak.ts'
import { upload } from './upload.ts'

type Deed = (drive: Drive, user: UserRecord, body: Body) => Promise<number | null>

/** All that a person can do. Each answers the time to the acknowledgement, or null where there was nothing to acknowledge. */
const DEEDS: Readonly<Record<string, Deed>> = {
  message,
  upload,
  edit: editMessage,
  delete: deleteMessage,
  command,
  shortcut: globalShortcut,
  message_shortcut: messageShortcut,
  click: press,
  select,
  fill,
  submit,
  close,
  react: reaction,
  unreact: reaction,
  open_home: openHome,
  open_dm: openDirect,
  join: joinChannel,
  leave: leaveChannel,
  invite,
  presence,
  dnd: snooze,
  status,
  deactivate: setActive,
  reactivate: setActive,
  add_member: addMember,
  create_channel: channelWork,
  archive_channel: channelWork,
  unarchive_channel: channelWork,
  delete_channel: channelWork,
  rename_channel: channelWork,
  set_group: setGroup,
}

const QUIET_MS = 150
const WAIT_MS = 5000

/** Does what a person does, waits until the app is done with it, and tells what the person sees of it. */
export async function act(drive: Drive, body: Body, quietMs = QUIET_MS): Promise<ActAnswer> {
  const until = realNow() + (maybeNumber(body, 'wait_ms') ?? WAIT_MS)
  const quiet = maybeNumber(body, 'quiet_ms') ?? quietMs
  const user = actorOf(drive.s, body)
  const deed = DEEDS[need(body, 'do')]
  if (!deed)
    throw new CallerFault(`there is no "do": "${String(body['do'])}"; there are ${Object.keys(DEEDS).join(', ')}`)
  if (user.deleted) throw new CallerFault(`${user.name} is deactivated`, { status: 403 })
  const watch = watchFor(drive, user)
  try {
    const ackMs = await within(deed(drive, user, body), until)
    await settle(drive, quiet, until)
    return { ok: true, ack_ms: ackMs, ...watch.result() }
  } catch (error) {
    if (!(error instanceof Shown)) throw error
    await settle(drive, quiet, until)
    const { home: _home, ...seen } = watch.result()
    return { ok: false, error: error.message, ack_ms: error.ackMs, ...seen }
  } finally {
    watch.end()
  }
}

/** What a deed answers, or null when its time is over first: it goes on, but nobody waits for it. */
async function within(deed: Promise<number | null>, until: number): Promise<number | null> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, until - realNow()))
  })
  try {
    return await Promise.race([deed, patience])
  } finally {
    clearTimeout(timer)
    deed.catch(() => undefined)
  }
}

/** Waits until the app has done nothing for so long; without a wish for quiet not at all. */
const settle = ({ s }: Drive, quietMs: number, until: number): Promise<void> =>
  quietMs > 0 ? s.activity.quiet(quietMs, until) : Promise.resolve()

/** Notes what becomes new or different for this person. */
function watchFor(drive: Drive, user: UserRecord) {
  const { world, app } = drive.s
  const messages = new Map<string, { readonly channel: string; readonly ts: string }>()
  let home = false
  const end = world.feed.listen((change) => {
    if (change.user !== undefined && change.user !== user.id) return
    if (change.kind === 'home') home = true
    if (change.kind === 'message') messages.set(`${change.channel} ${change.ts}`, change)
  })
  const seen = (): Message[] =>
    [...messages.values()].flatMap(({ channel, ts }) => {
      const record = world.messages.get(channel, ts)
      const mine = world.channels.get(channel)?.members.includes(user.id) || record?.ephemeralTo === user.id
      return record && mine ? [showMessage(drive, record, user)] : []
    })
  const owner = { teamId: user.teamId, appId: app.id, userId: user.id }
  return {
    end,
    result: () => {
      const top = topView(world, user.id)
      const shown = home ? homeOf(world, owner) : undefined
      return {
        seen: seen(),
        modal: top ? showView(drive, top, user) : null,
        home: shown ? showView(drive, shown, user) : null,
      }
    },
  }
}

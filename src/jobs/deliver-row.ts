import { someOpen } from '../domain/merge.ts'
import { isTakenBack } from '../domain/notes.ts'
import { whyUntrue } from '../domain/notice.ts'
import { UNDO_ENTRIES } from '../domain/undo.ts'
import type { MessagePosition } from '../domain/task.ts'
import { tellUnposted } from '../features/capture/tell-unposted.ts'
import { drawPost } from '../features/posting/draw-post.ts'
import type { Drawn } from '../features/posting/draw-post.ts'
import { forgetRefused } from '../features/posting/forget-place.ts'
import { keepPlace } from '../features/posting/keep-place.ts'
import type { Delivery, OutboxRow, Ports } from '../ports.ts'

/** After so many attempts or look-ups a row whose fate is open is given up and an operator is told. */
export const MOST_OPEN_ATTEMPTS = 12
/** As long as Slack only asks for patience nothing is lost by trying on: with the back-off this is more than a day. */
export const MOST_ATTEMPTS = 200

const FIRST_BACK_OFF = 2_000
const LONGEST_BACK_OFF = 10 * 60_000
/** Slack's own figure counts for the first attempts; after them it is plainly not enough. */
const PATIENT_ATTEMPTS = 10
/** How long a post that was lost sight of may take to appear in the channel's history. */
const SETTLING = 3_000

export type DeliveryPorts = Pick<
  Ports,
  'clock' | 'log' | 'tx' | 'outbox' | 'messenger' | 'tasks' | 'activities' | 'members' | 'unfurls' | 'sheets'
>

/** What became of a row: it left the lane, or it waits until `retryAt` (real time) and the lane behind it with it. */
export type RowOutcome =
  | { readonly kind: 'sent' | 'dropped' | 'dead' }
  | { readonly kind: 'waiting'; readonly retryAt: number }

/** What a process knows of the posts that it delivers; forgotten when it ends, which costs a call or two. */
export interface Memory {
  /** How often it has looked for a row in vain, by its id. */
  readonly lookUps: Map<string, number>
  /** Which version of its task a message of ours shows, by its place. */
  readonly shown: Map<string, number>
}
const SHOWN_CAPACITY = 10_000

/**
 * Brings one row as far as it goes now.
 *
 * A row that was being sent when a process died, or whose answer never came, is looked up in Slack before anything else:
 * it is sent again only when Slack's history surely does not have it. The premise is checked last, right before the call.
 */
export async function deliverRow(ports: DeliveryPorts, row: OutboxRow, memory: Memory): Promise<RowOutcome> {
  if (row.state === 'sending' || row.state === 'unknown') {
    const settled = await settle(ports, row, memory)
    if (settled) return settled
  }
  const untrue = await brokenPremise(ports, row)
  if (untrue !== undefined) return drop(ports, row, untrue)
  const sending = await ports.outbox.markSending(row, ports.clock.now())
  // Drawn after the mark: what was changed before it is in, and what is changed from here on comes with posts of its own.
  const drawn = await drawPost(ports, sending)
  if (!drawn) return drop(ports, sending, 'there is nothing to be said any more')
  if (shows(memory, sending, drawn)) return drop(ports, sending, 'an earlier edit has shown it already')
  const delivery = await ports.messenger.send(row.workspaceId, row.to, drawn.content, row.key)
  if (delivery.kind !== 'sent') return conclude(ports, sending, delivery)
  remember(memory, sending, delivery.position, drawn)
  return markSent(ports, sending, delivery.position, drawn.version)
}

async function drop(ports: DeliveryPorts, row: OutboxRow, why: string): Promise<RowOutcome> {
  await ports.outbox.markEnded(row, 'dropped', why)
  return { kind: 'dropped' }
}

/** The message that a row makes or changes, or the part of it. */
const placeOf = ({ to }: OutboxRow, { channelId, ts }: MessagePosition): string =>
  to.kind === 'unfurl' ? `${channelId}/${ts}/${to.url}` : `${channelId}/${ts}`

/** Of several edits that are drawn one after the other, the first has shown all. */
function shows({ shown }: Memory, row: OutboxRow, { version }: Drawn): boolean {
  const { to } = row
  if (version === null || (to.kind !== 'edit' && to.kind !== 'unfurl')) return false
  return (shown.get(placeOf(row, to)) ?? -1) >= version
}

function remember({ shown }: Memory, row: OutboxRow, position: MessagePosition, { version }: Drawn): void {
  if (shown.size >= SHOWN_CAPACITY) shown.clear()
  if (version === null) shown.delete(placeOf(row, position))
  else shown.set(placeOf(row, position), version)
}

/** Undefined when Slack surely does not have the message, so that it may be sent. */
async function settle(ports: DeliveryPorts, row: OutboxRow, { lookUps }: Memory): Promise<RowOutcome | undefined> {
  const since = row.attemptedAt ?? row.notBefore
  const found = await ports.messenger.find(row.workspaceId, row.to, row.key, since)
  if (found === 'unknown') {
    const times = (lookUps.get(row.id) ?? 0) + 1
    lookUps.set(row.id, times)
    const error = row.error ?? 'the process ended while it was being sent'
    if (times >= MOST_OPEN_ATTEMPTS) return giveUp(ports, row, error)
    return wait(ports, row, { state: 'unknown', milliseconds: backOff(times), error })
  }
  lookUps.delete(row.id)
  return found === 'absent' ? undefined : markSent(ports, row, found, null)
}

async function conclude(
  ports: DeliveryPorts,
  row: OutboxRow,
  delivery: Exclude<Delivery, { kind: 'sent' }>,
): Promise<RowOutcome> {
  switch (delivery.kind) {
    case 'later': {
      if (row.attempts >= MOST_ATTEMPTS) return giveUp(ports, row, delivery.error)
      const patience = row.attempts > PATIENT_ATTEMPTS ? backOff(row.attempts - PATIENT_ATTEMPTS) : 0
      const milliseconds = Math.max(delivery.afterMilliseconds, patience)
      return wait(ports, row, { state: 'pending', milliseconds, error: delivery.error })
    }
    case 'unknown':
      if (row.attempts >= MOST_OPEN_ATTEMPTS) return giveUp(ports, row, delivery.error)
      return wait(ports, row, {
        state: 'unknown',
        milliseconds: Math.max(SETTLING, backOff(row.attempts)),
        error: delivery.error,
      })
    case 'refused':
      return endRefused(ports, row, delivery.error)
  }
}

/** What follows from the refusal comes first: after a crash between the two it is done again, which changes nothing. */
async function endRefused(ports: DeliveryPorts, row: OutboxRow, error: string): Promise<RowOutcome> {
  const settled = await forgetRefused(ports, row, error)
  if (!settled) ports.log.warn({ ...fieldsOf(row), error }, 'Slack refused a post for good')
  await tellUnposted(ports, row)
  await ports.outbox.markEnded(row, 'dead', error)
  return { kind: 'dead' }
}

/** The place first: after a crash between the two the row is found and both are done again, which changes nothing. */
async function markSent(
  ports: DeliveryPorts,
  row: OutboxRow,
  position: MessagePosition,
  version: number | null,
): Promise<RowOutcome> {
  await keepPlace(ports, row, position, version)
  await ports.outbox.markSent(row, position, ports.clock.now())
  return { kind: 'sent' }
}

interface Wait {
  readonly state: 'pending' | 'unknown'
  readonly milliseconds: number
  readonly error: string
}

async function wait(ports: DeliveryPorts, row: OutboxRow, { state, milliseconds, error }: Wait): Promise<RowOutcome> {
  const retryAt = ports.clock.wall() + milliseconds
  await ports.outbox.markWaiting(row, state, retryAt, error)
  ports.log.info({ ...fieldsOf(row), error, milliseconds }, 'A post waits for another attempt')
  return { kind: 'waiting', retryAt }
}

async function giveUp(ports: DeliveryPorts, row: OutboxRow, error: string): Promise<RowOutcome> {
  ports.log.error({ ...fieldsOf(row), error }, 'A post was given up after its last attempt')
  await ports.outbox.markEnded(row, 'dead', error)
  return { kind: 'dead' }
}

async function brokenPremise(ports: DeliveryPorts, { workspaceId, premise }: OutboxRow): Promise<string | undefined> {
  if (!premise) return undefined
  const { taskId, closedTaskIds = [], standingEntryId } = premise
  if (standingEntryId !== undefined) {
    const log = await ports.activities.ofTask(workspaceId, taskId, UNDO_ENTRIES)
    if (isTakenBack(log, standingEntryId)) return 'it was undone'
  }
  const load = (id: string) => ports.tasks.get(workspaceId, id)
  if (await someOpen(await ports.tasks.getMany(workspaceId, closedTaskIds), load))
    return 'what it waited on is open again'
  return whyUntrue(premise, await ports.tasks.get(workspaceId, taskId))
}

/** Doubles with each attempt and varies by half, so that many rows do not come back at once. */
function backOff(attempts: number): number {
  const full = Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** Math.max(0, attempts - 1))
  return full / 2 + jitter(full / 2)
}

const jitter = (most: number): number => Math.floor(Math.random() * most)

/** What a log line says of a row: never its text. */
export function fieldsOf(row: OutboxRow): object {
  const { workspaceId, id, key, kind, to, attempts } = row
  return { workspaceId, outboxId: id, key, noticeKind: kind, to, attempts }
}

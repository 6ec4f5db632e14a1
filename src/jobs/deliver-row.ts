import type { Premise } from '../domain/notice.ts'
import type { MessagePosition } from '../domain/task.ts'
import { tellUnposted } from '../features/capture/tell-unposted.ts'
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

export type DeliveryPorts = Pick<Ports, 'clock' | 'log' | 'outbox' | 'messenger' | 'tasks'>

/** What became of a row: it left the lane, or it waits until `retryAt` (real time) and the lane behind it with it. */
export type RowOutcome =
  | { readonly kind: 'sent' | 'dropped' | 'dead' }
  | { readonly kind: 'waiting'; readonly retryAt: number }

/** How often this process has looked for a row in vain, by its id. */
export type LookUps = Map<string, number>

/**
 * Brings one row as far as it goes now.
 *
 * A row that was being sent when a process died, or whose answer never came, is looked up in Slack before anything else:
 * it is sent again only when Slack's history surely does not have it. The premise is checked last, right before the call.
 */
export async function deliverRow(ports: DeliveryPorts, row: OutboxRow, lookUps: LookUps): Promise<RowOutcome> {
  if (row.state === 'sending' || row.state === 'unknown') {
    const settled = await settle(ports, row, lookUps)
    if (settled) return settled
  }
  const untrue = await brokenPremise(ports, row)
  if (untrue !== undefined) {
    await ports.outbox.markEnded(row, 'dropped', untrue)
    return { kind: 'dropped' }
  }
  const sending = await ports.outbox.markSending(row, ports.clock.now())
  const delivery = await ports.messenger.send(row.workspaceId, row.to, row.content, row.key)
  return conclude(ports, sending, delivery)
}

/** Undefined when Slack surely does not have the message, so that it may be sent. */
async function settle(ports: DeliveryPorts, row: OutboxRow, lookUps: LookUps): Promise<RowOutcome | undefined> {
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
  if (found === 'absent') return undefined
  await markSent(ports, row, found)
  return { kind: 'sent' }
}

async function conclude(ports: DeliveryPorts, row: OutboxRow, delivery: Delivery): Promise<RowOutcome> {
  switch (delivery.kind) {
    case 'sent':
      await markSent(ports, row, delivery.position)
      return { kind: 'sent' }
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
      ports.log.warn({ ...fieldsOf(row), error: delivery.error }, 'Slack refused a post for good')
      // The word first: after a crash between the two it is given again, which changes nothing.
      await tellUnposted(ports, row)
      await ports.outbox.markEnded(row, 'dead', delivery.error)
      return { kind: 'dead' }
  }
}

/** The card first: after a crash between the two the row is found and both are done again, which changes nothing. */
async function markSent(ports: DeliveryPorts, row: OutboxRow, position: MessagePosition): Promise<void> {
  const threadTs = (row.to.kind === 'channel' ? row.to.threadTs : null) ?? position.ts
  if (row.cardOfTaskId !== null) await ports.tasks.addCard(row.workspaceId, row.cardOfTaskId, { ...position, threadTs })
  await ports.outbox.markSent(row, position, ports.clock.now())
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

/** Why the post is no longer true; undefined while it is. */
async function brokenPremise(ports: DeliveryPorts, row: OutboxRow): Promise<string | undefined> {
  const premise: Premise | null = row.premise
  if (premise === null) return undefined
  const task = await ports.tasks.get(row.workspaceId, premise.taskId)
  if (!task) return 'the task is gone'
  if (task.status === 'done' || task.status === 'dropped') return 'the task is closed'
  if (premise.ownerId !== undefined && task.ownerId !== premise.ownerId) return 'the owner changed'
  if (premise.dueAt !== undefined && task.dueAt?.getTime() !== premise.dueAt.getTime()) return 'the due date changed'
  if (premise.offeredToId !== undefined && task.handoff?.toId !== premise.offeredToId) return 'the offer was withdrawn'
  return undefined
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

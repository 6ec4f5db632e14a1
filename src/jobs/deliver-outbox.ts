import { buildAlarm } from './alarm.ts'
import { deliverLanes } from './deliver-lanes.ts'
import type { Lane } from './deliver-lane.ts'
import type { DeliveryPorts, RowOutcome } from './deliver-row.ts'
import { buildPace } from './pace.ts'
import { untilNext } from './until-next.ts'

export interface OutboxDelivery {
  /** Sends all that is due. Resolves when nothing is due any more, or only after a wait of more than ten seconds. */
  deliver(): Promise<void>
  /** Starts a delivery, without waiting for it: something was added. */
  wake(): void
  /** Finishes the messages in hand, gives the channels back, and starts no more. */
  stop(): Promise<void>
}

export interface OutboxDeliveryOptions {
  readonly onOutcome?: (outcome: RowOutcome['kind']) => void
}

/** Delivers the outbox; one in each process, any number of processes. */
export function buildOutboxDelivery(ports: DeliveryPorts, options: OutboxDeliveryOptions = {}): OutboxDelivery {
  const alarm = buildAlarm()
  /** Until when (real time) the channels that this process gave back have nothing to do. */
  const resting = new Map<string, number>()
  const state = { running: undefined as Promise<void> | undefined, again: false, stopped: false }
  const lane: Lane = {
    ports,
    pace: buildPace(ports.clock),
    memory: { lookUps: new Map(), shown: new Map() },
    stopping: () => state.stopped,
    sleep: (milliseconds) => (state.stopped ? Promise.resolve() : alarm.sleep(milliseconds, 'stop')),
    onOutcome: options.onOutcome ?? (() => {}),
  }

  const drain = async (): Promise<void> => {
    try {
      let lastWorked = ports.clock.wall()
      while (!state.stopped) {
        state.again = false
        if (await deliverLanes(lane, resting)) lastWorked = ports.clock.wall()
        const pause = state.again ? 0 : await pauseBefore(ports, resting, lastWorked)
        // A wake-up while the store was asked may concern what it did not see yet.
        if (pause === undefined && !state.again) return
        if (!state.again) await alarm.sleep(pause ?? 0, 'wake')
      }
    } finally {
      // In the same step as the last look at `again`: a call that comes later starts a run of its own.
      state.running = undefined
    }
  }

  const deliver = (): Promise<void> => {
    state.again = true
    alarm.ring('wake')
    state.running ??= drain()
    return state.running
  }

  return {
    deliver,
    wake: () => {
      if (state.stopped) return
      deliver().catch((error: unknown) => ports.log.error({ err: error }, 'Delivery of the outbox failed'))
    },
    stop: async () => {
      state.stopped = true
      alarm.ring('stop')
      // Whoever called deliver has heard of its failure; stopping must go on.
      await state.running?.catch(() => {})
    },
  }
}

async function pauseBefore(
  { outbox, clock }: DeliveryPorts,
  resting: Map<string, number>,
  lastWorked: number,
): Promise<number | undefined> {
  const due = await outbox.nextDue()
  const wall = clock.wall()
  const pause = untilNext({ ...due, resting: [...resting.values()], lastWorked, now: clock.now(), wall })
  for (const [name, until] of resting) if (until <= wall) resting.delete(name)
  return pause
}

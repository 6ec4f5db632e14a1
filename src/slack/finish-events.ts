import type { Clock, InboxStore, Log } from '../ports.ts'
import type { RunsheetApp } from './runsheet-app.ts'

const BATCH = 20

export interface FinishEventsParts {
  readonly app: Pick<RunsheetApp, 'replay'>
  readonly inbox: InboxStore
  readonly clock: Clock
  readonly log: Log
}

/** Works off the events that a crash or a fault left behind; for each minute's tick, in any number of processes. */
export async function finishEvents({ app, inbox, clock, log }: FinishEventsParts): Promise<void> {
  for (;;) {
    const entries = await inbox.claimUnfinished(clock.wall(), BATCH)
    if (entries.length === 0) return
    for (const entry of entries) {
      log.info({ workspaceId: entry.workspaceId, eventId: entry.eventId }, 'An event is worked off after all')
      await app.replay(entry)
    }
  }
}

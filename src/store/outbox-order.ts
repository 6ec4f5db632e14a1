import type { OutboxRow } from '../ports.ts'

/** A row as it is stored, as far as order is concerned. */
export type Waiting = Pick<OutboxRow, 'to' | 'premise'> & {
  /** Real time before which it is not tried again; zero when it never was. */
  readonly retryAt: number
}

export interface Sendable<Row> {
  readonly ready: readonly Row[]
  /** Edits that a later edit of the same message makes pointless. */
  readonly superseded: readonly Row[]
  /** Until when (real time) nothing of these rows can be sent, where none is ready. */
  readonly idleUntil: number
}

/**
 * What of a lane's due rows, in their order, can be sent at `wall`.
 *
 * A message that waits for its next attempt holds up what is behind it; an edit that waits holds up nothing. Of several
 * edits of one message only the last that can be sent counts, unless that one may yet be dropped for its premise.
 */
export function sendable<Row extends Waiting>(rows: readonly Row[], wall: number): Sendable<Row> {
  const waits = ({ retryAt }: Row): boolean => retryAt > wall
  const blocked = rows.find((row) => waits(row) && !isEdit(row))
  const free = blocked ? rows.slice(0, rows.indexOf(blocked)) : rows
  const lastEdits = new Map<string, Row>()
  for (const row of free) if (isEdit(row) && !waits(row) && row.premise === null) lastEdits.set(editedBy(row), row)
  const isSuperseded = (row: Row, place: number): boolean => {
    const last = lastEdits.get(editedBy(row))
    return last !== undefined && free.indexOf(last) > place
  }
  return {
    ready: free.filter((row, place) => !waits(row) && !isSuperseded(row, place)),
    superseded: free.filter(isSuperseded),
    idleUntil: blocked?.retryAt ?? Math.min(Infinity, ...free.filter(waits).map(({ retryAt }) => retryAt)),
  }
}

const isEdit = ({ to }: Waiting): boolean => to.kind !== 'channel' && to.kind !== 'member'

/** Which message a row edits; nothing for one that is a message itself. */
function editedBy({ to }: Waiting): string {
  if (to.kind === 'edit' || to.kind === 'removal') return `${to.channelId}/${to.ts}`
  return to.kind === 'unfurl' ? `${to.channelId}/${to.ts}/${to.url}` : ''
}

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
  /** Until when (real time) the first row that waits holds up all behind it; null when none does. */
  readonly blockedUntil: number | null
}

/**
 * What of a lane's due rows, in their order, can be sent at `wall`.
 *
 * A row that waits for its next attempt holds up those behind it. Of several edits of one message only the last counts,
 * unless that one may yet be dropped for its premise.
 */
export function sendable<Row extends Waiting>(rows: readonly Row[], wall: number): Sendable<Row> {
  const blocked = rows.find((row) => row.retryAt > wall)
  const free = blocked ? rows.slice(0, rows.indexOf(blocked)) : rows
  const lastEdits = new Map<string, Row>()
  for (const row of free) if (row.premise === null) lastEdits.set(editedBy(row), row)
  const isSuperseded = (row: Row, place: number): boolean => {
    const last = row.to.kind === 'edit' ? lastEdits.get(editedBy(row)) : undefined
    return last !== undefined && free.indexOf(last) > place
  }
  return {
    ready: free.filter((row, place) => !isSuperseded(row, place)),
    superseded: free.filter(isSuperseded),
    blockedUntil: blocked?.retryAt ?? null,
  }
}

const editedBy = ({ to }: Waiting): string => (to.kind === 'edit' ? `${to.channelId}/${to.ts}` : '')

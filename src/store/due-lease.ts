import type { AllTenants } from './all-tenants.ts'
import type { TenantRow, Update } from './tenant-collection.ts'

/** How long a claim holds, in real time: whoever claimed and died is stood in for after it. */
export const LEASE = 60_000

/** What a row needs so that due work can be handed out: not part of the domain value. */
export interface DueFields {
  /** Whether a job must ever look at the row as it now is: the condition of the index. */
  readonly watched: boolean
  /** Real time in milliseconds since 1970; zero while nobody has the row. */
  readonly leaseUntil: number
}

/** Real time, in milliseconds since 1970. */
export type Wall = () => number

/** The index by which work is found that was begun and that nobody has brought to its end. */
export const UNFINISHED_INDEX = { keys: { leaseUntil: 1 }, where: { watched: true } } as const

/** Hands out such work whose lease is over, each piece to one caller. */
export function claimUnfinished<Row extends TenantRow & DueFields>(
  all: AllTenants<Row>,
  wall: number,
  limit: number,
): Promise<readonly Row[]> {
  const due = { watched: true, leaseUntil: { $lte: wall } } as Parameters<typeof all.claim>[0]
  const lease = { $set: { leaseUntil: wall + LEASE } } as Update<Row>
  return all.claim(due, lease, { leaseUntil: 1 }, limit)
}

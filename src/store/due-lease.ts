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

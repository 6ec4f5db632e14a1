/** When silence climbs, until a workspace or project says otherwise. */
export const FOLLOW_UP_POLICY = {
  /** Working time of the owner, in minutes, between a nudge and its escalation: one working day. */
  escalateAfterMinutes: 8 * 60,
  /** Working time of the owner, in minutes, for which a late task that somebody moved is not asked about. */
  quietAfterMoveMinutes: 8 * 60,
} as const

/** How digests are made, until a project says otherwise. */
export const DIGEST_POLICY = {
  /** A digest that is late (after a downtime) is still posted before this wall-clock time of its day, else left out. */
  lateUntil: '17:00',
  /** ISO weekdays on which a project has a digest. */
  days: [1, 2, 3, 4, 5],
} as const satisfies { lateUntil: string; days: readonly number[] }

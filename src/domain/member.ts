/** How a person belongs to a workspace; `external` people come through Slack Connect. */
export type MemberKind = 'member' | 'admin' | 'guest' | 'external' | 'bot'

/** Working hours in wall-clock time of the member's zone, the same on each working day. */
export interface WorkingHours {
  /** ISO weekdays, 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[]
  /** `HH:mm`, inclusive. */
  readonly start: string
  /** `HH:mm`, exclusive, later than `start`. */
  readonly end: string
}

/** A Slack user of a workspace. */
export interface Member {
  readonly workspaceId: string
  /** Slack's user id (`U…` or `W…`). */
  readonly id: string
  /** Slack's handle, as in `@ana`. */
  readonly name: string
  /** The name that people read: display name, else real name. */
  readonly realName: string
  /** IANA zone, such as `Europe/Berlin`; `UTC` where Slack tells none. */
  readonly zone: string
  /** BCP 47, such as `en-GB`; `en-US` where Slack tells none. */
  readonly locale: string
  readonly kind: MemberKind
  /** Deactivated in Slack: nothing is sent to them, nothing can be assigned to them. */
  readonly deleted: boolean
  readonly workingHours: WorkingHours
  readonly version: number
}

/** What working time is reckoned by until a member says otherwise: Monday to Friday, 9 to 17. */
export const DEFAULT_WORKING_HOURS: WorkingHours = { days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' }

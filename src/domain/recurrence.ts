/** On which days a recurring task falls due. Weekdays are ISO: 1 = Monday … 7 = Sunday. */
export type RecurrenceRule =
  | { readonly kind: 'days'; readonly every: number }
  /** Monday to Friday. */
  | { readonly kind: 'weekdays' }
  /** `every: 2` is every other week, counted from the week of the date before. */
  | { readonly kind: 'weeks'; readonly every: number; readonly weekdays: readonly number[] }
  /** The day of the month, or the last one where the month is shorter; -1 is the last. */
  | { readonly kind: 'monthDay'; readonly every: number; readonly day: number }
  /** The first to fourth such weekday of the month, or the last: -1. */
  | {
      readonly kind: 'monthWeekday'
      readonly every: number
      readonly nth: 1 | 2 | 3 | 4 | -1
      readonly weekday: number
    }

/** A rule with the wall-clock time and the zone in which its days are counted. */
export interface Recurrence {
  readonly rule: RecurrenceRule
  /** `HH:mm`. */
  readonly time: string
  /** IANA zone of whoever set it. */
  readonly zone: string
}

import type { WorkingHours } from './member.ts'

/** What typed words are read against: when they were typed, by whom, and which projects there are. */
export interface SpeechContext {
  readonly now: Date
  /** The speaker's IANA zone. */
  readonly zone: string
  /** The speaker's BCP 47 locale: the order of day and month, and the language besides English. */
  readonly locale: string
  /** The speaker's: a day without a time means their end, and working days are counted by them. */
  readonly workingHours: WorkingHours
  /** Keys of the projects that the speaker can name, in capitals. */
  readonly projectKeys: readonly string[]
  /** Names of the lists that the speaker has saved; only where `namesLists` says that they are needed. */
  readonly listNames?: readonly string[]
}

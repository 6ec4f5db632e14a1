import type { DateReading } from './date-words.ts'
import type { ProjectTexts } from './form-fields.ts'
import type { Load } from './load.ts'
import type { Member } from './member.ts'
import type { Project } from './project.ts'

/** What a form knows beside what is typed into it: what it says of the project, the owner and the date that were chosen. */
export interface FormAside {
  /** Whoever has the form before them. */
  readonly reader: Member
  readonly project: Project | null
  /** Those who have a role on the project, by their ids. */
  readonly people: ReadonlyMap<string, Member>
  readonly owner: Member | null
  /** Null where no date is typed. */
  readonly due: DateReading | null
  /** The owner's, in the week of the date, else in the one that is running; this task is not in it. */
  readonly load: Load | null
  /** The owner has more tasks in that week than were counted. */
  readonly more: boolean
  /** Working time that this task adds to it; null where nobody has said. */
  readonly minutes: number | null
  /** What the project's inputs begin with. */
  readonly texts: ProjectTexts
  /** How the inputs are called whose texts are put aside, since the project does not have them. */
  readonly aside: readonly string[]
}

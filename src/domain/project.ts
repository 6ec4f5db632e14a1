import type { FieldDefinition } from './custom-fields.ts'

/** A stretch of a project that groups its tasks. */
export interface Phase {
  readonly id: string
  /** Unique in its project, whatever its case. */
  readonly name: string
}

/** Who holds which role on a project, by member id; a role nobody holds is null. */
export interface ProjectRoles {
  readonly coordinator: string | null
  readonly projectManager: string | null
  readonly teamLead: string | null
  readonly accountManager: string | null
}

/** A client engagement. */
export interface Project {
  readonly workspaceId: string
  readonly id: string
  /** Two to six capital letters or digits, a letter first; unique in the workspace, such as `WEB`. */
  readonly key: string
  readonly name: string
  readonly client: string
  /** Where the project lives: its digest is posted here, and tasks made here belong to it. */
  readonly channelId: string
  /** The designated channel for escalations. */
  readonly escalationChannelId: string
  readonly roles: ProjectRoles
  /** The one member who answers for the project's tasks (A of RACI) unless a task names another. */
  readonly accountableId: string | null
  /** IANA zone of the project's day: digests and the working time of its channels. */
  readonly zone: string
  readonly archived: boolean
  /** Its channel is private: only those who are in it see the project and its tasks. */
  readonly private: boolean
  /** In the order in which work goes through them. */
  readonly phases: readonly Phase[]
  /** Fields that its tasks have besides the usual ones. */
  readonly fields: readonly FieldDefinition[]
  /** A new task's card is posted in the channel; else its maker alone sees the answer. */
  readonly cardsInChannel: boolean
  readonly digest: {
    readonly enabled: boolean
    /** Wall-clock time in the project's zone, `HH:mm`. */
    readonly at: string
    /** The project's local date (`YYYY-MM-DD`) of the last digest, so that a day has one. */
    readonly lastOn: string | null
  }
  /** When the next digest is due; null while digests are off or the project is archived. */
  readonly nextDigestAt: Date | null
  readonly createdAt: Date
  readonly version: number
}

/** A project's key as people type it: two to six letters or digits, a letter first. */
export const PROJECT_KEY = /^[A-Z][A-Z0-9]{1,5}$/

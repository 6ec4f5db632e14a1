import type { Via } from './domain/activity.ts'
import type { FormAside } from './domain/form-aside.ts'
import type { ProjectTexts } from './domain/form-fields.ts'
import type { Member } from './domain/member.ts'
import type { MessageContent } from './domain/notice.ts'
import type { FormChanges } from './domain/read-task-form.ts'
import type { Sight } from './domain/sight.ts'
import type { TaskFormWords } from './domain/task-form.ts'
import type { MessagePosition, Task, TaskFacts } from './domain/task.ts'
import type { TaskSheet } from './domain/task-sheet.ts'
import type { Addressee } from './slack-ports.ts'

/** How a listener answers the person who acted; `slack/` puts it into the context of every listener. */
export interface TurnContext {
  readonly workspaceId: string
  /** Gives an answer that they alone see, where they acted; for a command it is the acknowledgement. */
  readonly answer: (content: MessageContent) => Promise<void>
  /** Puts the answer in the place of the message whose button they pressed; where that cannot be, it is an answer. */
  readonly replace: (content: MessageContent) => Promise<void>
  /**
   * Says that an event is somebody speaking to Runsheet: from here on answers go to them there, and so does what goes
   * wrong, refusal or fault, with the draft of what they said; the event is not tried again, for work may be done by then.
   */
  readonly attend: (to: Addressee, draftId: string | null) => void
}

/** A person speaking to Runsheet, by a command or in a message: who, where, and what they said. */
export interface Speech {
  readonly workspaceId: string
  readonly speaker: Member
  /** What the speaker may see. */
  readonly sight: Sight
  readonly channelId: string
  /** The text after the command's or Runsheet's name, with Slack's escapes and tokens. */
  readonly said: string
  readonly via: Via
  /** Opens one modal within three seconds; null for a message, by which none can be opened. */
  readonly triggerId: string | null
  /** Where an answer to a command can still be given for half an hour, at most five times. */
  readonly responseUrl: string | null
  /** The message whose button said it: it is answered in its place. */
  readonly pressed?: MessagePosition | undefined
  /** The task whose thread it was said in: a line that names none may be about it. */
  readonly aboutReference?: string | undefined
}

/** What a command answers, seen by its speaker alone; null when a modal is the answer. */
export type Reply = MessageContent | null

/**
 * Changes the tasks that somebody names, each on its own, by what `decide` says of it, and answers with what changed and
 * the button that undoes it. The feature `tasks` does it; `features.ts` hands it to others.
 *
 * It throws a UserError when a reference names no task, or when `decide` refuses all of them; `decide` may run again.
 */
export type ChangeNamed = (
  speech: Pick<Speech, 'workspaceId' | 'speaker' | 'sight' | 'via'>,
  references: readonly string[],
  decide: (task: Task, now: Date) => Partial<TaskFacts> | Promise<Partial<TaskFacts>>,
) => Promise<{ readonly sheets: readonly TaskSheet[]; readonly reply: MessageContent }>

/** What a task form is described by: who has it open, and what stands in it. */
export interface DescribedForm {
  readonly reader: Member
  readonly words: TaskFormWords
  /** The task that it edits; null for a new one. */
  readonly taskId: string | null
  /** What stands in the inputs of whichever project. */
  readonly held: ProjectTexts
  /** How the inputs are called whose texts were put aside. */
  readonly aside?: readonly string[]
}

/** What is found of what a task form names, or what is wrong with it, by the names of the inputs. */
export type SettledForm =
  | { readonly dependsOnIds: readonly string[] | undefined }
  | { readonly errors: Readonly<Record<string, string>> }

/** What is done with a task form whatever it is for. The feature `forms` does it; `features.ts` hands it to others. */
export interface TaskForms {
  /** Says what a form shows beside its inputs. */
  readonly describe: (form: DescribedForm) => Promise<FormAside>
  /** Meets the people whom a form names, and finds the tasks; `task` is the one that it changes. */
  readonly settle: (editor: Member, changes: FormChanges, task: Task | null) => Promise<SettledForm>
}

/** Every id by which Slack names what was pressed or sent: `feature.verb`, each once (a test holds it). */

/** Slash commands. */
export const COMMANDS = { task: '/task', project: '/project', runsheet: '/runsheet' } as const

/** Shortcuts, as in `manifest.yml`. */
export const SHORTCUTS = {
  newTask: 'capture.new-task',
  fromMessage: 'capture.from-message',
  addToTask: 'capture.add-to-task',
  startProject: 'projects.start',
} as const

/** Buttons and inputs about capturing a task. */
export const CAPTURE = {
  /** Opens the New task modal with a text that could not be understood. */
  openDraft: 'capture.open-draft',
  /** Opens the New task modal, empty, for the channel that it is pressed in. */
  openForm: 'capture.open-form',
  /** Asks for the tasks that a message may be added to, while somebody types. */
  pickTask: 'capture.pick-task',
} as const

/** Buttons on a task's card and in lists; the value is the task's id. */
export const TASK = {
  show: 'tasks.show',
  start: 'tasks.start',
  review: 'tasks.review',
  done: 'tasks.done',
  reopen: 'tasks.reopen',
  unblock: 'tasks.unblock',
  take: 'tasks.take',
  needUntil: 'tasks.need-until',
  blocked: 'tasks.blocked',
  handOff: 'tasks.hand-off',
  /** The answers to a hand-off. */
  accept: 'tasks.accept',
  decline: 'tasks.decline',
  watch: 'tasks.watch',
  unwatch: 'tasks.unwatch',
  edit: 'tasks.edit',
  /** Takes back the change that the message tells of; the value is the activity's id. */
  undo: 'tasks.undo',
  /** Says the command that is its value: the next page of a list, a suggestion. */
  say: 'commands.say',
  /** The same, for a second button beside the first: Slack takes an id once in a block. */
  sayOther: 'commands.say-other',
} as const

/** Buttons on lists; the value is the line that says the list. */
export const LIST = {
  /** Opens the modal in which all tasks of the list are changed. */
  change: 'lists.change',
  /** Goes from the preview of a change back to its form; the value is the deed's id. */
  back: 'lists.back',
} as const

/** Buttons about files. */
export const DATA = {
  /** Opens the form that takes a file for a project; the value is its id. */
  import: 'data.import',
  /** Goes from the preview of an import back to what its columns are; the value is the import's id. */
  back: 'data.back',
} as const

/** The answers to a nudge; the value is the task's id. Their message takes the answer's place. */
export const NUDGE = {
  done: 'follow-ups.done',
  needUntil: 'follow-ups.need-until',
  blocked: 'follow-ups.blocked',
} as const

/** Inputs of the task form that tell at once what was put into them. */
export const FORM = {
  project: 'forms.choose-project',
  owner: 'forms.choose-owner',
  due: 'forms.read-due',
} as const

/** Modals. */
export const VIEWS = {
  newTask: 'capture.form',
  addToTask: 'capture.adding-form',
  editTask: 'tasks.edit-form',
  needUntil: 'tasks.need-until-form',
  blocked: 'tasks.blocked-form',
  handOff: 'tasks.hand-off-form',
  decline: 'tasks.decline-form',
  startProject: 'projects.form',
  bulkForm: 'lists.bulk-form',
  bulkPreview: 'lists.bulk-preview',
  importFile: 'data.file-form',
  importMapping: 'data.mapping-form',
  importQuestions: 'data.questions-form',
  importPreview: 'data.preview',
  settings: 'settings.form',
} as const

/** Buttons below what Runsheet says of itself when it is spoken to or reacted at. */
export const CONVERSATION = {
  /** Opens the New task modal with a message; the value says which. */
  makeTask: 'conversation.make-task',
} as const

/** App Home. */
export const HOME = { newTask: 'home.new-task' } as const

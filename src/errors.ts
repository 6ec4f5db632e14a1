/**
 * A mistake that the person can mend, or a wish that cannot be granted as things stand.
 *
 * `userText` is plain text, shown to them as it is: kind, complete, and with what to do next. It is logged by its code
 * at info. `draft` is what they typed, where there was something to lose; `input` names what it is about in a form: the
 * owner, the project.
 */
export class UserError extends Error {
  readonly code: string
  readonly userText: string
  readonly draft: string | null
  readonly input: string | null

  constructor(code: string, userText: string, draft: string | null = null, input: string | null = null) {
    super(code)
    this.name = 'UserError'
    this.code = code
    this.userText = userText
    this.draft = draft
    this.input = input
  }
}

/** The same refusal, placed below an input of the form, where there is a form. */
const at = (input: string, code: string, userText: string): UserError => new UserError(code, userText, null, input)

/** An aggregate changed between reading and saving; the transactor runs the use case again. */
export class StaleVersion extends Error {
  constructor(what: string) {
    super(`${what} changed meanwhile`)
    this.name = 'StaleVersion'
  }
}

const listed = (items: readonly string[], none: string): string => (items.length > 0 ? items.join(', ') : none)

export const unknownReference = (reference: string): UserError =>
  new UserError(
    'unknown-reference',
    `There is no task ${reference} in this workspace. Check the number, or look it up with /task list.`,
  )

export const taskGone = (): UserError =>
  new UserError('task-gone', 'This task no longer exists: its creation was undone. Nothing was changed.')

/** `key` is empty where a form chose one that has gone since. */
export const unknownProject = (key: string, keys: readonly string[]): UserError =>
  at(
    'project',
    'unknown-project',
    `${key === '' ? 'That project is archived or gone' : `There is no project ${key}`}. The projects are: ${listed(keys, 'none yet')}. Start one with /project new.`,
  )

export const noProjectHere = (keys: readonly string[]): UserError =>
  at(
    'project',
    'no-project-here',
    keys.length > 0
      ? `This conversation has no project of its own, so say which one you mean: ${keys.join(', ')}. In the form, choose it under Project; in a line, add for example “in ${keys[0] ?? ''}”.`
      : 'There is no project yet for this task to belong to. Start one with /project new, then send this again.',
  )

export const severalProjectsHere = (keys: readonly string[]): UserError =>
  at(
    'project',
    'several-projects-here',
    `Several projects live in this channel: ${keys.join(', ')}. Say which one you mean: in the form, choose it under Project; in a line, add for example “in ${keys[0] ?? 'KEY'}”.`,
  )

export const cannotOwn = (name: string, why: 'unknown' | 'bot' | 'outsider' | 'deactivated'): UserError =>
  at(
    'owner',
    'cannot-own',
    {
      unknown: 'Slack does not know that person in this workspace. Name a member of it as the owner.',
      bot: `${name} is an app and cannot own a task. Name a person.`,
      outsider: `${name} is from another workspace and cannot own a task here. Name somebody of this workspace; if the work waits on ${name}, say so with /task block.`,
      deactivated: `${name}’s Slack account is deactivated, so they cannot own a task. Name somebody else.`,
    }[why],
  )

export const circular = (path: readonly string[]): UserError =>
  at(
    'after',
    'circular',
    `These tasks would wait for each other in a circle: ${path.join(' → ')}. Nothing was changed.`,
  )

export const oneOwner = (count: number): UserError =>
  new UserError(
    'one-owner',
    `A task has exactly one owner, and you named ${count}. Name one person. Nothing was changed.`,
  )

export const contradictingFilters = (): UserError =>
  new UserError(
    'contradicting-filters',
    'No task can be all of that at once: a list takes one person, one project, one phase, one priority and one status at most. Leave one of them out.',
  )

export const unknownList = (name: string, names: readonly string[]): UserError =>
  new UserError(
    'unknown-list',
    names.length > 0
      ? `You have saved no list called ${name}. Yours are: ${names.join(', ')}.`
      : `You have saved no list called ${name}, nor any other. To save one, add for example save:hot to a list.`,
  )

export const tooManyLists = (most: number): UserError =>
  new UserError(
    'too-many-lists',
    `You have ${most} saved lists already, and more are not kept. Forget one first: /task list saved shows them.`,
  )

export const unknownPhase = (name: string, names: readonly string[]): UserError =>
  new UserError(
    'unknown-phase',
    names.length > 0
      ? `There is no phase ${name}. The phases are: ${names.join(', ')}.`
      : `There is no phase ${name}: no project has phases yet. /project phases names them.`,
  )

/** More tasks match than are sorted or grouped at once. */
export const tooManyToArrange = (most: number, grouped: boolean): UserError =>
  new UserError(
    'too-many-to-arrange',
    `More than ${most.toLocaleString('en-GB')} tasks fit that, too many to be ${grouped ? 'grouped' : 'sorted like this'} at once. Narrow the list by a project, a person or another filter${grouped ? '' : ', or sort it by due, priority, created or updated'}.`,
  )

export const guestsChangeOne = (): UserError =>
  new UserError(
    'guests-change-one',
    'Guests cannot change a whole list. Change your tasks one by one, or ask a member of this workspace to do it.',
  )

export const listGone = (): UserError =>
  new UserError('list-gone', 'That list has no tasks any more, so there is nothing to change. Call it up again.')

export const tooManyToChange = (count: number, most: number): UserError =>
  new UserError(
    'too-many-to-change',
    `That list has ${count} tasks, and at most ${most} are changed at once. Narrow it, for example by a person or a project, and change it part by part.`,
  )

export const deedGone = (): UserError =>
  new UserError(
    'deed-gone',
    'That preview is too old, or has been applied already, so nothing was changed. Call the list up again and begin anew.',
  )

export const cannotImport = (): UserError =>
  new UserError(
    'cannot-import',
    'Only members of this workspace import tasks, not guests or people of other workspaces. Ask one of them to do it.',
  )

export const archivedProject = (key: string): UserError =>
  at('project', 'archived-project', `${key} is archived, so no tasks are made in it. Import into another project.`)

export const importGone = (): UserError =>
  new UserError(
    'import-gone',
    'That preview is too old, or its import has begun already, so nothing was done by this. Begin anew with /project import.',
  )

export const importRowsGone = (): UserError =>
  new UserError('import-rows-gone', 'Its rows are kept for two days, and these are gone. Import the file again.')

export const draftGone = (): UserError =>
  new UserError(
    'draft-gone',
    'That draft is gone: drafts are kept for a week, and only for whoever typed them. Open a new form with /task.',
  )

export const refusedMove = (reference: string, text: string): UserError =>
  new UserError('refused-move', `${reference} ${text}`)

export const notUnderstood = (text: string): UserError => new UserError('not-understood', text)

export const changedMeanwhile = (reference: string): UserError =>
  new UserError(
    'changed-meanwhile',
    `Somebody changed ${reference} while you had this form open, so nothing was saved. Copy what you want to keep, then close this form and open it again to see the change.`,
  )

export const cannotUndo = (
  why: 'late' | 'moved-on' | 'nothing' | 'not-yours' | 'already' | 'note' | 'put-back',
): UserError =>
  new UserError(
    'cannot-undo',
    {
      late: 'That change is more than ten minutes old, so it can no longer be undone. Change the task itself instead.',
      'moved-on':
        'The task has changed since then, so undoing would overwrite somebody’s later change. Change the task itself instead.',
      nothing: 'You have changed nothing in the last ten minutes that could be undone.',
      'not-yours': 'Only the person who made that change can undo it.',
      already: 'That change was undone already. Nothing more was changed.',
      'put-back': 'Nothing of that change stands any more, so there is nothing to undo.',
      note: 'That note is a reply in a thread. Delete the reply, and the note goes with it.',
    }[why],
  )

/**
 * @param what the names of what was changed, `Status`; none where it was a note
 * @param undoing what the undo would have done
 */
export const changedSinceThen = (
  reference: string,
  who: string,
  { what, undoing }: { readonly what: readonly string[]; readonly undoing: 'change' | 'creation' },
): UserError => {
  const change = what.length > 0 ? `changed ${what.join(', ')}` : 'added a note'
  const lost =
    undoing === 'change'
      ? 'Undoing would overwrite that, so nothing was undone. Change the task itself instead.'
      : 'Undoing would take that away with the task, so nothing was undone. Drop the task instead.'
  return new UserError('cannot-undo', `${reference} has changed since then: ${who} ${change}. ${lost}`)
}

export const keyTaken = (key: string, name: string): UserError =>
  new UserError('key-taken', `The key ${key} belongs to the project ${name} already. Choose another one.`)

export const cannotRunProjects = (): UserError =>
  new UserError(
    'cannot-run-projects',
    'Guests and people from other workspaces cannot start or change projects. Ask a member of this workspace to do it.',
  )

export const whichProject = (here: readonly string[], keys: readonly string[]): UserError =>
  new UserError(
    'which-project',
    here.length > 0
      ? `Several projects live in this channel: ${here.join(', ')}. Name the one you mean behind the verb, as in /project show ${here[0] ?? 'KEY'}.`
      : `This conversation has no project of its own, so name one behind the verb, as in /project show ${keys[0] ?? 'KEY'}. The projects are: ${listed(keys, 'none yet')}.`,
  )

export const cannotHoldRole = (name: string, why: 'unknown' | 'bot' | 'deactivated' | 'outsider'): UserError =>
  new UserError(
    'cannot-hold-role',
    {
      unknown: 'Slack does not know that person in this workspace. Name a member of it.',
      bot: `${name} is an app and cannot hold a role on a project. Name a person.`,
      deactivated: `${name}’s Slack account is deactivated, so they cannot hold a role. Name somebody else.`,
      outsider: `${name} is a guest or from another workspace, and roles are held by members of this one. Name somebody else.`,
    }[why],
  )

export const outsiderSpeaks = (): UserError =>
  new UserError(
    'outsider-speaks',
    'Only members and guests of this workspace can give Runsheet commands, so nothing was done. Ask somebody of this workspace to do it.',
  )

export const interrupted = (said: string): UserError =>
  new UserError(
    'interrupted',
    'Runsheet was interrupted while it worked on what you said, so it may or may not be done. It was not done a second time: look with /task list, and say it again if it is missing.',
    said,
  )

export const messageGone = (): UserError =>
  new UserError(
    'message-gone',
    'That message was deleted, or Runsheet cannot read it, so no task was made of it. Open a new form with /task.',
  )

export const cannotChangeSettings = (): UserError =>
  new UserError(
    'cannot-change-settings',
    'Only admins of this Slack workspace can change its settings, so nothing was saved. Ask one of them to do it with /runsheet settings.',
  )

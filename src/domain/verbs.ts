import { nearest } from './near.ts'

/** One thing that people can say to `/task`, or to Runsheet in a thread. */
interface VerbEntry {
  readonly verb: string
  readonly usage: string
  readonly example: string
  /** One sentence without a full stop. */
  readonly summary: string
}

const entry = <T extends string>(verb: T, usage: string, example: string, summary: string) =>
  ({ verb, usage, example, summary }) as const satisfies VerbEntry

/** Every verb, in the order of the help, which is made from this list and no other. */
export const VERBS = [
  entry('show', 'REF', 'WEB-12', 'Shows a task with its buttons'),
  entry(
    'list',
    'list [all|me|@person|KEY|overdue|today|week|blocked|at-risk|unassigned|urgent|undated|label:x|phase:x|watching|done this week] [sort:due] [group:owner] [save:NAME|NAME|saved] [page N]',
    'list me overdue sort:priority',
    'Lists open tasks; filters combine',
  ),
  entry('search', 'search words', 'search hero copy', 'Finds tasks by words in title, description and notes'),
  entry('start', 'start REF [note]', 'start WEB-12', 'Moves a task to Doing'),
  entry('review', 'review REF [note]', 'review WEB-12 second draft', 'Moves a task to Review'),
  entry('done', 'done REF [note]', 'done WEB-12, WEB-13', 'Completes a task'),
  entry('reopen', 'reopen REF [note]', 'reopen WEB-12 client found a typo', 'Opens a finished or dropped task again'),
  entry('drop', 'drop REF reason', 'drop WEB-12 out of scope', 'Drops a task, with the reason'),
  entry(
    'block',
    'block REF reason [@person] [REF]',
    'block WEB-12 waiting on client logo',
    'Marks a task blocked; a person or a reference says what it waits on',
  ),
  entry('unblock', 'unblock REF [note]', 'unblock WEB-12', 'Takes the block away'),
  entry('take', 'take REF', 'take WEB-12', 'Makes you the owner'),
  entry('assign', 'assign REF @person|nobody [note]', 'assign WEB-12 @ben', 'Gives a task an owner'),
  entry(
    'handoff',
    'handoff REF @person [note]',
    'handoff WEB-12 @ben files are in the drive',
    'Passes your task on; it stays yours until it is accepted',
  ),
  entry('accept', 'accept REF', 'accept WEB-12', 'Takes over a task that somebody hands you'),
  entry(
    'decline',
    'decline REF [reason]',
    'decline WEB-12 booked until friday',
    'Leaves a task that somebody hands you with its owner',
  ),
  entry('due', 'due REF when|none', 'due WEB-12 next tue', 'Sets the due date, in words, in your time zone'),
  entry('estimate', 'estimate REF time|none', 'estimate WEB-12 4h', 'Sets the working time that a task takes'),
  entry('left', 'left REF time', 'left WEB-12 2h', 'Says how much working time is left'),
  entry('priority', 'priority REF urgent|high|normal|low', 'priority WEB-12 urgent', 'Sets the priority'),
  entry('note', 'note REF text', 'note WEB-12 client likes version 2', 'Adds a comment'),
  entry(
    'check',
    'check REF [number|+ text] [@person]',
    'check WEB-12 2',
    'Ticks or unticks an item of the checklist, adds one, gives one to somebody, or shows them all',
  ),
  entry('link', 'link REF address [text]', 'link WEB-12 https://example.com/draft', 'Adds a link'),
  entry('label', 'label REF #label [-#label]', 'label WEB-12 #launch -#draft', 'Adds labels, and takes some away'),
  entry(
    'depends',
    'depends REF [not] on REF',
    'depends WEB-12 on WEB-9',
    'Makes a task wait for another, or no longer',
  ),
  entry('phase', 'phase REF name|none', 'phase WEB-12 design', 'Moves a task into a phase of its project'),
  entry('set', 'set REF field value|none', 'set WEB-12 Budget 1200', 'Fills in one of the project’s own fields'),
  entry(
    'repeat',
    'repeat REF every …|never',
    'repeat WEB-12 every other friday',
    'Makes the next task when this one is done',
  ),
  entry(
    'merge',
    'merge REF into REF',
    'merge WEB-12 into WEB-9',
    'Closes a duplicate; what it has goes into the other',
  ),
  entry(
    'raci',
    'raci REF A:@person C:@person I:@person|none',
    'raci WEB-12 A:@cleo C:@dev',
    'Says who is Responsible, Accountable, Consulted and Informed',
  ),
  entry(
    'snooze',
    'snooze REF when',
    'snooze WEB-12 2d',
    'Lets nobody be asked about a task until then, two weeks at most',
  ),
  entry('watch', 'watch REF', 'watch WEB-12', 'Tells you what becomes of a task'),
  entry('unwatch', 'unwatch REF', 'unwatch WEB-12', 'Tells you no more'),
  entry('history', 'history REF [page N]', 'history WEB-12', 'Shows who changed what, and when, newest first'),
  entry('undo', 'undo', 'undo', 'Takes back your last change of the past ten minutes'),
  entry(
    'export',
    'export [csv|json] [filters as in list]',
    'export csv WEB overdue',
    'Gives you the tasks that you may see as a file',
  ),
  entry('help', 'help [verb]', 'help due', 'Explains a verb, with an example'),
] as const

export type Verb = (typeof VERBS)[number]['verb']

/** Short forms that mean a verb as surely as its name does. */
const SHORT_FORMS: ReadonlyMap<string, Verb> = new Map(
  Object.entries({
    ls: 'list',
    est: 'estimate',
    prio: 'priority',
    hist: 'history',
    'hand-off': 'handoff',
    find: 'search',
    duplicate: 'merge',
    dup: 'merge',
  }),
)

/** Other words for a verb: the verb is offered, never done, because they begin titles as well. */
const OTHER_WORDS: ReadonlyMap<string, Verb> = new Map(
  Object.entries({
    begin: 'start',
    doing: 'start',
    finish: 'done',
    finished: 'done',
    complete: 'done',
    completed: 'done',
    close: 'done',
    closed: 'done',
    resolve: 'done',
    tick: 'done',
    cancel: 'drop',
    delete: 'drop',
    remove: 'drop',
    kill: 'drop',
    open: 'reopen',
    stuck: 'block',
    claim: 'take',
    mine: 'take',
    give: 'assign',
    reassign: 'assign',
    pass: 'handoff',
    move: 'due',
    reschedule: 'due',
    deadline: 'due',
    postpone: 'due',
    comment: 'note',
    view: 'show',
    card: 'show',
    url: 'link',
    log: 'history',
    mute: 'snooze',
    after: 'depends',
    follow: 'watch',
    subscribe: 'watch',
    unfollow: 'unwatch',
    unsubscribe: 'unwatch',
    remaining: 'left',
    tag: 'label',
    recur: 'repeat',
    reject: 'decline',
    refuse: 'decline',
    stage: 'phase',
  }),
)

const NAMES: readonly Verb[] = VERBS.map(({ verb }) => verb)

/** The verb that a word is, in any case; null for another word. */
export function asVerb(word: string): Verb | null {
  const lower = word.toLowerCase().replace(/:$/, '')
  return NAMES.find((name) => name === lower) ?? SHORT_FORMS.get(lower) ?? null
}

/** The verb that a word probably stands for: another word for it, a form of it, or a slip of the finger; else null. */
export function nearVerb(word: string): Verb | null {
  const lower = word.toLowerCase()
  if (!/^[a-z-]{3,12}$/.test(lower)) return null
  const base = lower.replace(/(?:ed|ing|s)$/, '')
  return OTHER_WORDS.get(lower) ?? NAMES.find((name) => name === base) ?? nearest(lower, NAMES)
}

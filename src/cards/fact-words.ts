import { fit } from '../block-kit/limits.ts'
import { date, italic, line } from '../block-kit/mrkdwn.ts'
import type { Change } from '../domain/activity.ts'
import type { LogNames } from '../domain/history.ts'
import type { TaskFact, TaskFacts } from '../domain/task.ts'
import { progress } from './detail-words.ts'
import { fieldFacts } from './field-words.ts'
import { recurrenceThere } from './recurrence-words.ts'
import { effort, nameOf, PRIORITY_WORDS, STATUS_WORDS } from './words.ts'

/** What facts are said with. */
export interface FactNames extends LogNames {
  /** How an instant is said where Slack's date tokens do not work; left out, it is a token. */
  readonly instants?: (at: Date) => string
}

const TEXT_SHOWN = 100
const LISTED = 5
const NONE = italic('nothing')

const person = (id: string | null, { people }: FactNames): string =>
  id === null ? italic('nobody') : nameOf(people, id)
const persons = (ids: readonly string[], names: FactNames): string =>
  ids.length > 0 ? joined(ids.map((id) => person(id, names))) : italic('nobody')
const instant = (at: Date | null, { instants = date }: FactNames): string => (at === null ? NONE : instants(at))
/** What somebody wrote, in a few words. */
export const noteWords = (text: string | null): string => (text ? `“${line(text, TEXT_SHOWN)}”` : NONE)
const joined = (items: readonly string[]): string =>
  items.length > 0 ? fit(items, LISTED, (hidden) => `${hidden} more`).join(', ') : NONE

interface Telling<F extends TaskFact> {
  readonly label: string
  readonly say: (value: TaskFacts[F], names: FactNames) => string
}

/** How each fact is called and its values are said; null where another fact's words say it already. */
const TELLINGS: { readonly [F in TaskFact]: Telling<F> | null } = {
  projectId: { label: 'Project', say: (id, { projects }) => line(projects.get(id)?.name ?? 'another project', 80) },
  title: { label: 'Title', say: noteWords },
  description: { label: 'Description', say: noteWords },
  status: { label: 'Status', say: (status) => STATUS_WORDS[status] },
  priority: { label: 'Priority', say: (priority) => PRIORITY_WORDS[priority] },
  ownerId: { label: 'Owner', say: person },
  accountableId: { label: 'Accountable', say: (id, names) => (id ? person(id, names) : 'the project’s') },
  dueAt: { label: 'Due', say: instant },
  estimateMinutes: { label: 'Estimate', say: (minutes) => (minutes === null ? NONE : effort(minutes)) },
  leftMinutes: { label: 'Time left', say: (minutes) => (minutes === null ? NONE : effort(minutes)) },
  phaseId: {
    label: 'Phase',
    say: (id, { project }) => {
      const phase = project?.phases.find((each) => each.id === id)
      return phase ? line(phase.name, 60) : id === null ? NONE : 'one that is gone'
    },
  },
  fields: {
    label: 'Fields',
    say: (values, { project }) =>
      joined(fieldFacts(project?.fields ?? [], values).map(([name, value]) => `${name} ${value}`)),
  },
  labels: { label: 'Labels', say: (labels) => joined(labels.map((label) => `#${line(label, 40)}`)) },
  dependsOnIds: {
    label: 'After',
    say: (ids, { references }) => joined(ids.map((id) => references.get(id) ?? 'a task that is gone')),
  },
  checklist: { label: 'Checklist', say: (items) => (items.length > 0 ? `${progress(items)} done` : NONE) },
  links: {
    label: 'Links',
    say: (links) => joined(links.map(({ url, text }) => line(text ?? url.replace(/^https?:\/\//, ''), 60))),
  },
  attachments: { label: 'Files', say: (files) => joined(files.map(({ name }) => line(name, 60))) },
  watcherIds: { label: 'Watched by', say: persons },
  handoff: { label: 'Offered to', say: (handoff, names) => person(handoff?.toId ?? null, names) },
  recurrence: { label: 'Repeats', say: (recurrence) => (recurrence ? recurrenceThere(recurrence) : 'never') },
  mergedIntoId: {
    label: 'Duplicate of',
    say: (id, { references }) => (id === null ? NONE : (references.get(id) ?? 'a task that is gone')),
  },
  consultedIds: { label: 'Consulted', say: persons },
  informedIds: { label: 'Informed', say: persons },
  snoozedUntil: { label: 'Snoozed until', say: instant },
  block: {
    label: 'Blocked',
    say: (block, names) => {
      if (!block) return NONE
      const waitsOn = [
        ...block.waitsOnMemberIds.map((id) => person(id, names)),
        ...block.waitsOnTaskIds.map((id) => names.references.get(id) ?? 'a task that is gone'),
      ]
      return `${noteWords(block.reason)}${waitsOn.length > 0 ? ` (waits on ${joined(waitsOn)})` : ''}`
    },
  },
  droppedReason: { label: 'Reason', say: noteWords },
  doneAt: null,
}

/** How a fact is called. */
export const factLabel = (fact: TaskFact): string => TELLINGS[fact]?.label ?? ''

/** How the facts of changes are called that have words of their own. */
export const factLabels = (changes: readonly Change[]): readonly string[] =>
  changes.map(({ fact }) => factLabel(fact)).filter((label) => label !== '')

/** What a fact says, in mrkdwn; empty where another fact's words say it already. */
export function factValue(fact: TaskFact, value: unknown, names: FactNames): string {
  // The log holds of each fact what the task held; the compiler cannot see that fact and values belong together.
  const telling = TELLINGS[fact] as Telling<TaskFact> | null
  return telling ? telling.say(value as never, names) : ''
}

/** One change with what was before and what came after it; null where another fact's words say it already. */
export function changeLine({ fact, before, after }: Change, names: FactNames): string | null {
  const label = factLabel(fact)
  return label === '' ? null : `${label}: ${factValue(fact, before, names)} → ${factValue(fact, after, names)}`
}

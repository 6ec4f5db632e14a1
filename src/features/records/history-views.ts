import { TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, section } from '../../block-kit/blocks.ts'
import { fit } from '../../block-kit/limits.ts'
import { bold, code, date, escape, italic, line } from '../../block-kit/mrkdwn.ts'
import { progress } from '../../cards/detail-words.ts'
import { fieldFacts } from '../../cards/field-words.ts'
import { recurrenceWords } from '../../cards/recurrence-words.ts'
import { effort, nameOf, PRIORITY_WORDS, STATUS_WORDS } from '../../cards/words.ts'
import type { Activity, Change, Via } from '../../domain/activity.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { Project } from '../../domain/project.ts'
import type { Task, TaskFact, TaskFacts } from '../../domain/task.ts'

interface Names {
  readonly people: ReadonlyMap<string, Member>
  readonly references: ReadonlyMap<string, string>
  readonly projects: ReadonlyMap<string, Project>
  /** The task's own, whose phases and fields are named. */
  readonly project: Project | undefined
}

interface Shown {
  readonly task: Pick<Task, 'reference' | 'title'>
  readonly entries: readonly Activity[]
  readonly page: number
  readonly more: boolean
  readonly names: Names
}

const TEXT_SHOWN = 100
const LISTED = 5
const NONE = italic('nothing')

const person = (id: string | null, { people }: Names): string => (id === null ? italic('nobody') : nameOf(people, id))
const persons = (ids: readonly string[], names: Names): string =>
  ids.length > 0 ? joined(ids.map((id) => person(id, names))) : italic('nobody')
const instant = (at: Date | null): string => (at === null ? NONE : date(at))
const words = (text: string | null): string => (text ? `“${line(text, TEXT_SHOWN)}”` : NONE)
const joined = (items: readonly string[]): string =>
  items.length > 0 ? fit(items, LISTED, (hidden) => `${hidden} more`).join(', ') : NONE

interface Telling<F extends TaskFact> {
  readonly label: string
  readonly say: (value: TaskFacts[F], names: Names) => string
}

/** How each fact is called and its values are said; null where another fact's words say it already. */
const TELLINGS: { readonly [F in TaskFact]: Telling<F> | null } = {
  projectId: { label: 'Project', say: (id, { projects }) => line(projects.get(id)?.name ?? 'another project', 80) },
  title: { label: 'Title', say: words },
  description: { label: 'Description', say: words },
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
  recurrence: { label: 'Repeats', say: (recurrence) => (recurrence ? recurrenceWords(recurrence) : 'never') },
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
      return `${words(block.reason)}${waitsOn.length > 0 ? ` (waits on ${joined(waitsOn)})` : ''}`
    },
  },
  droppedReason: { label: 'Reason', say: words },
  doneAt: null,
}

/** One change with what was before and what came after it. */
function changeLine({ fact, before, after }: Change, names: Names): string | null {
  // The log holds of each fact what the task held; the compiler cannot see that fact and values belong together.
  const telling = TELLINGS[fact] as Telling<TaskFact> | null
  if (!telling) return null
  const said = (value: unknown): string => telling.say(value as never, names)
  return `${telling.label}: ${said(before)} → ${said(after)}`
}

const VIA: Readonly<Partial<Record<Via, string>>> = {
  command: 'by command',
  modal: 'in a form',
  message: 'from a message',
  button: 'by a button',
  mention: 'by mention',
  reaction: 'by a reaction',
  job: 'by itself',
  setup: 'when it was set up',
}

const DEEDS: Readonly<Record<Activity['kind'], string>> = {
  created: 'created the task',
  changed: 'changed',
  noted: 'noted',
  nudged: 'asked the owner how it stands',
  escalated: 'told those who answer for it that it is late',
  undone: 'took a change back',
}

/** An edited or deleted reply in a card's thread is a later entry about the same note. */
function deedOf({ kind, note, undoes }: Activity): string {
  if (kind !== 'noted' || undoes === null) return DEEDS[kind]
  return note === null ? 'took a note back' : 'changed a note'
}

function entryText(entry: Activity, names: Names): string {
  const { actorId, at, via, changes, note } = entry
  const who = actorId === null ? 'Runsheet' : person(actorId, names)
  const from = VIA[via] ? ` · ${VIA[via]}` : ''
  return [
    `${bold(who)} ${deedOf(entry)} · ${date(at)}${from}`,
    ...changes.map((change) => changeLine(change, names)).filter((told) => told !== null),
    ...(note ? [words(note)] : []),
  ].join('\n')
}

/** One page of a task's history, newest first, with the button that turns to older entries. */
export function historyReply({ task, entries, page, more, names }: Shown): MessageContent {
  const name = `${bold(escape(task.reference))} ${line(task.title, 150)}`
  const say = (to: number): string => `history ${task.reference} page ${to}`
  const turn = [
    ...(page > 1 ? [button('Previous', TASK.sayOther, say(page - 1))] : []),
    ...(more ? [button('Next', TASK.say, say(page + 1))] : []),
  ]
  return {
    text: `History of ${escape(task.reference)} ${line(task.title, 150)}`,
    blocks: [
      section(`History of ${name}`),
      ...entries.map((entry) => section(entryText(entry, names))),
      ...(entries.length === 0 ? [section(`There is no page ${page}: ${code(`/task ${say(1)}`)} is the first.`)] : []),
      ...(turn.length > 0 ? [actions(...turn)] : []),
      ...(more || page > 1 ? [context(`Page ${page}, newest first`)] : []),
    ],
  }
}

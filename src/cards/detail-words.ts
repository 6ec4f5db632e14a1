import { section } from '../block-kit/blocks.ts'
import type { KnownBlock } from '../block-kit/blocks.ts'
import { clip, fit, LIMITS } from '../block-kit/limits.ts'
import { bold, date, line, link } from '../block-kit/mrkdwn.ts'
import { CHECKLIST_LIMITS, doneCount } from '../domain/checklist.ts'
import type { Attachment, ChecklistItem, Task, TaskLink } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { fieldFacts } from './field-words.ts'
import { recurrenceThere } from './recurrence-words.ts'
import { counted, effort, nameOf } from './words.ts'

const LINK_TEXT = 100
const NAMES_SHOWN = 10
const PHASE_SHOWN = 60

/** `2 of 5`. */
export const progress = (checklist: readonly ChecklistItem[]): string =>
  `${doneCount(checklist)} of ${checklist.length}`

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')

/** A link that can be followed; where it has a text of its own, the host stands behind it, so that nobody is led astray. */
export function linkWords({ url, text }: TaskLink): string {
  const target = url.replaceAll('&', '&amp;')
  if (text === null) return link(target, clip(url.replace(/^https?:\/\//, ''), LINK_TEXT))
  return `${link(target, clip(text, LINK_TEXT))} (${line(hostOf(url), LINK_TEXT)})`
}

type DetailFact =
  | 'leftMinutes'
  | 'phaseId'
  | 'fields'
  | 'checklist'
  | 'links'
  | 'attachments'
  | 'consultedIds'
  | 'informedIds'
  | 'watcherIds'
  | 'handoff'
  | 'recurrence'
  | 'mergedIntoId'
  | 'snoozedUntil'

const people = (sheet: TaskSheet, ids: readonly string[]): string =>
  fit(
    ids.map((id) => nameOf(sheet.people, id)),
    NAMES_SHOWN,
    (hidden) => `${hidden} more`,
  ).join(', ')

/** The phase that a task is in, in mrkdwn; null where it is in none that its project has. */
export function phaseName({ task, project }: TaskSheet): string | null {
  const phase = project.phases.find(({ id }) => id === task.phaseId)
  return phase ? line(phase.name, PHASE_SHOWN) : null
}

/** How a change of a task's details is said. */
export const DETAIL_WORDS: Readonly<Record<DetailFact, (sheet: TaskSheet) => string>> = {
  leftMinutes: ({ task }) =>
    task.leftMinutes === null
      ? 'has no time left noted'
      : `has ${bold(task.leftMinutes === 0 ? 'nothing' : effort(task.leftMinutes))} left to do`,
  phaseId: (sheet) => {
    const phase = phaseName(sheet)
    return phase === null ? 'is in no phase now' : `is now in the phase ${bold(phase)}`
  },
  fields: ({ task, project }) => {
    const facts = fieldFacts(project.fields, task.fields).map(([name, value]) => `${name} ${bold(value)}`)
    return facts.length > 0 ? `now says ${facts.join(', ')}` : 'says nothing in its fields now'
  },
  attachments: ({ task }) =>
    task.attachments.length > 0 ? `now has ${counted(task.attachments.length, 'file')}` : 'has no files now',
  watcherIds: ({ task }) =>
    task.watcherIds.length > 0
      ? `is now watched by ${counted(task.watcherIds.length, 'person', 'people')}`
      : 'is watched by nobody now',
  handoff: ({ task, people: known }) => {
    if (task.handoff) return `is offered to ${bold(nameOf(known, task.handoff.toId))}, who has not answered yet`
    return task.ownerId ? `stays with ${bold(nameOf(known, task.ownerId))}` : 'stays without an owner'
  },
  recurrence: ({ task }) =>
    task.recurrence ? `now repeats ${bold(recurrenceThere(task.recurrence))}` : 'does not repeat any more',
  mergedIntoId: ({ task, references }) =>
    task.mergedIntoId
      ? `went into ${bold(references.get(task.mergedIntoId) ?? 'another task')}`
      : 'is a task of its own again',
  checklist: ({ task }) =>
    task.checklist.length > 0
      ? `now has ${bold(progress(task.checklist))} on its checklist done`
      : 'has no checklist now',
  links: ({ task }) => (task.links.length > 0 ? `now has ${counted(task.links.length, 'link')}` : 'has no links now'),
  consultedIds: (sheet) =>
    sheet.task.consultedIds.length > 0
      ? `now names ${bold(people(sheet, sheet.task.consultedIds))} as consulted`
      : 'names nobody as consulted now',
  informedIds: (sheet) =>
    sheet.task.informedIds.length > 0
      ? `now names ${bold(people(sheet, sheet.task.informedIds))} as informed`
      : 'names nobody as informed now',
  snoozedUntil: ({ task }) =>
    task.snoozedUntil ? `is snoozed until ${bold(date(task.snoozedUntil))}` : 'is not snoozed any more',
}

/** A card's facts about details that a task has, as `[label, value]`. */
export function detailFacts(sheet: TaskSheet): readonly (readonly [label: string, value: string])[] {
  const { consultedIds, informedIds, watcherIds, checklist, handoff, leftMinutes, recurrence } = sheet.task
  const phase = phaseName(sheet)
  return [
    ...(handoff ? [['Offered to', `${nameOf(sheet.people, handoff.toId)} (not accepted yet)`] as const] : []),
    ...(leftMinutes === null ? [] : [['Time left', leftMinutes === 0 ? 'none' : effort(leftMinutes)] as const]),
    ...(phase === null ? [] : [['Phase', phase] as const]),
    ...(recurrence ? [['Repeats', recurrenceThere(recurrence)] as const] : []),
    ...fieldFacts(sheet.project.fields, sheet.task.fields),
    ...(consultedIds.length > 0 ? [['Consulted', people(sheet, consultedIds)] as const] : []),
    ...(informedIds.length > 0 ? [['Informed', people(sheet, informedIds)] as const] : []),
    ...(watcherIds.length > 0 ? [['Watched by', people(sheet, watcherIds)] as const] : []),
    ...(checklist.length > 0 ? [['Checklist', progress(checklist)] as const] : []),
  ]
}

/** A file's name, which leads to it. */
export const fileLink = ({ name, permalink }: Attachment): string =>
  link(permalink.replaceAll('&', '&amp;'), clip(name, LINK_TEXT))

/** As many of these as fit into one block, behind what they are. */
function blockOf(label: string, all: readonly string[]): readonly KnownBlock[] {
  if (all.length === 0) return []
  const shown: string[] = []
  let room = LIMITS.sectionText - 50
  for (const words of all) {
    room -= words.length + 3
    if (room < 0) break
    shown.push(words)
  }
  const more = all.length - shown.length
  return [section(`${bold(`${label}:`)} ${[...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(' · ')}`)]
}

/** The links of a task and its files, as many of each as fit into one block. */
export const linkBlocks = ({ links, attachments }: Task): readonly KnownBlock[] => [
  ...blockOf('Links', links.map(linkWords)),
  ...blockOf('Files', attachments.map(fileLink)),
]

/** Until when nobody is asked about a task, for its footnote. */
export const snoozeNote = ({ snoozedUntil }: Task): readonly string[] =>
  snoozedUntil ? [`snoozed until ${date(snoozedUntil)}`] : []

/** Every item of a checklist with its number, ticked or not, a line each. */
export const checklistLines = ({ task, people }: TaskSheet): readonly string[] =>
  task.checklist.map(({ text, ownerId, done, doneBy, doneAt }, index) => {
    const by = doneBy && doneAt ? ` (${nameOf(people, doneBy)}, ${date(doneAt)})` : ''
    const whose = ownerId ? ` — ${nameOf(people, ownerId)}` : ''
    return `${done ? '☑' : '☐'} ${index + 1}. ${line(text, CHECKLIST_LIMITS.itemText)}${whose}${by}`
  })

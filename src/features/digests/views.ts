import { context, header, section } from '../../block-kit/blocks.ts'
import type { KnownBlock } from '../../block-kit/blocks.ts'
import { clip, fit, LIMITS } from '../../block-kit/limits.ts'
import { bold, date, escape, line } from '../../block-kit/mrkdwn.ts'
import { nameOf, STATUS_WORDS } from '../../cards/words.ts'
import type { Digest, Moved } from '../../domain/digest.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { Project } from '../../domain/project.ts'
import type { Task } from '../../domain/task.ts'

export interface DigestTold {
  readonly project: Pick<Project, 'key' | 'name' | 'zone' | 'digest'>
  readonly digest: Digest
  readonly people: ReadonlyMap<string, Member>
  /** The project's local day, `YYYY-MM-DD`. */
  readonly date: string
}

/** A digest is skimmed: a section shows so many lines, and says how many more there are. */
const LINES = 10
const REFERENCES = 20
/** Room for `+12,345 more` at the end of a section. */
const MORE_ROOM = 20

const dayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
const reference = ({ reference }: Task): string => bold(escape(reference))
const name = (task: Task): string => `${reference(task)} ${line(task.title, 100)}`
const more = (hidden: number): string => `+${hidden} more`

/** Lines under a heading; whole lines only, as many as Slack's limit on a text and a reader's patience allow. */
function listed(heading: string, lines: readonly string[]): KnownBlock[] {
  if (lines.length === 0) return []
  let text = `${bold(heading)} (${lines.length})`
  let shown = 0
  for (const next of lines.slice(0, LINES)) {
    if (text.length + next.length + 3 > LIMITS.sectionText - MORE_ROOM) break
    text += `\n• ${next}`
    shown += 1
  }
  return [section(shown < lines.length ? `${text}\n${more(lines.length - shown)}` : text)]
}

const ownerOf = ({ people }: DigestTold, task: Task): string =>
  task.ownerId ? nameOf(people, task.ownerId) : bold('no owner')

const dueOf = (task: Task): string => (task.dueAt ? `due ${date(task.dueAt)}` : 'no due date')

function movedLine(told: DigestTold, { task, created, from, newOwner, newDue, actorId }: Moved): string {
  const parts = [
    created ? `new, ${STATUS_WORDS[task.status]}` : null,
    from ? `${STATUS_WORDS[from]} → ${bold(STATUS_WORDS[task.status])}` : null,
    newOwner || created ? (task.ownerId ? `owner ${ownerOf(told, task)}` : ownerOf(told, task)) : null,
    newDue || (created && task.dueAt) ? dueOf(task) : null,
    actorId ? `by ${nameOf(told.people, actorId)}` : null,
  ]
  return [name(task), ...parts.filter((part) => part !== null)].join(' · ')
}

function blockedLine(told: DigestTold, task: Task): string {
  const waiting = task.block?.waitsOnMemberIds.map((id) => nameOf(told.people, id)) ?? []
  const parts = [
    ownerOf(told, task),
    task.block ? line(task.block.reason, 150) : 'no reason given',
    ...(waiting.length > 0 ? [`waits on ${fit(waiting, 5, more).join(', ')}`] : []),
    ...(task.block ? [`since ${date(task.block.since)}`] : []),
  ]
  return [name(task), ...parts].join(' · ')
}

const dueLine = (told: DigestTold, task: Task): string => [name(task), ownerOf(told, task), dueOf(task)].join(' · ')

/** References only: what is missing is a list to work through, not news. */
function missing({ digest }: DigestTold): KnownBlock[] {
  const kinds = [
    ['no owner', digest.withoutOwner],
    ['no due date', digest.withoutDue],
    ['no estimate', digest.withoutEstimate],
  ] as const
  const lines = kinds
    .filter(([, tasks]) => tasks.length > 0)
    .map(([what, tasks]) => `• ${what} (${tasks.length}): ${fit(tasks.map(reference), REFERENCES, more).join(', ')}`)
  return lines.length > 0 ? [section([bold('Missing'), ...lines].join('\n'))] : []
}

/** The counts and the references, for notifications and screen readers. */
function summary(told: DigestTold): string {
  const { digest } = told
  const kinds: readonly (readonly [string, readonly Task[]])[] = [
    ['moved', digest.moved.map(({ task }) => task)],
    ['due today', digest.dueToday],
    ['overdue', digest.overdue],
    ['due this week', digest.dueThisWeek],
    ['blocked', digest.blocked],
    ['without owner', digest.withoutOwner],
    ['without due date', digest.withoutDue],
    ['without estimate', digest.withoutEstimate],
  ]
  const counts = kinds
    .filter(([, tasks]) => tasks.length > 0)
    .map(
      ([what, tasks]) =>
        `${tasks.length} ${what} (${fit(
          tasks.map((task) => escape(task.reference)),
          LINES,
          more,
        ).join(', ')})`,
    )
  return clip(`${title(told)}: ${counts.join('; ')}`, LIMITS.sectionText)
}

const title = ({ project, date }: DigestTold): string =>
  `${project.key} standup digest · ${dayFormat.format(new Date(`${date}T00:00:00Z`))}`

/** A project's day in its channel. All names are text: a digest pings nobody. */
export function digestMessage(told: DigestTold): MessageContent {
  const { digest, project } = told
  return {
    text: summary(told),
    blocks: [
      header(title(told)),
      ...listed(
        'Moved since the last one',
        digest.moved.map((moved) => movedLine(told, moved)),
      ),
      ...listed(
        'Due today',
        digest.dueToday.map((task) => dueLine(told, task)),
      ),
      ...listed(
        'Overdue',
        digest.overdue.map((task) => dueLine(told, task)),
      ),
      ...listed(
        'Due this week',
        digest.dueThisWeek.map((task) => dueLine(told, task)),
      ),
      ...listed(
        'Blocked',
        digest.blocked.map((task) => blockedLine(told, task)),
      ),
      ...missing(told),
      context(
        `${line(project.name, 80)} lives in this channel, so its digest comes here each working day at ${project.digest.at} (${escape(project.zone)}), if there is something to say.`,
      ),
    ],
  }
}

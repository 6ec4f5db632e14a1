import { context } from '../block-kit/blocks.ts'
import type { KnownBlock } from '../block-kit/blocks.ts'
import { bold, escape, line } from '../block-kit/mrkdwn.ts'
import type { FormAside } from '../domain/form-aside.ts'
import type { Load } from '../domain/load.ts'
import type { Member } from '../domain/member.ts'
import { dueForOwner } from './due-words.ts'
import { dateFault } from './faults.ts'
import { counted, dayWords, hoursWords, listed, localWords, nameOf } from './words.ts'

/** Names of the blocks that say what follows from what was put into an input; each stands below it. */
export const LINES = {
  owner: 'owner-line',
  due: 'due-line',
  project: 'project-line',
  aside: 'aside-line',
} as const

const lineBlock = (blockId: string, text: string): KnownBlock => ({ ...context(text), block_id: blockId })

const ROLE_NAMES = {
  coordinator: 'coordinator',
  projectManager: 'project manager',
  teamLead: 'team lead',
  accountManager: 'account manager',
} as const

/** Who does what on the project that was chosen. */
function projectLine({ project, people }: FormAside): readonly KnownBlock[] {
  if (!project) return []
  const name = (id: string): string => bold(nameOf(people, id))
  const roles = (Object.keys(ROLE_NAMES) as (keyof typeof ROLE_NAMES)[]).flatMap((role) => {
    const id = project.roles[role]
    return id === null ? [] : [`${ROLE_NAMES[role]} ${name(id)}`]
  })
  const said = [...(project.accountableId ? [`accountable ${name(project.accountableId)}`] : []), ...roles]
  const text = said.length > 0 ? `On this project: ${said.join(', ')}` : 'Nobody has a role on this project yet.'
  return [lineBlock(LINES.project, text)]
}

function weekWords({ week, running }: Load, { zone }: Member, { locale }: Member): string {
  return running ? 'this week' : `in the week of ${dayWords(week.from, zone, locale)}`
}

/** How full the owner's week is, and whether this task still fits into it. */
function loadLine({ owner, load, more, minutes, reader }: FormAside): readonly KnownBlock[] {
  if (!owner || !load) return []
  const hours = (of: number): string => hoursWords(of, reader.locale)
  const who = owner.id === reader.id ? `${bold('You')} have` : `${bold(line(owner.realName, 80))} has`
  const vague = load.unestimated > 0 ? `, ${load.unestimated} of them without an estimate` : ''
  const tasks = `${more ? 'more than ' : ''}${counted(load.tasks, 'task')}`
  const busy =
    load.tasks === 0
      ? `${who} nothing due ${weekWords(load, owner, reader)}`
      : `${who} ${hours(load.minutes)} to do ${weekWords(load, owner, reader)} (${tasks}${vague})`
  const time = `${hours(load.workingMinutes)} of working time${load.running ? ' left' : ''}`
  const sum = load.minutes + (minutes ?? 0)
  const withThis = minutes === null || minutes === 0 ? '' : ` With this task: ${hours(sum)}.`
  const over = sum > load.workingMinutes ? ` ${bold('That is more than fits.')}` : ''
  return [lineBlock(LINES.owner, `${busy}, and ${time}.${withThis}${over}`)]
}

/** How the date was read, in the reader's words and the owner's; or why it was not. */
function dueLine({ due, owner, reader }: FormAside): readonly KnownBlock[] {
  if (!due) return []
  // A task that is late keeps its date where nobody touches it, so this is no fault yet.
  if (due.kind === 'past')
    return [lineBlock(LINES.due, `${bold(localWords(due.at, reader.zone, reader.locale))} has passed.`)]
  if (due.kind !== 'understood') return [lineBlock(LINES.due, escape(dateFault(due, reader.zone, reader.locale) ?? ''))]
  const read = `Read as ${bold(localWords(due.at, reader.zone, reader.locale))}`
  return [lineBlock(LINES.due, `${read}${owner ? dueForOwner(due.at, owner, reader) : ''}`)]
}

/** That texts were put aside, so that nobody looks for them. */
function asideLine({ aside }: FormAside): readonly KnownBlock[] {
  if (aside.length === 0) return []
  const names = listed(aside.map((name) => line(name, 40)))
  return [
    lineBlock(LINES.aside, `Put aside, since this project does not have it: ${names}. It comes back with its project.`),
  ]
}

/** What a form says beside its inputs, below which each line stands. */
export const formLines = (aside: FormAside) => ({
  owner: loadLine(aside),
  due: dueLine(aside),
  project: projectLine(aside),
  aside: asideLine(aside),
})

import { DATA } from '../../block-kit/action-ids.ts'
import { actions, button, context, fields, section } from '../../block-kit/blocks.ts'
import type { KnownBlock } from '../../block-kit/blocks.ts'
import { clip } from '../../block-kit/limits.ts'
import { bold, channel, code, escape, line } from '../../block-kit/mrkdwn.ts'
import { DEFINITION_FAULTS } from '../../cards/faults.ts'
import { counted, nameOf } from '../../cards/words.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { MissingPart, ProjectCommand, ProjectVerb } from '../../domain/project-command.ts'
import { FIELD_LIMITS } from '../../domain/custom-fields.ts'
import type { DefinitionFault } from '../../domain/custom-fields.ts'
import { PHASE_LIMITS } from '../../domain/phases.ts'
import type { PhaseFault } from '../../domain/phases.ts'
import type { Project } from '../../domain/project.ts'
import { CLIENT_LIMIT, holderOf, PROJECT_NAME_LIMIT } from '../../domain/project-rules.ts'
import type { ProjectRole } from '../../domain/project-rules.ts'

/** A project with what its views say of it. */
export interface ProjectSheet {
  readonly project: Project
  readonly people: ReadonlyMap<string, Member>
  /** How many tasks are open; of these, how many are overdue and how many nobody owns. */
  readonly open: number
  readonly overdue: number
  readonly unowned: number
}

const named = ({ key, name }: Project): string => `${bold(escape(key))} ${line(name, PROJECT_NAME_LIMIT)}`
const plainNamed = ({ key, name }: Project): string => `${escape(key)} ${line(name, PROJECT_NAME_LIMIT)}`

const ROLE_WORDS: Readonly<Record<ProjectRole, string>> = {
  coordinator: 'Coordinator',
  projectManager: 'Project manager',
  teamLead: 'Team lead',
  accountManager: 'Account manager',
  accountable: 'Accountable',
}

const holder = ({ project, people }: ProjectSheet, role: ProjectRole): string => {
  const id = holderOf(project, role)
  return id === null ? 'nobody yet' : nameOf(people, id)
}

/** When the project's standup comes, in words. */
const standup = ({ digest, zone }: Project): string =>
  digest.enabled ? `working days at ${digest.at} (${escape(zone)})` : 'off'

const tasks = ({ open, overdue, unowned }: ProjectSheet): string =>
  [
    `${open} open`,
    ...(overdue > 0 ? [bold(`${overdue} overdue`)] : []),
    ...(unowned > 0 ? [`${unowned} without an owner`] : []),
  ].join(', ')

const fact = (label: string, value: string): string => `${bold(`${label}:`)} ${value}`

function facts(sheet: ProjectSheet): readonly KnownBlock[] {
  const { project } = sheet
  const roles = (['coordinator', 'accountable', 'projectManager', 'teamLead', 'accountManager'] as const).map((role) =>
    fact(ROLE_WORDS[role], holder(sheet, role)),
  )
  return fields([
    fact('Channel', channel(project.channelId)),
    fact('Escalations', channel(project.escalationChannelId)),
    ...roles,
    fact('Standup', standup(project)),
    fact('Cards of new tasks', project.cardsInChannel ? 'in the channel' : 'not in the channel'),
    ...(project.phases.length > 0 ? [fact('Phases', phaseNames(project))] : []),
    ...(project.fields.length > 0 ? [fact('Fields', fieldNames(project))] : []),
    fact('Tasks', tasks(sheet)),
  ])
}

const client = ({ client }: Project): string => (client === '' ? '' : ` for ${line(client, CLIENT_LIMIT)}`)

/** Everything about a project, for the one who asked. */
export function shownReply(sheet: ProjectSheet, { mayChange }: { readonly mayChange: boolean }): MessageContent {
  const { project, open, overdue } = sheet
  const state = project.archived ? `, ${bold('archived')}` : ''
  return {
    text: `${plainNamed(project)}: ${counted(open, 'open task')}, ${overdue} overdue`,
    blocks: [
      section(`${named(project)}${client(project)}${state}`),
      ...facts(sheet),
      ...(mayChange && !project.archived ? [actions(button('Import…', DATA.import, project.id))] : []),
    ],
  }
}

/** Confirms a new project, with what its creator does next. */
export function startedReply(sheet: ProjectSheet): MessageContent {
  const { project } = sheet
  const key = escape(project.key)
  return {
    text: `Started project ${plainNamed(project)}`,
    blocks: [
      section(`Started project ${named(project)}${client(project)}.`),
      ...facts(sheet),
      section(
        `Tasks made in ${channel(project.channelId)} belong to it. Make the first: ${code('/task Write the brief @name due fri')}. Hand out the other roles: ${code(`/project role ${key} team lead @name`)}.`,
      ),
      context('Runsheet posts in public channels by itself. To a private one, invite it there: /invite @Runsheet.'),
    ],
  }
}

/** Slack takes fifty blocks, and about 13,000 characters of them in all; who has more projects looks them up by key. */
const LISTED = 45
const LISTED_CHARACTERS = 9000

const listLine = (sheet: ProjectSheet): string =>
  `${named(sheet.project)}${client(sheet.project)} · ${channel(sheet.project.channelId)}\n${tasks(sheet)} · coordinated by ${holder(sheet, 'coordinator')}`

/** How many lines fit into one message. */
function shownCount(lines: readonly string[]): number {
  let characters = 0
  const over = lines.findIndex((text) => (characters += text.length) > LISTED_CHARACTERS)
  return Math.min(LISTED, over < 0 ? lines.length : over)
}

/** All projects that are not archived, a line or two each. */
export function listReply(sheets: readonly ProjectSheet[]): MessageContent {
  if (sheets.length === 0) {
    return {
      text: 'There is no project yet',
      blocks: [section(`There is no project yet. Start one: ${code('/project new WEB Website relaunch')}.`)],
    }
  }
  const lines = sheets.map(listLine)
  const shown = shownCount(lines)
  const hidden = lines.length - shown
  const keys = sheets.slice(0, shown).map(({ project }) => escape(project.key))
  return {
    text: `${counted(sheets.length, 'project')}: ${[...keys, ...(hidden > 0 ? [`+${hidden} more`] : [])].join(', ')}`,
    blocks: [
      ...lines.slice(0, shown).map((text) => section(text)),
      ...(hidden > 0 ? [context(`+${hidden} more. See one by its key: ${code('/project show KEY')}.`)] : []),
    ],
  }
}

const phaseNames = ({ phases }: Project): string =>
  phases.map(({ name }) => bold(line(name, PHASE_LIMITS.name))).join(', ')

const fieldNames = ({ fields }: Project): string =>
  fields.map(({ name, type }) => `${bold(line(name, FIELD_LIMITS.name))} (${type})`).join(', ')

/** Why a field was not taken, in plain text. */
export const fieldFaultText = (fault: DefinitionFault): string => `${DEFINITION_FAULTS[fault]} Nothing was changed.`

/** Why none was removed, in plain text. */
export const unknownFieldText = ({ name, fields }: Project, typed: string): string =>
  fields.length === 0
    ? `${name} has no fields of its own. Nothing was changed.`
    : `${name} has no field “${clip(typed, 60)}”. Its fields are ${fields.map((field) => field.name).join(', ')}. Nothing was changed.`

/** Why phases were not taken, in plain text. */
export const phasesFaultText = (fault: PhaseFault): string =>
  ({
    'too-many': `A project has at most ${PHASE_LIMITS.phases} phases. Nothing was changed.`,
    'too-long': `A phase’s name has at most ${PHASE_LIMITS.name} characters. Put commas between the phases, as in /project phases WEB Design, Build, Launch. Nothing was changed.`,
    twice: 'Two of these phases have the same name. Nothing was changed.',
  })[fault]

type Change = Extract<
  ProjectCommand,
  { readonly verb: 'role' | 'escalation' | 'digest' | 'phases' | 'cards' | 'field' | 'archive' }
>

function changeWords(sheet: ProjectSheet, change: Change): string {
  const { project } = sheet
  switch (change.verb) {
    case 'role':
      return `${ROLE_WORDS[change.role]} of ${named(project)} is now ${bold(holder(sheet, change.role))}.`
    case 'escalation':
      return `Escalations of ${named(project)} now go to ${channel(project.escalationChannelId)}.`
    case 'digest':
      return project.digest.enabled
        ? `The standup of ${named(project)} now comes to ${channel(project.channelId)} on ${standup(project)}.`
        : `The standup of ${named(project)} is off now.`
    case 'phases':
      return project.phases.length > 0
        ? `${named(project)} now goes through ${phaseNames(project)}.`
        : `${named(project)} has no phases now; its tasks stay.`
    case 'cards':
      return project.cardsInChannel
        ? `Every new task of ${named(project)} now shows its card in ${channel(project.channelId)}. Replies in a card’s thread are the task’s comments.`
        : `New tasks of ${named(project)} show no card in ${channel(project.channelId)} any more; whoever makes one sees it.`
    case 'field': {
      const has =
        project.fields.length > 0
          ? `now have ${fieldNames(project)} besides the usual`
          : 'have no fields of their own now'
      const kept =
        typeof change.field === 'string' ? ' What they said in the field that is gone is kept, and not shown.' : ''
      return `Tasks of ${named(project)} ${has}.${kept}`
    }
    case 'archive':
      return `${named(project)} is archived: nothing is asked or posted about it any more. Its ${counted(sheet.open, 'open task')} can still be read.`
  }
}

/** Confirms a change of a project. */
export const changedReply = (sheet: ProjectSheet, change: Change): MessageContent => ({
  text: `Changed ${plainNamed(sheet.project)}`,
  blocks: [section(changeWords(sheet, change))],
})

interface VerbHelp {
  readonly example: string
  readonly what: string
}

const HELP: Readonly<Record<ProjectVerb, VerbHelp>> = {
  new: {
    example: '/project new WEB Website relaunch',
    what: 'starts a project here; without key and name a form opens',
  },
  list: { example: '/project list', what: 'lists the projects' },
  show: { example: '/project show WEB', what: 'shows one; without a key the one that lives here' },
  role: {
    example: '/project role WEB coordinator @ana',
    what: 'says who is coordinator, project manager, team lead, account manager or accountable; `nobody` in place of the person empties the role',
  },
  escalation: { example: '/project escalation WEB #help', what: 'sets the channel for what stays unanswered' },
  digest: { example: '/project digest WEB 09:00', what: 'sets the time of the daily standup post, or off, or on' },
  phases: {
    example: '/project phases WEB Design, Build, Launch',
    what: 'names the phases that its tasks go through, or none',
  },
  cards: {
    example: '/project cards WEB on',
    what: 'shows the card of every new task in the channel, or not (off)',
  },
  field: {
    example: '/project field WEB Budget number',
    what: 'gives its tasks a field of their own: a text, number or date, or `Round: First draft, Final` to choose from; `remove Budget` takes it away',
  },
  import: {
    example: '/project import WEB',
    what: 'makes tasks of the rows of a CSV file, after a preview',
  },
  archive: { example: '/project archive WEB', what: 'puts a project aside' },
}

const helpLine = ({ example, what }: VerbHelp): string => `${code(example)} ${what}`

/** What `/project` does, a line and an example for each verb. */
export const helpReply = (): MessageContent => ({
  text: `What /project does: ${Object.keys(HELP).join(', ')}`,
  blocks: [
    section([bold('What /project does'), ...Object.values(HELP).map(helpLine)].join('\n')),
    context('Everything about tasks: /task help. All of Runsheet: /runsheet help.'),
  ],
})

/** Answers a word that is no verb: with the one that it was near to, else with all. */
export function unknownReply({ typed, near }: Extract<ProjectCommand, { readonly verb: 'unknown' }>): MessageContent {
  const said = `“${line(typed, 50)}” is nothing that /project does.`
  if (near === null) return { text: said, blocks: [section(said), ...helpReply().blocks] }
  return {
    text: `${said} Did you mean ${near}?`,
    blocks: [section(`${said} Did you mean this?\n${helpLine(HELP[near])}`)],
  }
}

const MISSING_WORDS: Readonly<Record<MissingPart, string>> = {
  key: 'Name the project by its key.',
  role: 'Name the role: coordinator, project manager, team lead, account manager or accountable.',
  person: 'Name the person by a mention, or write nobody.',
  channel: 'Name the channel, beginning with #.',
  names: 'Name the phases, with commas between them, or write none.',
  time: 'Name a time of day such as 09:00, or write off or on.',
  switch: 'Say on or off.',
  field: 'Name the field and say text, number or date, or put what can be chosen behind a colon.',
}

/** Answers a verb that lacks something, with an example. Nothing was changed. */
export const incompleteReply = ({
  of,
  missing,
}: Extract<ProjectCommand, { readonly verb: 'incomplete' }>): MessageContent => ({
  text: `${MISSING_WORDS[missing]} Nothing was changed.`,
  blocks: [section(`${MISSING_WORDS[missing]} Nothing was changed.\n${helpLine(HELP[of])}`)],
})

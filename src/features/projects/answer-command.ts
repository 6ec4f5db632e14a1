import { changeProject } from './change-project.ts'
import type { ProjectDeeds } from './deeds.ts'
import { describeProject, describeProjects } from './describe-projects.ts'
import { findProject } from './find-project.ts'
import { isChannel, openProjectForm } from './open-project-form.ts'
import { requireRoleHolders, startProject } from './start-project.ts'
import {
  changedReply,
  helpReply,
  incompleteReply,
  listReply,
  fieldFaultText,
  phasesFaultText,
  shownReply,
  startedReply,
  unknownFieldText,
  unknownReply,
} from './views.ts'
import { addField, removeField } from '../../domain/custom-fields.ts'
import type { NewField } from '../../domain/custom-fields.ts'
import { parseProjectCommand } from '../../domain/project-command.ts'
import type { ProjectCommand } from '../../domain/project-command.ts'
import { readPhases } from '../../domain/phases.ts'
import type { Project } from '../../domain/project.ts'
import { archived, mayRunProjects, PROJECT_NAME_LIMIT, withDigest, withRole } from '../../domain/project-rules.ts'
import type { Sight } from '../../domain/sight.ts'
import { notUnderstood } from '../../errors.ts'
import type { Ports, Reply } from '../../ports.ts'

export interface ProjectSpeech {
  readonly workspaceId: string
  readonly actorId: string
  readonly channelId: string
  /** What stands behind `/project`, as Slack sends it. */
  readonly said: string
  readonly triggerId: string
  readonly responseUrl: string
}

type Change = Extract<
  ProjectCommand,
  { readonly verb: 'role' | 'escalation' | 'digest' | 'phases' | 'cards' | 'field' | 'archive' }
>

/**
 * Does what somebody typed behind `/project`.
 *
 * @throws UserError for what cannot be done as things stand
 */
export async function answerCommand(ports: Ports, deeds: ProjectDeeds, speech: ProjectSpeech): Promise<Reply> {
  const command = parseProjectCommand(speech.said)
  switch (command.verb) {
    case 'help':
      return helpReply()
    case 'unknown':
      return unknownReply(command)
    case 'incomplete':
      return incompleteReply(command)
    case 'new':
      return begin(ports, speech, command)
    case 'list':
      return list(ports, speech)
    case 'show':
      return show(ports, speech, command.key)
    case 'import':
      return openImport(ports, deeds, speech, command.key)
    case 'role':
    case 'escalation':
    case 'digest':
    case 'phases':
    case 'cards':
    case 'field':
    case 'archive':
      return change(ports, speech, command)
  }
}

const sightOf = async ({ directory, sights }: Ports, { workspaceId, actorId }: ProjectSpeech): Promise<Sight> =>
  sights.of(await directory.member(workspaceId, actorId))

async function list(ports: Ports, speech: ProjectSpeech): Promise<Reply> {
  const projects = await ports.sights.projects(await sightOf(ports, speech))
  return listReply(await describeProjects(ports, speech.workspaceId, projects))
}

const named = async (ports: Ports, speech: ProjectSpeech, key: string | null): Promise<Project> =>
  findProject(ports, { sight: await sightOf(ports, speech), key, channelId: speech.channelId })

async function show(ports: Ports, speech: ProjectSpeech, key: string | null): Promise<Reply> {
  const { workspaceId, actorId } = speech
  const project = await named(ports, speech, key)
  const mayChange = mayRunProjects(await ports.directory.member(workspaceId, actorId))
  return shownReply(await describeProject(ports, project), { mayChange })
}

async function openImport(
  ports: Ports,
  deeds: ProjectDeeds,
  speech: ProjectSpeech,
  key: string | null,
): Promise<Reply> {
  const { id: projectId } = await named(ports, speech, key)
  await deeds.openImport({ ...speech, projectId })
  return null
}

/** With a key and a name that fits, in a channel, that is all it takes; else the form asks for the rest. */
async function begin(
  ports: Ports,
  speech: ProjectSpeech,
  { key, name }: { readonly key: string | null; readonly name: string },
): Promise<Reply> {
  const enough = name !== '' && name.length <= PROJECT_NAME_LIMIT && isChannel(speech.channelId)
  if (key === null || !enough) {
    await openProjectForm(ports, { ...speech, key, name })
    return null
  }
  const { workspaceId, actorId, channelId } = speech
  const defaults = { client: '', escalationChannelId: null, roles: {}, accountableId: null, zone: null }
  const project = await startProject(ports, { ...defaults, workspaceId, actorId, channelId, key, name })
  return startedReply(await describeProject(ports, project))
}

async function change(ports: Ports, speech: ProjectSpeech, command: Change): Promise<Reply> {
  if (command.verb === 'role') await requireRoleHolders(ports, speech.workspaceId, [command.memberId])
  const project = await changeProject(ports, { ...speech, key: command.key }, (before, now) =>
    changed(ports, before, command, now),
  )
  return changedReply(await describeProject(ports, project), command)
}

function changed(ports: Ports, project: Project, command: Change, now: Date): Project {
  switch (command.verb) {
    case 'role':
      return withRole(project, command.role, command.memberId)
    case 'escalation':
      return { ...project, escalationChannelId: command.channelId }
    case 'digest':
      return withDigest(project, command.setting, now)
    case 'phases':
      return withPhases(ports, project, command.names)
    case 'cards':
      return { ...project, cardsInChannel: command.on }
    case 'field':
      return withFieldOf(ports, project, command.field)
    case 'archive':
      return archived(project)
  }
}

/** @throws UserError when they are too many, too long, or one of them is named twice */
function withPhases({ ids }: Ports, project: Project, names: readonly string[]): Project {
  const read = readPhases(names, project.phases, () => ids.next())
  if ('fault' in read) throw notUnderstood(phasesFaultText(read.fault))
  return { ...project, phases: read.phases }
}

/** @throws UserError when the project cannot have such a field, or has none of that name to remove */
function withFieldOf({ ids }: Ports, project: Project, field: NewField | string): Project {
  if (typeof field === 'string') {
    const fields = removeField(project.fields, field)
    if (!fields) throw notUnderstood(unknownFieldText(project, field))
    return { ...project, fields }
  }
  const added = addField(project.fields, field, () => ids.next())
  if ('fault' in added) throw notUnderstood(fieldFaultText(added.fault))
  return { ...project, fields: added.fields }
}

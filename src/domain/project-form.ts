import { CLIENT_LIMIT, PROJECT_NAME_LIMIT, readKey } from './project-rules.ts'
import type { ProjectFacts } from './project-rules.ts'
import type { FormState } from './form-texts.ts'
import { isZone } from './time.ts'

/** What stands in the inputs of the form for a new project. */
export interface ProjectFormWords {
  readonly name: string
  readonly key: string
  readonly client: string
  readonly channelId: string | null
  readonly escalationChannelId: string | null
  readonly accountableId: string | null
  readonly coordinatorId: string | null
  /** An IANA zone, typed. */
  readonly zone: string
}

export type ProjectFormField = 'name' | 'key' | 'client' | 'channel' | 'zone'
export type ProjectFormFault = 'empty' | 'too-long' | 'malformed' | 'unknown'

/** Turns the state of the form's inputs into words; an input that is not on the form counts as empty. */
export const projectFormWords = (state: FormState): ProjectFormWords => ({
  name: (state['name'] ?? '').replaceAll(/\s+/g, ' ').trim(),
  key: (state['key'] ?? '').trim(),
  client: (state['client'] ?? '').replaceAll(/\s+/g, ' ').trim(),
  channelId: state['channel'] ?? null,
  escalationChannelId: state['escalation'] ?? null,
  accountableId: state['accountable'] ?? null,
  coordinatorId: state['coordinator'] ?? null,
  zone: (state['zone'] ?? '').trim(),
})

/** Reads the form's words into a project's facts, or names each field that cannot be taken and why. */
export function readProjectForm(
  words: ProjectFormWords,
):
  | { readonly facts: ProjectFacts }
  | { readonly faults: Readonly<Partial<Record<ProjectFormField, ProjectFormFault>>> } {
  const faults: Partial<Record<ProjectFormField, ProjectFormFault>> = {}
  const key = readKey(words.key)
  if (words.name === '') faults.name = 'empty'
  if (words.name.length > PROJECT_NAME_LIMIT) faults.name = 'too-long'
  if (words.client.length > CLIENT_LIMIT) faults.client = 'too-long'
  if (key === null) faults.key = 'malformed'
  if (words.channelId === null) faults.channel = 'empty'
  if (words.zone !== '' && !isZone(words.zone)) faults.zone = 'unknown'
  if (key === null || words.channelId === null || Object.keys(faults).length > 0) return { faults }
  return {
    facts: {
      key,
      name: words.name,
      client: words.client,
      channelId: words.channelId,
      escalationChannelId: words.escalationChannelId,
      roles: words.coordinatorId === null ? {} : { coordinator: words.coordinatorId },
      accountableId: words.accountableId,
      zone: words.zone === '' ? null : words.zone,
    },
  }
}

import { VIEWS } from '../../block-kit/action-ids.ts'
import { modal } from '../../block-kit/blocks.ts'
import type { View } from '../../block-kit/blocks.ts'
import { channelInput, personInput, textInput } from '../../block-kit/inputs.ts'
import { clip } from '../../block-kit/limits.ts'
import type { ProjectFormFault, ProjectFormField, ProjectFormWords } from '../../domain/project-form.ts'
import type { Project } from '../../domain/project.ts'
import { CLIENT_LIMIT, PROJECT_NAME_LIMIT } from '../../domain/project-rules.ts'

/** What Slack lets a person type into one input; a longer name can be shortened in it, and is refused until then. */
const INPUT_LIMIT = 3000

/** The form for a new project; `metadata` comes back with it. */
export const projectForm = (words: ProjectFormWords, metadata: string): View =>
  modal({
    callbackId: VIEWS.startProject,
    title: 'Start a project',
    submit: 'Start',
    metadata,
    blocks: [
      textInput({
        blockId: 'name',
        label: 'Name',
        value: clip(words.name, INPUT_LIMIT),
        optional: false,
        placeholder: 'Website relaunch',
      }),
      textInput({
        blockId: 'key',
        label: 'Key',
        value: words.key,
        optional: false,
        placeholder: 'WEB',
        hint: 'Two to six letters or digits. Its tasks are called WEB-1, WEB-2 and so on.',
      }),
      textInput({ blockId: 'client', label: 'Client', value: words.client, placeholder: 'Whom is it for?' }),
      channelInput({
        blockId: 'channel',
        label: 'Channel',
        channelId: words.channelId,
        optional: false,
        hint: 'Where the project lives. Invite Runsheet to it if it is private.',
      }),
      channelInput({
        blockId: 'escalation',
        label: 'Escalation channel',
        channelId: words.escalationChannelId,
        hint: 'Where late tasks are put before others when their owner does not answer. Without one: the channel above.',
      }),
      personInput({
        blockId: 'accountable',
        label: 'Accountable',
        memberId: words.accountableId,
        hint: 'Answers for the project’s tasks.',
      }),
      personInput({ blockId: 'coordinator', label: 'Coordinator', memberId: words.coordinatorId }),
      textInput({
        blockId: 'zone',
        label: 'Time zone',
        value: words.zone,
        placeholder: 'Europe/Berlin',
        hint: 'Area and city. The project’s standup comes in the morning there. Without one: yours.',
      }),
    ],
  })

const wordsFor: Readonly<Record<ProjectFormField, (fault: ProjectFormFault, words: ProjectFormWords) => string>> = {
  name: (fault, { name }) =>
    fault === 'empty'
      ? 'A project needs a name.'
      : `A name has at most ${PROJECT_NAME_LIMIT} characters; this one has ${name.length}.`,
  key: () => 'A key has two to six letters or digits and begins with a letter, such as WEB.',
  client: (_, { client }) => `At most ${CLIENT_LIMIT} characters; this has ${client.length}.`,
  channel: () => 'Choose the channel in which the project lives.',
  zone: (_, { zone }) => `“${zone}” is no time zone. Write area and city, such as Europe/Berlin or America/New_York.`,
}

/** What stands below each input that cannot be taken, by block id. */
export const formErrors = (
  faults: Readonly<Partial<Record<ProjectFormField, ProjectFormFault>>>,
  words: ProjectFormWords,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (Object.keys(wordsFor) as ProjectFormField[]).flatMap((field) => {
      const fault = faults[field]
      return fault ? [[field, wordsFor[field](fault, words)]] : []
    }),
  )

export const keyTakenText = ({ key, name, archived }: Project): string =>
  `${key} is ${name}${archived ? ', which is archived' : ''}. Choose another key.`

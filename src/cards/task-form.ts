import { choiceInput, peopleInput, personInput, textInput, tickInput } from '../block-kit/inputs.ts'
import { FORM } from '../block-kit/action-ids.ts'
import { divider, modal, option } from '../block-kit/blocks.ts'
import { LIMITS } from '../block-kit/limits.ts'
import type { KnownBlock, View } from '../block-kit/blocks.ts'
import { partName, textParts } from '../domain/form-texts.ts'
import type { FormAside } from '../domain/form-aside.ts'
import type { Project } from '../domain/project.ts'
import { PRIORITIES, TITLE_LIMIT } from '../domain/task.ts'
import type { Attachment } from '../domain/task.ts'
import type { TaskFormWords } from '../domain/task-form.ts'
import { withAside } from './form-aside.ts'
import { PRIORITY_WORDS } from './words.ts'

interface LongInput {
  readonly blockId: string
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly hint?: string
}

/** A long text over as many inputs as it needs, so that none of it is lost in a form. */
const longInputs = ({ blockId, label, value, ...more }: LongInput, multiline = true): readonly KnownBlock[] =>
  textParts(value).map((part, index) =>
    textInput({
      ...(index === 0 ? more : {}),
      blockId: partName(blockId, index + 1),
      label: index === 0 ? label : `${label}, part ${index + 1}`,
      value: part,
      multiline,
    }),
  )

/** As many projects as Slack lets people choose from; the one that is chosen already is among them. */
function projectChoices(projects: readonly Project[], chosenId: string | null) {
  const chosen = projects.findIndex(({ id }) => id === chosenId)
  const shown = projects.slice(0, LIMITS.options)
  const all = chosen < LIMITS.options ? shown : [...shown.slice(1), ...projects.slice(chosen, chosen + 1)]
  return all.map(({ id, key, name }) => option(`${key} · ${name}`, id))
}

const projectInput = (projects: readonly Project[], chosenId: string | null): readonly KnownBlock[] =>
  projects.length === 0
    ? []
    : [
        choiceInput({
          blockId: 'project',
          label: 'Project',
          tells: FORM.project,
          value: chosenId,
          choices: projectChoices(projects, chosenId),
          placeholder: 'Which project is it for?',
        }),
      ]

/** What most tasks are made of. */
const mainInputs = (words: TaskFormWords, projects: readonly Project[]): readonly KnownBlock[] => [
  textInput({
    blockId: 'title',
    label: 'Title',
    value: words.title,
    optional: false,
    maxLength: TITLE_LIMIT,
    placeholder: 'What is to be done?',
  }),
  personInput({
    blockId: 'owner',
    label: 'Owner',
    tells: FORM.owner,
    memberId: words.ownerId,
    placeholder: 'Who does it?',
  }),
  textInput({
    blockId: 'due',
    label: 'Due',
    tells: FORM.due,
    value: words.due,
    placeholder: 'fri 5pm, tomorrow, in 3 days, 2026-03-06',
    hint: 'In words or as a date, in your time zone; a day alone means the end of your working day. Press Enter to see how it is read.',
  }),
  choiceInput({
    blockId: 'priority',
    label: 'Priority',
    value: words.priority,
    choices: PRIORITIES.map((priority) => option(PRIORITY_WORDS[priority], priority)),
  }),
  textInput({ blockId: 'estimate', label: 'Estimate', value: words.estimate, placeholder: '3h, 1.5d, 90m' }),
  ...projectInput(projects, words.projectId),
  ...longInputs({ blockId: 'labels', label: 'Labels', value: words.labels, placeholder: 'launch, hero' }, false),
  ...longInputs({ blockId: 'description', label: 'Description', value: words.description }),
]

/** Files to keep by a tick each; a tick that is taken away takes the file from the task. */
function fileInputs(files: readonly Attachment[], fileIds: readonly string[]): readonly KnownBlock[] {
  const choices = files.map(({ fileId, name }) => option(name === '' ? fileId : name, fileId))
  return Array.from({ length: Math.ceil(choices.length / LIMITS.checkboxes) }, (_, index) =>
    tickInput({
      blockId: partName('files', index + 1),
      label: index === 0 ? 'Files' : `Files, part ${index + 1}`,
      choices: choices.slice(index * LIMITS.checkboxes, (index + 1) * LIMITS.checkboxes),
      values: fileIds,
    }),
  )
}

/** What some tasks have besides. */
const furtherInputs = (
  words: TaskFormWords,
  { kind, files }: Pick<TaskFormOptions, 'kind' | 'files'>,
): readonly KnownBlock[] => [
  ...longInputs({
    blockId: 'links',
    label: 'Links',
    value: words.links,
    placeholder: 'https://example.com/brief The brief',
    hint: 'One a line: the address, and then what it is called.',
  }),
  ...fileInputs(files, words.fileIds),
  divider(),
  ...(kind === 'edit'
    ? [textInput({ blockId: 'left', label: 'Time left', value: words.left, placeholder: '2h, 1d, nothing' })]
    : []),
  ...longInputs({
    blockId: 'checklist',
    label: 'Checklist',
    value: words.checklist,
    placeholder: 'Proofread\nUpload to the client’s folder',
    hint: 'An item a line. [x] before one says that it is done.',
  }),
  ...longInputs(
    {
      blockId: 'after',
      label: 'After',
      value: words.after,
      placeholder: 'WEB-9, WEB-12',
      hint: 'Tasks that must be done before this one.',
    },
    false,
  ),
  textInput({
    blockId: 'repeats',
    label: 'Repeats',
    value: words.repeats,
    placeholder: 'every friday, every other week, first monday of the month',
    hint: 'When the task is done, the next one is made.',
  }),
  personInput({
    blockId: 'accountable',
    label: 'Accountable',
    memberId: words.accountableId,
    placeholder: 'The project’s',
  }),
  peopleInput({ blockId: 'consulted', label: 'Consulted', memberIds: words.consultedIds, placeholder: 'Nobody' }),
  peopleInput({ blockId: 'informed', label: 'Informed', memberIds: words.informedIds, placeholder: 'Nobody' }),
  peopleInput({ blockId: 'watchers', label: 'Watchers', memberIds: words.watcherIds, placeholder: 'Nobody' }),
]

export interface TaskFormOptions {
  readonly kind: 'new' | 'edit'
  readonly callbackId: string
  readonly words: TaskFormWords
  /** Those that a task may belong to; the form shows the first hundred. */
  readonly projects: readonly Project[]
  /** Those that the task has, or may get. */
  readonly files: readonly Attachment[]
  readonly aside: FormAside
  readonly metadata: string
}

/** The modal in which a task is made or edited; only the title is required. */
export function taskForm({ callbackId, words, projects, aside, metadata, ...options }: TaskFormOptions): View {
  const isNew = options.kind === 'new'
  return modal({
    callbackId,
    metadata,
    title: isNew ? 'New task' : 'Edit task',
    submit: isNew ? 'Create' : 'Save',
    blocks: withAside([...mainInputs(words, projects), ...furtherInputs(words, options)], aside),
  })
}

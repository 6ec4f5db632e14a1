import { choiceInput, personInput, textInput } from '../block-kit/inputs.ts'
import { modal, option } from '../block-kit/blocks.ts'
import { LIMITS } from '../block-kit/limits.ts'
import type { KnownBlock, View } from '../block-kit/blocks.ts'
import { CHECKLIST_LIMITS } from '../domain/checklist.ts'
import type { Project } from '../domain/project.ts'
import { PRIORITIES, TITLE_LIMIT } from '../domain/task.ts'
import { textParts } from '../domain/task-form.ts'
import type { TaskFormWords } from '../domain/task-form.ts'
import { PRIORITY_WORDS } from './words.ts'

/** A long text over as many inputs as it needs, so that none of it is lost in a form. */
const descriptionInputs = (description: string): readonly KnownBlock[] =>
  textParts(description).map((value, index) =>
    textInput({
      blockId: index === 0 ? 'description' : `description-${index + 1}`,
      label: index === 0 ? 'Description' : `Description, part ${index + 1}`,
      value,
      multiline: true,
    }),
  )

/** As many projects as Slack lets people choose from; the one that is chosen already is among them. */
function projectChoices(projects: readonly Project[], chosenId: string | null) {
  const chosen = projects.findIndex(({ id }) => id === chosenId)
  const shown = projects.slice(0, LIMITS.options)
  const all = chosen < LIMITS.options ? shown : [...shown.slice(1), ...projects.slice(chosen, chosen + 1)]
  return all.map(({ id, key, name }) => option(`${key} · ${name}`, id))
}

function inputs(words: TaskFormWords, projects: readonly Project[]): KnownBlock[] {
  return [
    textInput({
      blockId: 'title',
      label: 'Title',
      value: words.title,
      optional: false,
      maxLength: TITLE_LIMIT,
      placeholder: 'What is to be done?',
    }),
    personInput({ blockId: 'owner', label: 'Owner', memberId: words.ownerId, placeholder: 'Who does it?' }),
    textInput({
      blockId: 'due',
      label: 'Due',
      value: words.due,
      placeholder: 'fri 5pm, tomorrow, in 3 days, 2026-03-06',
      hint: 'In words or as a date, in your time zone. A day alone means the end of your working day.',
    }),
    choiceInput({
      blockId: 'priority',
      label: 'Priority',
      value: words.priority,
      choices: PRIORITIES.map((priority) => option(PRIORITY_WORDS[priority], priority)),
    }),
    textInput({ blockId: 'estimate', label: 'Estimate', value: words.estimate, placeholder: '3h, 1.5d, 90m' }),
    ...(projects.length > 0
      ? [
          choiceInput({
            blockId: 'project',
            label: 'Project',
            value: words.projectId,
            choices: projectChoices(projects, words.projectId),
            placeholder: 'Which project is it for?',
          }),
        ]
      : []),
    textInput({ blockId: 'labels', label: 'Labels', value: words.labels, placeholder: 'launch, hero' }),
    ...descriptionInputs(words.description),
  ]
}

const checklistInput = (value: string): KnownBlock =>
  textInput({
    blockId: 'checklist',
    label: 'Checklist',
    value,
    multiline: true,
    maxLength: CHECKLIST_LIMITS.words,
    placeholder: 'Proofread\nUpload to the client’s folder',
    hint: 'An item a line. [x] before one says that it is done.',
  })

export interface TaskFormOptions {
  readonly kind: 'new' | 'edit'
  readonly callbackId: string
  readonly words: TaskFormWords
  /** Those that a task may belong to; the form shows the first hundred. */
  readonly projects: readonly Project[]
  readonly metadata: string
  /** In words, `domain/checklist.ts`; left out, the form does not ask for it. */
  readonly checklist?: string
}

/** The modal in which a task is made or edited; only the title is required. */
export function taskForm({ kind, callbackId, words, projects, metadata, checklist }: TaskFormOptions): View {
  return modal({
    callbackId,
    metadata,
    title: kind === 'new' ? 'New task' : 'Edit task',
    submit: kind === 'new' ? 'Create' : 'Save',
    blocks: [...inputs(words, projects), ...(checklist === undefined ? [] : [checklistInput(checklist)])],
  })
}

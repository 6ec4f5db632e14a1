import { DATA, VIEWS } from '../../block-kit/action-ids.ts'
import { actions, button, context, lineSections, modal, option, section } from '../../block-kit/blocks.ts'
import type { KnownBlock, View } from '../../block-kit/blocks.ts'
import { choiceInput, personInput } from '../../block-kit/inputs.ts'
import { clip } from '../../block-kit/limits.ts'
import { bold, escape, line } from '../../block-kit/mrkdwn.ts'
import {
  counted,
  effort,
  labelled,
  listed,
  localWords,
  nameOf,
  PRIORITY_WORDS,
  STATUS_WORDS,
} from '../../cards/words.ts'
import type { ImportPlan, ImportQuestions } from '../../domain/import-plan.ts'
import type { ImportedFacts } from '../../domain/import-rows.ts'
import type { DateOrder, EstimateUnit, Import, PastChoice, StrangerChoice } from '../../domain/import.ts'
import { ESTIMATE_UNITS, PAST_CHOICES, STRANGER_CHOICES } from '../../domain/import.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import { TASK_STATUSES } from '../../domain/task.ts'
import { fileShown, sameFile } from './import-form-views.ts'
import type { MappingForm } from './import-form-views.ts'
import { problemsText } from './problem-views.ts'

const TITLE = 'Import tasks'

const ORDER_WORDS: Readonly<Record<DateOrder, string>> = {
  'day-first': 'Day first: 03/04 is 3 April',
  'month-first': 'Month first: 03/04 is March 4',
}
const UNIT_WORDS: Readonly<Record<EstimateUnit, string>> = {
  hours: 'Hours',
  days: 'Days of eight hours',
  minutes: 'Minutes',
  seconds: 'Seconds',
}
const PAST_WORDS: Readonly<Record<PastChoice, string>> = {
  keep: 'Keep the dates: these tasks are overdue at once',
  undate: 'Import these tasks without a date',
  'leave-out': 'Leave these rows out',
}
const STRANGER_WORDS: Readonly<Record<StrangerChoice, string>> = {
  'leave-out': 'Leave these rows out',
  unowned: 'Import these tasks without an owner',
}
/** What no status is chosen for. */
export const NO_STATUS = 'none'

const optionsOf = <T extends string>(values: readonly T[], words: Readonly<Record<T, string>>) =>
  values.map((value) => option(words[value], value))

const asked = (words: string): string => `“${clip(words.replaceAll(/\s+/g, ' '), 60)}”`

/** The inputs of the form of questions are called so; those of words are numbered. */
export const statusInput = (index: number): string => `status:${index}`
export const ownerInput = (index: number): string => `owner:${index}`

function generalQuestions({ dateOrder, unit, past }: ImportQuestions): readonly KnownBlock[] {
  return [
    ...(dateOrder === null
      ? []
      : [
          choiceInput({
            blockId: 'dateOrder',
            label: `Which comes first in a date such as ${dateOrder}?`,
            choices: optionsOf<DateOrder>(['day-first', 'month-first'], ORDER_WORDS),
            optional: false,
          }),
        ]),
    ...(unit === null
      ? []
      : [
          choiceInput({
            blockId: 'unit',
            label: `What is an estimate such as ${clip(unit, 20)}?`,
            choices: optionsOf(ESTIMATE_UNITS, UNIT_WORDS),
            optional: false,
          }),
        ]),
    ...(past === 0
      ? []
      : [
          choiceInput({
            blockId: 'past',
            label: `The due date of ${counted(past, 'open task')} has passed. What becomes of ${past === 1 ? 'it' : 'them'}?`,
            choices: optionsOf(PAST_CHOICES, PAST_WORDS),
            optional: false,
          }),
        ]),
  ]
}

function statusQuestions(statuses: readonly string[]): readonly KnownBlock[] {
  const choices = [option('Leave these rows out', NO_STATUS), ...optionsOf(TASK_STATUSES, STATUS_WORDS)]
  return statuses.map((words, index) =>
    choiceInput({
      blockId: statusInput(index),
      label: `Which status is ${asked(words)}?`,
      choices,
      value: NO_STATUS,
      optional: false,
    }),
  )
}

function ownerQuestions(people: readonly string[]): readonly KnownBlock[] {
  if (people.length === 0) return []
  return [
    ...people.map((words, index) =>
      personInput({ blockId: ownerInput(index), label: `Who is ${asked(words)}?`, placeholder: 'Nobody here' }),
    ),
    choiceInput({
      blockId: 'strangers',
      label: 'What becomes of rows whose owner is nobody here?',
      choices: optionsOf(STRANGER_CHOICES, STRANGER_WORDS),
      value: 'leave-out',
      optional: false,
    }),
  ]
}

/** The form that asks what nobody but a person can say of a file. */
export const questionsForm = (imported: Import, questions: ImportQuestions): View =>
  modal({
    callbackId: VIEWS.importQuestions,
    title: TITLE,
    submit: 'Preview',
    metadata: JSON.stringify({ importId: imported.id }),
    blocks: [
      section(`What only you can say of ${fileShown(imported.fileName)}:`),
      ...generalQuestions(questions),
      ...statusQuestions(questions.statuses),
      ...ownerQuestions(questions.people),
    ],
  })

export interface ImportPreview {
  readonly imported: Import
  readonly project: Project
  readonly plan: ImportPlan
  readonly people: ReadonlyMap<string, Member>
  readonly reader: Member
  readonly before: MappingForm['before']
}

function taskWords(facts: ImportedFacts, { people, reader, project }: ImportPreview): string {
  const { status, ownerId, dueAt, priority, estimateMinutes, labels, phaseId } = facts
  const phase = project.phases.find(({ id }) => id === phaseId)
  const said = [
    STATUS_WORDS[status],
    ownerId === null ? 'no owner' : nameOf(people, ownerId),
    dueAt === null ? 'no due date' : `due ${localWords(dueAt, reader.zone, reader.locale)}`,
    ...(priority === 'normal' ? [] : [PRIORITY_WORDS[priority]]),
    ...(estimateMinutes === null ? [] : [`~${effort(estimateMinutes)}`]),
    ...(phase ? [line(phase.name, 40)] : []),
    ...(labels.length > 0 ? [labelled(labels)] : []),
  ]
  return `${bold(line(facts.title, 100))}\n${said.join(' · ')}`
}

const FAILED_SHOWN = 10

function failedBlocks({ plan: { failed }, project }: ImportPreview): readonly KnownBlock[] {
  if (failed.length === 0) return []
  const lines = failed
    .slice(0, FAILED_SHOWN)
    .map((row) => `Line ${row.line}: ${escape(clip(problemsText(row.problems, project), 300))}`)
  const hidden = failed.length - lines.length
  return [
    section(bold(`${counted(failed.length, 'row makes', 'rows make')} no task:`)),
    ...lineSections([...lines, ...(hidden > 0 ? [`and ${hidden} more`] : [])], (more) => `and ${more} more`),
    context('You get them as a file, each with what is wrong, to mend and import again.'),
  ]
}

function ownersLine({ plan: { owners }, people, reader }: ImportPreview): readonly KnownBlock[] {
  const others = [...owners].filter(([id]) => id !== reader.id).toSorted((a, b) => b[1] - a[1])
  if (others.length === 0) return []
  const said = others.map(([id, count]) => `${nameOf(people, id)} ${count}`)
  return [context(`Each owner is told once, of all of theirs: ${listed(said)}.`)]
}

/** Slack takes 24 characters on this button. */
const submitWords = (made: number, again: boolean): string =>
  again ? 'Import anyway' : `Import ${counted(made, 'task')}`

/** What an import would make, before it is made. Where that is nothing there is nothing to agree to. */
export function importPreview(preview: ImportPreview): View {
  const { imported, project, plan, before, reader } = preview
  const { first, made, past } = plan
  const hidden = made - first.length
  const tasks = first.map((facts) => taskWords(facts, preview))
  return modal({
    callbackId: VIEWS.importPreview,
    title: TITLE,
    ...(made > 0 ? { submit: submitWords(made, before !== undefined) } : {}),
    metadata: JSON.stringify({ importId: imported.id }),
    blocks: [
      ...sameFile(before, reader),
      section(
        `${bold(`${counted(made, 'task')} will be made`)} in ${bold(escape(project.key))} from ${fileShown(imported.fileName)}${made > 0 ? ', the first of them:' : '.'}`,
      ),
      ...lineSections([...tasks, ...(hidden > 0 ? [`and ${hidden} more`] : [])], (more) => `and ${more} more`),
      ...ownersLine(preview),
      ...failedBlocks(preview),
      ...(past > 0 && imported.answers.past === 'keep'
        ? [context(`${counted(past, 'task is', 'tasks are')} overdue at once: who owns them is asked about them.`)]
        : []),
      actions(button('Back', DATA.back, imported.id)),
      context('Times are in your time zone. Nothing is made yet; afterwards all of it can be undone for ten minutes.'),
    ],
  })
}

import { fieldWords } from './custom-fields.ts'
import type { FieldDefinition } from './custom-fields.ts'
import type { FormState } from './form-texts.ts'
import type { Project } from './project.ts'
import type { Task } from './task.ts'

/** What stands, or stood, in the inputs that a form has because of its project, by their names. */
export type ProjectTexts = Readonly<Record<string, string>>

/** Whose inputs a form may have: a project with its phases and fields. */
export type FormProject = Pick<Project, 'id' | 'phases' | 'fields'>

const fold = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/**
 * The name of a field's input. Fields of the same name share it, so that what was typed stays when another project with
 * such a field is chosen; a choice has its own, since only its own options can stand in it.
 */
export const fieldInput = ({ id, name, type }: Pick<FieldDefinition, 'id' | 'name' | 'type'>): string =>
  type === 'choice' ? `choice:${id}` : `field:${fold(name)}`

export const phaseInput = ({ id }: Pick<Project, 'id'>): string => `phase:${id}`

/** True for the name of an input that a form has because of its project. */
export const isOfProject = (input: string): boolean => /^(?:field|choice|phase):/.test(input)

/** The names of all inputs that a project gives a form. */
export const inputsOf = (project: FormProject): readonly string[] => [
  ...(project.phases.length > 0 ? [phaseInput(project)] : []),
  ...project.fields.map(fieldInput),
]

/** What a task says in what any of these projects has: values of one that it has left stay with it. Its own counts first. */
export const textsOfTask = (
  { projectId, phaseId, fields }: Pick<Task, 'projectId' | 'phaseId' | 'fields'>,
  projects: readonly FormProject[],
  locale: string,
): ProjectTexts =>
  Object.fromEntries(
    ownLast(projects, projectId).flatMap((project) => [
      ...(project.phases.some(({ id }) => id === phaseId) && phaseId !== null ? [[phaseInput(project), phaseId]] : []),
      ...project.fields.flatMap((field) => {
        const found = fields.find(({ fieldId }) => fieldId === field.id)
        return found ? [[fieldInput(field), fieldWords(found.value, locale)]] : []
      }),
    ]),
  )

const ownLast = (projects: readonly FormProject[], ownId: string): readonly FormProject[] =>
  projects.toSorted((a, b) => Number(a.id === ownId) - Number(b.id === ownId))

/** What the form holds now: what stands in its inputs, and what was kept of those that it has no more. */
export function textsOfForm(state: FormState, kept: ProjectTexts): ProjectTexts {
  const shown = Object.entries(state).filter(([name]) => isOfProject(name))
  const others = Object.entries(kept).filter(([name]) => !(name in state))
  return Object.fromEntries([...others, ...shown].filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** A thing that is chosen by its id and known by its name. */
interface Option {
  readonly input: string
  /** What tells which options stand for the same: the phase, or the field of that name. */
  readonly of: string
  readonly value: string
  readonly name: string
}

const optionsOf = (project: FormProject): readonly Option[] => [
  ...project.phases.map(({ id, name }) => ({ input: phaseInput(project), of: 'phase', value: id, name: fold(name) })),
  ...project.fields.flatMap((field) =>
    field.choices.map((choice) => ({
      input: fieldInput(field),
      of: `choice ${fold(field.name)}`,
      value: choice,
      name: fold(choice),
    })),
  ),
]

/**
 * What the inputs of a project begin with: what is held for them, else the phase or the choice that is called as one that
 * was chosen for another project.
 */
export function textsFor(project: FormProject, held: ProjectTexts, projects: readonly FormProject[]): ProjectTexts {
  const chosen = projects.flatMap(optionsOf).filter(({ input, value }) => held[input] === value)
  const alike = optionsOf(project).filter(({ of, name }) =>
    chosen.some((other) => other.of === of && other.name === name),
  )
  const named = inputsOf(project).map((input) => {
    return [input, held[input] ?? alike.find((option) => option.input === input)?.value] as const
  })
  return Object.fromEntries(named.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** What of a form's texts is put aside while its project has no inputs for them. */
export interface PutAside {
  readonly kept: ProjectTexts
  /** Names of inputs that stay on the form, though the project does not have them: there is no room to keep their texts. */
  readonly staying: readonly string[]
}

/** Puts aside what a project has no inputs for, as far as it fits into `room` characters of JSON. */
export function putAside(held: ProjectTexts, project: FormProject | null, room: number): PutAside {
  const own = new Set(project ? inputsOf(project) : [])
  const others = Object.entries(held).filter(([name]) => !own.has(name))
  const kept: Record<string, string> = {}
  const staying: string[] = []
  for (const [name, text] of others) {
    if (JSON.stringify({ ...kept, [name]: text }).length <= room) kept[name] = text
    else staying.push(name)
  }
  return { kept, staying }
}

const labelsOf = ({ phases, fields }: FormProject): readonly string[] => [
  ...(phases.length > 0 ? ['Phase'] : []),
  ...fields.map(({ name }) => name),
]

/** How the inputs are called whose texts are put aside, each once; not those that the project that is chosen has as well. */
export function namesOf(
  kept: ProjectTexts,
  projects: readonly FormProject[],
  chosen: FormProject | null,
): readonly string[] {
  const named = projects.flatMap((project) => [
    ...(phaseInput(project) in kept ? ['Phase'] : []),
    ...project.fields.filter((field) => fieldInput(field) in kept).map(({ name }) => name),
  ])
  const own = new Set((chosen ? labelsOf(chosen) : []).map(fold))
  return [...new Set(named)].filter((name) => !own.has(fold(name)))
}

import { choiceInput, textInput } from '../block-kit/inputs.ts'
import { option } from '../block-kit/blocks.ts'
import type { KnownBlock } from '../block-kit/blocks.ts'
import type { ShownBlock } from '../block-kit/state.ts'
import { FIELD_LIMITS } from '../domain/custom-fields.ts'
import type { FieldDefinition } from '../domain/custom-fields.ts'
import type { FormAside } from '../domain/form-aside.ts'
import { fieldInput, isOfProject, phaseInput } from '../domain/form-fields.ts'
import type { FormProject, ProjectTexts } from '../domain/form-fields.ts'
import { formLines, LINES } from './form-lines.ts'

function fieldBlock(field: FieldDefinition, texts: ProjectTexts): KnownBlock {
  const common = { blockId: fieldInput(field), label: field.name, value: texts[fieldInput(field)] ?? '' }
  switch (field.type) {
    case 'text':
      return textInput({ ...common, maxLength: FIELD_LIMITS.text })
    case 'number':
      return textInput({ ...common, placeholder: 'A number' })
    case 'date':
      return textInput({ ...common, placeholder: 'A day: fri, 20 april, 2026-03-06' })
    case 'choice':
      return choiceInput({ ...common, choices: field.choices.map((choice) => option(choice, choice)) })
  }
}

/** The inputs that a project has besides the usual ones: its phases, and fields of its own. */
const projectInputs = (project: FormProject, texts: ProjectTexts): readonly KnownBlock[] => [
  ...(project.phases.length > 0
    ? [
        choiceInput({
          blockId: phaseInput(project),
          label: 'Phase',
          value: texts[phaseInput(project)] ?? null,
          choices: project.phases.map(({ id, name }) => option(name, id)),
        }),
      ]
    : []),
  ...project.fields.map((field) => fieldBlock(field, texts)),
]

type Block = KnownBlock | ShownBlock

const LINE_IDS: ReadonlySet<string> = new Set(Object.values(LINES))

/** Puts blocks below the last one whose id fits, or nowhere where none does. */
function below<T extends Block>(blocks: readonly T[], id: RegExp, added: readonly T[]): readonly T[] {
  const at = blocks.findLastIndex(({ block_id: blockId }) => blockId !== undefined && id.test(blockId))
  return at < 0 ? blocks : [...blocks.slice(0, at + 1), ...added, ...blocks.slice(at + 1)]
}

/**
 * A task form with the lines and inputs that what is put into it calls for, in place of those that it had; all other
 * inputs stay as they are, so that Slack keeps what was typed into them.
 *
 * @param staying names of inputs of another project that are to stay on it
 */
export function withAside<T extends Block>(
  blocks: readonly T[],
  aside: FormAside,
  staying: readonly string[] = [],
): readonly (T | KnownBlock)[] {
  const isOld = ({ block_id: id = '' }: Block): boolean =>
    LINE_IDS.has(id) || (isOfProject(id) && !staying.includes(id))
  const lines = formLines(aside)
  const own = aside.project ? projectInputs(aside.project, aside.texts) : []
  const fixed: readonly (T | KnownBlock)[] = blocks.filter((block) => !isOld(block))
  const withProject = below(fixed, /^description(?:-\d+)?$/, [...own, ...lines.aside])
  return below(below(below(withProject, /^owner$/, lines.owner), /^due$/, lines.due), /^project$/, lines.project)
}

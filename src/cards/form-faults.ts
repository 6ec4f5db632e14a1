import { clip } from '../block-kit/limits.ts'
import type { FormState } from '../domain/form-texts.ts'
import { LINK_LIMITS } from '../domain/links.ts'
import type { LinkFault } from '../domain/links.ts'
import type { CannotOwn } from '../domain/permission.ts'
import type { FormFault } from '../domain/read-task-form.ts'
import { TITLE_LIMIT } from '../domain/task.ts'
import { CHECKLIST_FAULTS, dateFault, estimateFault, fieldFault } from './faults.ts'

const quoted = (words: string): string => `“${clip(words, 80)}”`

const LINK_FAULTS: Readonly<Record<LinkFault, (line: string) => string>> = {
  'not-an-address': (line) =>
    `${quoted(line)} does not begin with an address. A link is an address that begins with https:// or http://, without a user name in it, and then what it is called.`,
  'address-too-long': () =>
    `An address has at most ${LINK_LIMITS.url} characters. A shorter one may lead to the same page.`,
  'text-too-long': (line) => `${quoted(line)}: what a link is called has at most ${LINK_LIMITS.text} characters.`,
  'too-many': () => `A task has at most ${LINK_LIMITS.links} links. Keep a page that leads to the others.`,
}

/** Why what stands in an input could not be read, in plain text. */
function faultText(fault: FormFault, { zone, locale }: Reader): string {
  switch (fault.kind) {
    case 'no-title':
      return 'A task needs a title: say what is to be done.'
    case 'long-title':
      return `A title has at most ${TITLE_LIMIT} characters; this one has ${fault.length}. The rest can go into the description.`
    case 'date':
      return dateFault(fault.reading, zone, locale) ?? ''
    case 'effort':
      return estimateFault(fault.words)
    case 'field':
      return fieldFault(fault.fault, fault.field, fault.words)
    case 'checklist':
      return CHECKLIST_FAULTS[fault.fault]
    case 'reference':
      return `${quoted(fault.words)} is no reference of a task. Name tasks as WEB-12, separated by commas.`
    case 'rule':
      return `${quoted(fault.words)} could not be read as how often. Try every friday, every other week, first monday of the month, or never.`
    case 'link':
      return LINK_FAULTS[fault.fault](fault.line)
  }
}

/** Why somebody cannot have a part in a task besides owning it. */
export const partFault = (name: string, why: CannotOwn): string =>
  ({
    unknown: 'Slack does not know one of these people in this workspace. Choose members of it.',
    bot: `${name} is an app and cannot have a part in a task. Choose a person.`,
    outsider: `${name} is from another workspace, so Runsheet could neither ask nor tell them. Choose somebody of this workspace.`,
    deactivated: `${name}’s Slack account is deactivated. Choose somebody else.`,
  })[why]

interface Reader {
  readonly zone: string
  readonly locale: string
}

/** What stands below each input of the task form that could not be read, by block id. */
export const formErrors = (faults: readonly FormFault[], reader: Reader): Readonly<Record<string, string>> =>
  Object.fromEntries(faults.map((fault) => [fault.input, faultText(fault, reader)]))

/** Errors where they can be shown: what is about an input that the form does not have stands below the title. */
export function placedErrors(
  errors: Readonly<Record<string, string>>,
  state: FormState,
): Readonly<Record<string, string>> {
  const others = Object.entries(errors).filter(([input]) => !(input in state))
  const shown = Object.fromEntries(Object.entries(errors).filter(([input]) => input in state))
  if (others.length === 0) return shown
  return { ...shown, title: [shown['title'] ?? '', ...others.map(([, text]) => text)].join(' ').trim() }
}

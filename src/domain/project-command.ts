import { FIELD_TYPES } from './custom-fields.ts'
import type { NewField } from './custom-fields.ts'
import { nearest } from './near.ts'
import { PROJECT_KEY } from './project.ts'
import { readKey } from './project-rules.ts'
import type { ProjectRole } from './project-rules.ts'
import { plainText } from './tokens.ts'

/** What a verb still needs. */
export type MissingPart = 'key' | 'role' | 'person' | 'channel' | 'time' | 'names' | 'switch' | 'field'

/** What a line behind `/project` says to do. A key of null means the project that lives in the conversation. */
export type ProjectCommand =
  | { readonly verb: 'help' }
  | { readonly verb: 'new'; readonly key: string | null; readonly name: string }
  | { readonly verb: 'list' }
  | { readonly verb: 'show'; readonly key: string | null }
  | {
      readonly verb: 'role'
      readonly key: string | null
      readonly role: ProjectRole
      /** Null: nobody. */
      readonly memberId: string | null
    }
  | { readonly verb: 'escalation'; readonly key: string | null; readonly channelId: string }
  /** `HH:mm`, or `on` or `off`. */
  | { readonly verb: 'digest'; readonly key: string | null; readonly setting: string }
  /** In the order in which work goes through them; none: the project has no phases. */
  | { readonly verb: 'phases'; readonly key: string | null; readonly names: readonly string[] }
  /** Whether new tasks show their cards in the channel. */
  | { readonly verb: 'cards'; readonly key: string | null; readonly on: boolean }
  /** A field that its tasks are to have, or the name of one that they are to have no more. */
  | { readonly verb: 'field'; readonly key: string | null; readonly field: NewField | string }
  /** Makes tasks of a file. */
  | { readonly verb: 'import'; readonly key: string | null }
  | { readonly verb: 'archive'; readonly key: string }
  | { readonly verb: 'incomplete'; readonly of: ProjectVerb; readonly missing: MissingPart }
  | { readonly verb: 'unknown'; readonly typed: string; readonly near: ProjectVerb | null }

export const PROJECT_VERBS = [
  'new',
  'list',
  'show',
  'role',
  'escalation',
  'digest',
  'phases',
  'cards',
  'field',
  'import',
  'archive',
] as const
export type ProjectVerb = (typeof PROJECT_VERBS)[number]

const VERB_NAMES: ReadonlyMap<string, ProjectVerb | 'help'> = new Map([
  ...PROJECT_VERBS.map((verb) => [verb, verb] as const),
  ['', 'help'],
  ['?', 'help'],
  ['help', 'help'],
  ['start', 'new'],
  ['create', 'new'],
  ['ls', 'list'],
  ['info', 'show'],
  ['roles', 'role'],
  ['escalations', 'escalation'],
  ['digests', 'digest'],
  ['phase', 'phases'],
  ['card', 'cards'],
  ['fields', 'field'],
])

const ROLE_NAMES: ReadonlyMap<string, ProjectRole> = new Map([
  ['coordinator', 'coordinator'],
  ['manager', 'projectManager'],
  ['pm', 'projectManager'],
  ['project manager', 'projectManager'],
  ['lead', 'teamLead'],
  ['team lead', 'teamLead'],
  ['account', 'accountManager'],
  ['am', 'accountManager'],
  ['account manager', 'accountManager'],
  ['accountable', 'accountable'],
])

/** Reads what somebody typed behind `/project`, as Slack sends it: people and channels are tokens in it. */
export function parseProjectCommand(said: string): ProjectCommand {
  const words = said.trim().split(/\s+/)
  const [first = '', ...rest] = words
  const typed = first.toLowerCase()
  const verb = VERB_NAMES.get(typed)
  switch (verb) {
    case 'help':
      return { verb: 'help' }
    case 'new':
      return newProject(said.trim().slice(first.length).trim())
    case 'list':
      return { verb: 'list' }
    case 'show':
    case 'import':
      return { verb, key: rest[0] === undefined ? null : asTyped(rest[0]) }
    case 'role':
      return role(rest)
    case 'escalation':
      return escalation(rest)
    case 'digest':
      return digest(rest)
    case 'phases':
      return phases(rest)
    case 'cards':
      return cards(rest)
    case 'field':
      return field(rest)
    case 'archive':
      return rest[0] === undefined ? { verb: 'incomplete', of: verb, missing: 'key' } : { verb, key: asTyped(rest[0]) }
    case undefined:
  }
  // A key alone, in capitals, asks to see that project.
  if (rest.length === 0 && PROJECT_KEY.test(first)) return { verb: 'show', key: first }
  return { verb: 'unknown', typed: plainText(first), near: nearest(typed, PROJECT_VERBS) }
}

/** A key in capitals; what is no key stays as it was typed, and no project has it. */
const asTyped = (word: string): string => readKey(word) ?? plainText(word)

/** The first word is a key only where it is typed in capitals, as keys are shown, and a name follows or nothing does. */
function newProject(text: string): ProjectCommand {
  const [first = '', ...rest] = text.split(/\s+/)
  return PROJECT_KEY.test(first)
    ? { verb: 'new', key: first, name: plainText(rest.join(' ')) }
    : { verb: 'new', key: null, name: plainText(text) }
}

const MEMBER = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/
const CHANNEL = /^<#([A-Z0-9]+)(?:\|[^>]*)?>$/

/** `[KEY] ROLE @person`: the role may be two words, and a role's name in front is no key. */
function role(words: readonly string[]): ProjectCommand {
  const person = words.at(-1) ?? ''
  const memberId = MEMBER.exec(person)?.[1]
  const nobody = /^(nobody|none|-)$/i.test(person)
  const before = memberId !== undefined || nobody ? words.slice(0, -1) : words
  const [key, named] = splitKey(before, (rest) => ROLE_NAMES.has(rest))
  const found = ROLE_NAMES.get(named.join(' ').toLowerCase())
  if (!found) return { verb: 'incomplete', of: 'role', missing: 'role' }
  if (memberId === undefined && !nobody) return { verb: 'incomplete', of: 'role', missing: 'person' }
  return { verb: 'role', key, role: found, memberId: memberId ?? null }
}

function splitKey(
  words: readonly string[],
  isComplete: (rest: string) => boolean,
): readonly [string | null, readonly string[]] {
  const [first, ...rest] = words
  if (first === undefined || isComplete(words.join(' ').toLowerCase())) return [null, words]
  return [asTyped(first), rest]
}

function escalation(words: readonly string[]): ProjectCommand {
  const channelId = CHANNEL.exec(words.at(-1) ?? '')?.[1]
  if (channelId === undefined) return { verb: 'incomplete', of: 'escalation', missing: 'channel' }
  return { verb: 'escalation', key: keyBefore(words), channelId }
}

function digest(words: readonly string[]): ProjectCommand {
  const setting = readSetting(words.at(-1) ?? '')
  if (setting === null) return { verb: 'incomplete', of: 'digest', missing: 'time' }
  return { verb: 'digest', key: keyBefore(words), setting }
}

/** `[KEY] Design, Build, Launch`: a first word in capitals without a comma behind it is the key. */
function phases(words: readonly string[]): ProjectCommand {
  const [first = '', ...rest] = words
  const key = PROJECT_KEY.test(first) ? first : null
  const text = plainText((key === null ? words : rest).join(' '))
  if (text === '') return { verb: 'incomplete', of: 'phases', missing: 'names' }
  const names = /^(?:none|-)$/i.test(text) ? [] : text.split(/\s*[,;]\s*/).filter((name) => name !== '')
  return { verb: 'phases', key, names }
}

function cards(words: readonly string[]): ProjectCommand {
  const word = words.at(-1)?.toLowerCase()
  if (word !== 'on' && word !== 'off') return { verb: 'incomplete', of: 'cards', missing: 'switch' }
  return { verb: 'cards', key: keyBefore(words), on: word === 'on' }
}

/** `[KEY] Budget number`, `[KEY] Round: First draft, Final`, `[KEY] remove Budget`. */
function field(words: readonly string[]): ProjectCommand {
  const [first = '', ...rest] = words
  const key = PROJECT_KEY.test(first) ? first : null
  const text = plainText((key === null ? words : rest).join(' '))
  const gone = /^(?:remove|delete|drop|without) (.+)$/i.exec(text)?.[1]
  if (gone !== undefined) return { verb: 'field', key, field: gone }
  const read = readNewField(text)
  return read ? { verb: 'field', key, field: read } : { verb: 'incomplete', of: 'field', missing: 'field' }
}

function readNewField(text: string): NewField | null {
  const [, name = '', choices] = /^(.+?)(?: choice)?\s*:\s*(.+)$/i.exec(text) ?? []
  if (choices !== undefined) return { name, type: 'choice', choices: choices.split(/\s*[,;]\s*/) }
  const [, plain = '', type] = /^(.+) (text|number|date)$/i.exec(text) ?? []
  const found = FIELD_TYPES.find((each) => each === type?.toLowerCase())
  return found ? { name: plain, type: found, choices: [] } : null
}

const keyBefore = ([first, second]: readonly string[]): string | null =>
  first === undefined || second === undefined ? null : asTyped(first)

/** `9`, `9:30`, `09:00`, `9am`, `5:30pm`, `on` or `off`; null for anything else. */
function readSetting(typed: string): string | null {
  const word = typed.toLowerCase()
  if (word === 'on' || word === 'off') return word
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(word)
  if (!match) return null
  const [, hours = '', minutes = '00', half] = match
  const hour = half ? (Number(hours) % 12) + (half === 'pm' ? 12 : 0) : Number(hours)
  if (hour > 23 || Number(minutes) > 59 || (half && Number(hours) > 12)) return null
  return `${String(hour).padStart(2, '0')}:${minutes}`
}

import { isRecord, lengthOf } from '../block-kit/schema.ts'
import type { SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { objects, optionsOf, readText } from '../text/elements.ts'
import { richOfText } from '../text/rich-typed.ts'
import { typedMessage } from '../text/typed.ts'
import { viewerOf } from '../text/viewer.ts'
import type { Viewer } from '../text/viewer.ts'
import { findUser } from '../world/lookup.ts'
import { fileShape } from '../shapes/file.ts'
import type { FileRecord, UserRecord } from '../world/records.ts'
import { initialState } from '../world/view-state.ts'
import { sameLabel } from './controls.ts'
import type { Control } from './controls.ts'
import { CallerFault } from './fault.ts'
import { channelChosen, conversationChosen } from './conversations.ts'
import { takeFile } from './take-file.ts'

/** Options of an external select for what was typed into it; asked of the app. */
export type AskOptions = (control: Control, query: string) => Promise<readonly SlackObject[]>

export interface Typing {
  readonly s: Services
  readonly user: UserRecord
  readonly ask: AskOptions
  /** Options that an external select has shown this person before, in other searches. */
  readonly shown: (control: Control) => readonly SlackObject[]
  /** Typed into an external select first. */
  readonly query?: string | undefined
  /** What is chosen already: an external select keeps it, whatever was searched for since. */
  readonly held?: SlackObject | undefined
}

type State = SlackObject & { readonly type: string }
type Write = (typing: Typing, control: Control, value: unknown) => SlackObject | Promise<SlackObject>

/** What an element holds once a person has typed or chosen `value` in it. */
export async function stateFor(typing: Typing, control: Control, value: unknown): Promise<State> {
  const type = control.element.type ?? ''
  const write = WRITES[type]
  if (!write) throw new CallerFault(`nothing can be typed or chosen in a ${type}`)
  const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0)
  if (empty) return { ...initialState({ type, action_id: control.actionId }) }
  return { type, ...(await write(typing, control, value)) }
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String)

const one = (value: unknown): string => {
  const [first, ...more] = list(value)
  if (first === undefined || more.length > 0) throw new CallerFault('only one can be chosen here')
  return first
}

const text: Write = (_typing, _control, value) => ({ value: String(value) })

async function optionsFor(typing: Typing, control: Control, wanted: readonly string[]): Promise<SlackObject[]> {
  const external = (control.element.type ?? '').includes('external')
  const viewer = viewerOf(typing.s.world, typing.user)
  const found: SlackObject[] = []
  for (const want of wanted) {
    const sources = external ? searches(typing, control, want) : [() => optionsOf(control.element)]
    const texts = new Set<string>()
    let option: SlackObject | undefined
    for (const source of sources) {
      const options = await source()
      for (const one of options) texts.add(readText(one['text'], viewer))
      option = matching(options, want, viewer)
      if (option) break
    }
    if (!option)
      throw new CallerFault(`there is no option "${want}"; there are: ${[...texts].join(', ') || 'none'}`, {
        labels: [...texts],
      })
    found.push(option)
  }
  return found
}

function matching(options: readonly SlackObject[], want: string, viewer: Viewer): SlackObject | undefined {
  const shown = options.map((option) => readText(option['text'], viewer))
  const at = shown.findIndex((text) => text === want || sameLabel(text) === sameLabel(want))
  return options[at] ?? options.find((option) => option['value'] === want)
}

/** Where an external select's option may be: among those chosen, in this search, in one before, in one for its own name. */
function searches({ held, ask, shown, query }: Typing, control: Control, want: string) {
  const least = Number(control.element['min_query_length'] ?? 3)
  const again = query !== undefined && query !== want && lengthOf(want) >= least
  return [
    () => objects(held?.['selected_options']),
    () => ask(control, query ?? want),
    () => shown(control),
    ...(again ? [() => ask(control, want)] : []),
  ]
}

const option: Write = async (typing, control, value) => ({
  selected_option: (await optionsFor(typing, control, [one(value)]))[0],
})

const manyOptions: Write = async (typing, control, value) => {
  const wanted = value === false ? [] : value === true ? [] : list(value)
  const options = value === true ? optionsOf(control.element) : await optionsFor(typing, control, wanted)
  return { selected_options: limited(control, options) }
}

function limited<T>(control: Control, chosen: readonly T[]): readonly T[] {
  const max = control.element['max_selected_items']
  if (typeof max === 'number' && chosen.length > max) throw new CallerFault(`only ${max} can be chosen here`)
  return chosen
}

function userId(typing: Typing, name: string): string {
  const user = findUser(typing.s.world, typing.user.teamId, name)
  if (!user || user.deleted) throw new CallerFault(`there is no member "${name}" to choose`)
  return user.id
}

const pattern =
  (name: string, regex: RegExp, form: string): Write =>
  (_typing, _control, value) => {
    if (!regex.test(String(value))) throw new CallerFault(`"${String(value)}" is no ${form}`)
    return { [name]: String(value) }
  }

const moment: Write = (_typing, _control, value) => {
  const at = typeof value === 'number' ? value : Math.floor(new Date(String(value)).getTime() / 1000)
  if (!Number.isFinite(at)) throw new CallerFault(`"${String(value)}" is no date-time like 2026-03-06T09:00:00Z`)
  return { selected_date_time: at }
}

/** Files: by name or id of what was uploaded before, or as `{ name, text | base64 }`. */
const files: Write = ({ s, user }, control, value) => {
  const wanted: unknown[] = Array.isArray(value) ? value : [value]
  const max = Number(control.element['max_files'] ?? 10)
  if (wanted.length > max) throw new CallerFault(`only ${max} files can be chosen here`)
  return {
    files: wanted.map((one) => {
      const found = isRecord(one) ? takeFile(s, user, one) : findFile(s, user, String(one))
      checkType(control, found)
      return fileShape(s.world, s.world.files.put({ ...found, state: 'complete', givenTo: [s.app.id] }), s.url())
    }),
  }
}

function findFile(s: Services, user: UserRecord, name: string): FileRecord {
  const file = s.world.files.get(name) ?? s.world.files.find((f) => f.name === name && f.user === user.id)
  if (!file) throw new CallerFault(`there is no file "${name}" of yours: upload it first, or give { name, text }`)
  return file
}

function checkType(control: Control, file: FileRecord): void {
  const types = control.element['filetypes']
  const ending = file.name.split('.').at(-1)?.toLowerCase()
  if (Array.isArray(types) && !types.includes(ending) && !types.includes(file.filetype)) {
    throw new CallerFault(`only ${types.join(', ')} can be chosen here`)
  }
}

const WRITES: Readonly<Record<string, Write>> = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  rich_text_input: ({ s, user }, _control, value) => ({
    rich_text_value:
      typeof value === 'object' && value !== null
        ? value
        : richOfText(typedMessage(s.world, user.teamId, String(value)), { lists: true }),
  }),
  file_input: files,
  static_select: option,
  external_select: option,
  radio_buttons: option,
  multi_static_select: manyOptions,
  multi_external_select: manyOptions,
  checkboxes: manyOptions,
  users_select: (typing, _control, value) => ({ selected_user: userId(typing, one(value)) }),
  channels_select: (typing, _control, value) => ({ selected_channel: channelChosen(typing, one(value)) }),
  conversations_select: (typing, { element }, value) => ({
    selected_conversation: conversationChosen(typing, element, one(value)),
  }),
  multi_users_select: (typing, control, value) => ({
    selected_users: limited(
      control,
      list(value).map((name) => userId(typing, name)),
    ),
  }),
  multi_channels_select: (typing, control, value) => ({
    selected_channels: limited(
      control,
      list(value).map((name) => channelChosen(typing, name)),
    ),
  }),
  multi_conversations_select: (typing, control, value) => ({
    selected_conversations: limited(
      control,
      list(value).map((name) => conversationChosen(typing, control.element, name)),
    ),
  }),
  datepicker: pattern('selected_date', /^\d{4}-\d{2}-\d{2}$/, 'date like 2026-03-06'),
  timepicker: pattern('selected_time', /^([01]\d|2[0-3]):[0-5]\d$/, 'time like 09:30'),
  datetimepicker: moment,
}

import { CAPTURE, TASK, VIEWS } from '../../block-kit/action-ids.ts'
import { actions, button, modal, option, remember, section } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { searchInput, tickInput } from '../../block-kit/inputs.ts'
import { clip, LIMITS } from '../../block-kit/limits.ts'
import { paragraphs } from '../../block-kit/mrkdwn.ts'
import { taskName } from '../../cards/change-words.ts'
import { counted, STATUS_WORDS } from '../../cards/words.ts'
import { ATTACHMENT_LIMIT } from '../../domain/attachments.ts'
import { LINK_LIMITS } from '../../domain/links.ts'
import type { LinkFault } from '../../domain/links.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { Attachment, Task, TaskLink } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { plainText } from '../../domain/tokens.ts'

export { notePosts } from '../../cards/note-posts.ts'

const QUOTED = 500

/** What a message has that a task can get. */
interface MessageParts {
  readonly text: string
  readonly links: readonly TaskLink[]
  readonly files: readonly Attachment[]
}

const bareUrl = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

/** A part of the message that can be ticked, with the first of what it is. */
const part = (value: string, what: string, names: readonly string[]) => option(`${what}: ${names.join(', ')}`, value)

/** The dialog that asks for the task, and what of a message is to be added to it; `origin` is what it remembers. */
export function addingForm({ text, links, files }: MessageParts, origin: Origin): View {
  const said = plainText(text).trim()
  const choices = [
    ...(said === '' ? [] : [option('What it says, as a note', 'text')]),
    ...(links.length > 0
      ? [
          part(
            'links',
            counted(links.length, 'link'),
            links.map((link) => link.text ?? bareUrl(link.url)),
          ),
        ]
      : []),
    ...(files.length > 0
      ? [
          part(
            'files',
            counted(files.length, 'file'),
            files.map(({ name }) => name),
          ),
        ]
      : []),
  ]
  return modal({
    callbackId: VIEWS.addToTask,
    title: 'Add to task…',
    submit: 'Add',
    metadata: remember(origin),
    blocks: [
      ...(said === '' ? [] : [section(`>${paragraphs(clip(said, QUOTED), QUOTED).replaceAll('\n', '\n>')}`)]),
      searchInput({
        blockId: 'task',
        label: 'Task',
        optional: false,
        asks: CAPTURE.pickTask,
        placeholder: 'A reference, or words of the task',
      }),
      ...(choices.length > 0
        ? [
            tickInput({
              blockId: 'parts',
              label: 'What to add',
              optional: false,
              choices,
              values: ['text', 'links', 'files'],
            }),
          ]
        : [section('This message has neither words nor files that Runsheet can read, so there is nothing to add.')]),
    ],
  })
}

/** Tasks that were looked for, or what is likely before anything is typed. */
export type Suggestions =
  | { readonly found: readonly Task[] }
  | { readonly recent: readonly Task[]; readonly here: readonly Task[] }

/** A task as it is chosen from others: its reference, title and status. */
function taskOption({ id, reference, title, status }: Task) {
  const [head, tail] = [`${reference} `, ` · ${STATUS_WORDS[status]}`]
  return option(`${head}${clip(title, LIMITS.optionText - head.length - tail.length)}${tail}`, id)
}

/** What an input that searches for a task offers, as Slack takes it. */
export function taskOptions(suggestions: Suggestions) {
  if ('found' in suggestions) return { options: suggestions.found.map(taskOption) }
  const { recent, here } = suggestions
  const groups = [
    { label: 'You last had to do with', tasks: recent },
    { label: 'Open in this channel’s project', tasks: here },
  ].filter(({ tasks }) => tasks.length > 0)
  if (groups.length === 0) return { options: [] }
  return {
    option_groups: groups.map(({ label, tasks }) => ({
      label: { type: 'plain_text' as const, text: label, emoji: true },
      options: tasks.map(taskOption),
    })),
  }
}

/** A note that was made of a message: what it says, whose it is, and where it stands. */
export const messageNote = (text: string, author: string | null, permalink: string): string =>
  `${text} (${author ?? 'an app'}, ${permalink})`

/** Why links were not added, in plain text. */
export const addFaultText = (fault: LinkFault): string =>
  fault === 'too-many'
    ? `A task has at most ${LINK_LIMITS.links} links. Leave the links out, or take some from the task by Edit on its card.`
    : `One of the links has more than ${LINK_LIMITS.url} characters. Leave the links out.`

/** How many of each part. */
interface Counts {
  readonly text: number
  readonly links: number
  readonly files: number
}

interface AddedTold {
  readonly before: Task
  /** The entry that what the message says became; null where there is none. */
  readonly noteId: string | null
  readonly changed: { readonly sheet: TaskSheet; readonly activityId: string | null }
}

const partsIn = ({ text, links, files }: Counts): readonly string[] => [
  ...(text > 0 ? ['what it says, as a note'] : []),
  ...(links > 0 ? [counted(links, 'link')] : []),
  ...(files > 0 ? [counted(files, 'file')] : []),
]

const joined = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')

/** Of a message's parts, what the task has got now, what it had, and what there was no room for. */
function countsOf(wanted: { readonly text: string | null } & Omit<MessageParts, 'text'>, told: AddedTold) {
  const { before, noteId, changed } = told
  const noted = noteId !== null
  const { task } = changed.sheet
  const had = {
    text: wanted.text !== null && !noted ? 1 : 0,
    links: wanted.links.filter(({ url }) => before.links.some((link) => link.url === url)).length,
    files: wanted.files.filter(({ fileId }) => before.attachments.some((file) => file.fileId === fileId)).length,
  }
  const added = {
    text: noted ? 1 : 0,
    links: task.links.length - before.links.length,
    files: task.attachments.length - before.attachments.length,
  }
  return { had, added, left: wanted.files.length - had.files - added.files }
}

/** What came of adding a message to a task: what was added, what was there already, and Undo for what can be taken back. */
export function addedReply(wanted: Parameters<typeof countsOf>[0], told: AddedTold): MessageContent {
  const { sheet } = told.changed
  // One deed: one of its entries undoes all.
  const activityId = told.changed.activityId ?? told.noteId
  const { had, added, left } = countsOf(wanted, told)
  const [fresh, old] = [partsIn(added), partsIn(had)]
  const sentences = [
    fresh.length > 0
      ? `Added to ${taskName(sheet)}: ${joined(fresh)}.`
      : `${taskName(sheet)} has that already, so nothing was added.`,
    ...(fresh.length > 0 && old.length > 0 ? [`It had the rest already: ${joined(old)}.`] : []),
    ...(left > 0 ? [`${counted(left, 'file')} found no room: a task has at most ${ATTACHMENT_LIMIT}.`] : []),
  ]
  const undo = activityId === null ? [] : [button('Undo', TASK.undo, activityId)]
  return {
    text: sentences.join(' '),
    blocks: [section(sentences.join(' ')), actions(...undo, button('Show task', TASK.show, sheet.task.id))],
  }
}

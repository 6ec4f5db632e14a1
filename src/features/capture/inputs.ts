import { z } from 'zod'
import { readLists, readState } from '../../block-kit/state.ts'

const Id = z.looseObject({ id: z.string() })

const Source = z.object({
  channelId: z.string(),
  ts: z.string(),
  threadTs: z.string().nullable(),
  /** The address of the message as far as the request tells it: Slack gives none of what Runsheet may not read. */
  link: z.string().optional(),
})

/** What the dialog that adds a message to a task remembers: the message, and the draft that has what it says. */
export const AddingOrigin = z.object({
  draftId: z.string(),
  responseUrl: z.string().nullable(),
  source: Source,
  /** Null for an app's message. */
  authorId: z.string().nullable(),
})
export type AddingOrigin = z.infer<typeof AddingOrigin>

/** The dialog sent off: the task, and which of the message's parts are to be added to it. */
export const AddingSubmission = z
  .looseObject({
    user: Id,
    view: z.looseObject({ private_metadata: z.string(), state: z.looseObject({ values: z.unknown() }) }),
  })
  .transform(({ user, view }) => ({
    actorId: user.id,
    origin: AddingOrigin.parse(JSON.parse(view.private_metadata)),
    taskId: readState(view.state.values)['task'] ?? '',
    parts: readLists(view.state.values)['parts'] ?? [],
  }))

/** Somebody looks for a task in that dialog. */
export const TaskSuggestion = z
  .looseObject({ user: Id, value: z.string().default(''), view: z.looseObject({ private_metadata: z.string() }) })
  .transform(({ user, value, view }) => ({
    actorId: user.id,
    typed: value,
    channelId: AddingOrigin.parse(JSON.parse(view.private_metadata)).source.channelId,
  }))

/** What the form remembers: where it was opened, how its author can be answered, and the message it was made from. */
export const FormOrigin = z.object({
  channelId: z.string().nullable(),
  responseUrl: z.string().nullable(),
  source: Source.nullable(),
  /** The draft that has the files which the message brought along. */
  draftId: z.string().optional(),
  /** Texts that were put aside while another project is chosen. */
  kept: z.record(z.string(), z.string()).default({}),
})
export type FormOrigin = z.infer<typeof FormOrigin>

/** The form sent off. */
export const FormSubmission = z
  .looseObject({
    user: Id,
    view: z.looseObject({ private_metadata: z.string(), state: z.looseObject({ values: z.unknown() }) }),
  })
  .transform(({ user, view }) => ({
    actorId: user.id,
    origin: FormOrigin.parse(JSON.parse(view.private_metadata)),
    state: readState(view.state.values),
    lists: readLists(view.state.values),
  }))

/** A global shortcut: somebody, anywhere. */
export const Anywhere = z
  .looseObject({ user: Id, trigger_id: z.string() })
  .transform(({ user, trigger_id }) => ({ actorId: user.id, triggerId: trigger_id }))

/** A press of “New task” below an answer: its channel tells the project. */
export const OfferPress = z
  .looseObject({ user: Id, trigger_id: z.string(), response_url: z.string().optional(), channel: Id.optional() })
  .transform(({ user, trigger_id, response_url, channel }) => ({
    actorId: user.id,
    triggerId: trigger_id,
    origin: { channelId: channel?.id ?? null, responseUrl: response_url ?? null, source: null, kept: {} },
  }))

/** A press of “Open as form” below an answer. */
export const DraftPress = z
  .looseObject({
    user: Id,
    trigger_id: z.string(),
    response_url: z.string().optional(),
    actions: z.tuple([z.looseObject({ value: z.string() })], z.unknown()),
  })
  .transform(({ user, trigger_id, response_url, actions: [{ value }] }) => ({
    actorId: user.id,
    triggerId: trigger_id,
    responseUrl: response_url ?? null,
    draftId: value,
  }))

interface Linked {
  readonly ts: string
  readonly thread_ts?: string | undefined
}

/** A message's address as Slack makes it. */
function linkTo(domain: string, channelId: string, { ts, thread_ts }: Linked): string {
  const thread = thread_ts === undefined ? '' : `?thread_ts=${thread_ts}&cid=${channelId}`
  return `https://${domain}.slack.com/archives/${channelId}/p${ts.replace('.', '')}${thread}`
}

/** One that was deleted, or that another company shared, comes without a name or an address. */
const SharedFile = z
  .looseObject({ id: z.string(), name: z.string(), permalink: z.string() })
  .transform(({ id, name, permalink }) => ({ id, name, permalink }))
  .nullable()
  .catch(null)

type SharedFile = NonNullable<z.infer<typeof SharedFile>>

const told = (files: readonly (SharedFile | null)[] = []): readonly SharedFile[] =>
  files.filter((file) => file !== null)

/** A message shortcut: who, and the message that it is about. */
export const MessageShortcut = z
  .looseObject({
    user: Id,
    trigger_id: z.string(),
    response_url: z.string().optional(),
    channel: Id,
    team: z.looseObject({ domain: z.string() }).optional().catch(undefined),
    message: z.looseObject({
      ts: z.string(),
      text: z.string().default(''),
      thread_ts: z.string().optional(),
      user: z.string().optional(),
      files: z.array(SharedFile).optional().catch(undefined),
    }),
  })
  .transform(({ user, trigger_id, response_url, channel, team, message }) => ({
    actorId: user.id,
    triggerId: trigger_id,
    responseUrl: response_url ?? null,
    written: {
      text: message.text,
      at: new Date(Number(message.ts) * 1000),
      authorId: message.user ?? null,
      files: told(message.files),
    },
    source: {
      channelId: channel.id,
      ts: message.ts,
      threadTs: message.thread_ts ?? null,
      ...(team ? { link: linkTo(team.domain, channel.id, message) } : {}),
    },
  }))
export type MessageShortcut = z.infer<typeof MessageShortcut>

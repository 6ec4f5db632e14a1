import type { AckFn } from '@slack/bolt'
import type { MessageContent } from '../domain/notice.ts'
import type { Addressee, Log, Messenger, TurnContext } from '../ports.ts'
import { channelOf, memberOf, Payload, surfaceOf, tenantOf } from './payload.ts'
import type { Surface } from './payload.ts'
import { lateSubmission } from './late-submission.ts'

/** Slack gives up after 3 s; what is not ready by then is acknowledged empty and answered when it is there. */
const DEADLINE = 2_000
/** A modal that is acknowledged empty closes, so its answer gets all the time there is. */
const SUBMISSION_DEADLINE = 2_600

/** One request of Slack from its arrival to its answer. */
export interface Turn extends Omit<TurnContext, 'workspaceId'> {
  readonly payload: Payload
  readonly surface: Surface
  readonly workspaceId: string | undefined
  /** Bolt's `ack`: in time it is the acknowledgement itself, later it reaches the person in another way. */
  readonly ack: (content?: unknown) => Promise<void>
  /** A listener has acknowledged it, in time: what the person looks at now is what it said then. */
  readonly isAnswered: () => boolean
  /** Who speaks in an event, once a listener has said so. */
  readonly attended: () => Attended | undefined
  /** Acknowledges what nobody has acknowledged: Slack must not show a second error. */
  readonly finish: () => Promise<void>
}

export interface Attended {
  readonly to: Addressee
  readonly draftId: string | null
}

export interface TurnParts {
  readonly messenger: Pick<Messenger, 'whisper' | 'respond'>
  readonly log: Log
  readonly wall: () => number
  readonly onAcknowledged: (surface: Surface, milliseconds: number) => void
}

/** Takes charge of acknowledging one request, whichever receiver it came by: in Socket Mode nothing else would. */
export function beginTurn(parts: TurnParts, body: unknown, ack: AckFn<unknown>): Turn {
  const parsed = Payload.safeParse(body)
  const payload = parsed.success ? parsed.data : {}
  const surface = surfaceOf(payload)
  const begun = parts.wall()
  let acknowledged = false
  let isLate = false
  let attended: Attended | undefined

  const acknowledge = async (content?: unknown): Promise<void> => {
    acknowledged = true
    clearTimeout(deadline)
    // Events are acknowledged, and timed, where they are recorded.
    if (surface !== 'event') parts.onAcknowledged(surface, parts.wall() - begun)
    await ack(content)
  }
  const deadline = setTimeout(
    () => {
      isLate = true
      acknowledge().catch((error: unknown) => parts.log.warn({ err: error }, 'Slack did not take an acknowledgement'))
    },
    surface === 'submission' ? SUBMISSION_DEADLINE : DEADLINE,
  )

  const turn: Turn = {
    payload,
    surface,
    workspaceId: tenantOf(payload),
    isAnswered: () => acknowledged && !isLate,
    attended: () => attended,
    attend: (to, draftId) => {
      attended = { to, draftId }
    },
    ack: async (content) => {
      if (!acknowledged) return acknowledge(content)
      if (isLate) return answerLate(parts, turn, content)
      // Bolt acknowledges by itself what it could not authorise, after the error handler has answered.
      if (content !== undefined) parts.log.warn({ surface }, 'A listener acknowledged twice')
    },
    answer: async (content) => {
      if (surface === 'command' && !acknowledged) return acknowledge({ response_type: 'ephemeral', ...content })
      if (!acknowledged) await acknowledge()
      await reach(parts, turn, content)
    },
    replace: async (content) => {
      if (surface !== 'message' || !payload.response_url) return turn.answer(content)
      if (!acknowledged) await acknowledge()
      if (!(await parts.messenger.respond(payload.response_url, content, 'in-place'))) await reach(parts, turn, content)
    },
    finish: async () => {
      clearTimeout(deadline)
      if (!acknowledged) await acknowledge()
    },
  }
  return turn
}

/** What was meant as the acknowledgement of a turn that has already been acknowledged. */
async function answerLate(parts: TurnParts, turn: Turn, content: unknown): Promise<void> {
  const message = turn.surface === 'submission' ? lateSubmission(turn.payload, content) : asMessage(content)
  if (message) await reach(parts, turn, message)
}

/** By the response URL, else by the channel, else by direct message. */
async function reach(parts: TurnParts, turn: Turn, content: MessageContent): Promise<void> {
  const { payload, workspaceId } = turn
  if (payload.response_url && (await parts.messenger.respond(payload.response_url, content, 'below'))) return
  const attended = turn.attended()?.to
  const to = attended ?? addresseeOf(payload)
  if (workspaceId === undefined || to === undefined) {
    parts.log.warn({ surface: turn.surface }, 'There is nobody to answer')
    return
  }
  const whisper = (): Promise<void> => parts.messenger.whisper(workspaceId, to, content)
  if (!attended || to.direct) return whisper()
  // What was said is done by now, and nobody else would say so. Shown twice to one person it does less harm than never.
  await whisper().catch((error: unknown) => {
    parts.log.warn({ err: error, workspaceId }, 'An answer is given once more')
    return whisper()
  })
}

function addresseeOf(payload: Payload): Addressee | undefined {
  const memberId = memberOf(payload)
  return memberId === undefined ? undefined : { memberId, channelId: channelOf(payload), threadTs: null, direct: false }
}

function asMessage(content: unknown): MessageContent | undefined {
  if (typeof content === 'string') return { text: content, blocks: [] }
  if (typeof content !== 'object' || content === null || !('text' in content)) return undefined
  const blocks: readonly object[] = 'blocks' in content && Array.isArray(content.blocks) ? content.blocks : []
  return { text: String(content.text), blocks }
}

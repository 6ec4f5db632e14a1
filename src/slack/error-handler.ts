import { randomInt } from 'node:crypto'
import { ErrorCode } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { UserError } from '../errors.ts'
import type { Clock, DraftStore, Ids, Log } from '../ports.ts'
import type { Clients } from './clients.ts'
import { UnknownWorkspace } from './errors.ts'
import { errorMessage, errorModal, ourFault } from './error-views.ts'
import { channelOf, memberOf } from './payload.ts'
import type { Turn } from './turn.ts'
import { asModal } from './views.ts'

export interface ErrorHandlerParts {
  readonly log: Log
  readonly clock: Clock
  readonly ids: Ids
  readonly clients: Clients
  readonly drafts: DraftStore
  readonly turnOf: (body: object) => Turn | undefined
}

/**
 * The only place where what a listener threw becomes words for the person, on the surface where they acted.
 *
 * What goes wrong with an event is thrown on: nobody waits for an answer, and whoever keeps the event tries it again. But
 * where a listener has said that somebody speaks in it, they are told, once, and it is not tried again.
 */
export function buildErrorHandler(parts: ErrorHandlerParts) {
  return async ({ error, body }: { readonly error: Error; readonly body: object }): Promise<void> => {
    const cause = causeOf(error)
    const turn = parts.turnOf(body)
    if (!turn || (turn.surface === 'event' && !turn.attended())) throw cause
    const refusal = await wordsFor(parts, turn, cause)
    try {
      await show(parts, turn, refusal)
    } catch (failure) {
      // Without an installation there is no token to reach anybody with.
      if (failure instanceof UnknownWorkspace) return
      parts.log.warn({ err: failure, surface: turn.surface }, 'The person could not be told of an error')
    }
  }
}

interface Refusal {
  readonly text: string
  readonly draftId: string | null
  /** The form's input that it is about. */
  readonly input: string | null
}

/** The error that a listener threw, out of Bolt's wrappings; a fault of ours goes before a mistake of the person. */
export function causeOf(error: Error): Error {
  if ('originals' in error && Array.isArray(error.originals)) {
    const causes = error.originals.filter((each) => each instanceof Error).map(causeOf)
    return causes.find((each) => !(each instanceof UserError)) ?? causes[0] ?? error
  }
  const isWrapped =
    'code' in error && (error.code === ErrorCode.UnknownError || error.code === ErrorCode.AuthorizationError)
  if (isWrapped && 'original' in error && error.original instanceof Error) return causeOf(error.original)
  return error
}

async function wordsFor(parts: ErrorHandlerParts, turn: Turn, error: Error): Promise<Refusal> {
  const { log } = parts
  const { surface, workspaceId } = turn
  const memberId = turn.attended()?.to.memberId ?? memberOf(turn.payload)
  if (error instanceof UserError) {
    log.info({ code: error.code, surface, workspaceId, memberId }, 'Refused')
    return { text: error.userText, draftId: await keepDraft(parts, turn, error.draft), input: error.input }
  }
  const reference = newReference()
  log.error({ err: error, reference, surface, workspaceId, memberId }, 'A request failed')
  return { text: ourFault(reference), draftId: turn.attended()?.draftId ?? null, input: null }
}

/** A draft that cannot be kept costs the button, not the answer. */
async function keepDraft(parts: ErrorHandlerParts, turn: Turn, text: string | null): Promise<string | null> {
  const attended = turn.attended()
  if (attended) return text === null ? null : attended.draftId
  const memberId = memberOf(turn.payload)
  if (text === null || turn.workspaceId === undefined || memberId === undefined) return null
  const id = parts.ids.next()
  const draft = { workspaceId: turn.workspaceId, id, memberId, channelId: channelOf(turn.payload), text }
  try {
    await parts.drafts.add({ ...draft, createdAt: parts.clock.now() })
    return id
  } catch (error) {
    parts.log.warn({ err: error, workspaceId: turn.workspaceId }, 'A draft could not be kept')
    return null
  }
}

async function show(parts: ErrorHandlerParts, turn: Turn, refusal: Refusal): Promise<void> {
  const { text, draftId } = refusal
  switch (turn.surface) {
    case 'submission':
      if (turn.isAnswered()) {
        if (!(await showInPlace(parts, turn, text))) await turn.answer(errorMessage(text, draftId))
        return
      }
      return turn.ack(refusedSubmission(turn, refusal))
    case 'options':
      return turn.ack({ options: [] })
    case 'modal':
    case 'home':
      await turn.finish()
      if (!(await showModal(parts, turn, text))) await turn.answer(errorMessage(text, draftId))
      return
    case 'command':
    case 'message':
    case 'shortcut':
    case 'event':
      return turn.answer(errorMessage(text, draftId))
    case 'other':
    // Nobody acted, or nobody waits: a modal was closed.
  }
}

/**
 * Under the input that it is about, else the first one, so that the form stays as it was filled; a form without inputs
 * gets a page on top.
 */
function refusedSubmission(turn: Turn, { text, input: about }: Refusal): object {
  const inputs = turn.payload.view?.blocks.filter(({ type, block_id }) => type === 'input' && block_id !== undefined)
  const input = inputs?.find(({ block_id }) => block_id === about) ?? inputs?.[0]
  if (input?.block_id === undefined) return { response_action: 'push', view: errorModal(text) }
  return { response_action: 'errors', errors: { [input.block_id]: text } }
}

/** False where Slack opens none any more: the trigger is older than three seconds, or three modals are open. */
async function showModal(parts: ErrorHandlerParts, turn: Turn, text: string): Promise<boolean> {
  const triggerId = turn.payload.trigger_id
  if (!triggerId || turn.workspaceId === undefined) return false
  const options = { trigger_id: triggerId, view: asModal(errorModal(text)) }
  try {
    const client: WebClient = await parts.clients.clientFor(turn.workspaceId)
    await (turn.surface === 'modal' ? client.views.push(options) : client.views.open(options))
    return true
  } catch {
    return false
  }
}

/**
 * In the place of a modal that its listener left open, with words such as “Reading…”; false where it has been closed.
 */
async function showInPlace(parts: ErrorHandlerParts, turn: Turn, text: string): Promise<boolean> {
  const viewId = turn.payload.view?.id
  if (!viewId || turn.workspaceId === undefined) return false
  try {
    const client: WebClient = await parts.clients.clientFor(turn.workspaceId)
    await client.views.update({ view_id: viewId, view: asModal(errorModal(text, 'Close')) })
    return true
  } catch {
    return false
  }
}

/** Letters and digits that nobody mistakes for one another when they read them out. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

const newReference = (): string => Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')

import { App } from '@slack/bolt'
import type { AppOptions, ReceiverEvent } from '@slack/bolt'
import { UserError } from '../errors.ts'
import type { Clock, InboxEntry, InboxStore, Log, TurnContext } from '../ports.ts'
import { EventNotRecorded } from './errors.ts'
import { ListenerIndex } from './listener-index.ts'
import { Payload, tenantOf } from './payload.ts'
import { beginTurn } from './turn.ts'
import type { Turn, TurnParts } from './turn.ts'

export interface RunsheetAppParts extends TurnParts {
  readonly log: Log
  readonly clock: Clock
  readonly inbox: InboxStore
  /** Told when the work on a request begins; what it gives back, when it ends, which is later than its acknowledgement. */
  readonly onWorking?: (() => () => void) | undefined
}

/**
 * Bolt's App, with two promises more, whichever receiver a request came by.
 *
 * Every request is acknowledged within Slack's three seconds, also when no listener wants it, when one fails, and when
 * Bolt cannot take it apart. And an event is recorded before it is acknowledged: a repeated one is not worked off again,
 * and one that a crash left behind is worked off later.
 */
export class RunsheetApp extends App {
  readonly #parts: RunsheetAppParts
  readonly #turns = new WeakMap<object, Turn>()
  readonly #tokens = new Map<string, string>()
  readonly #inHand = new Set<Promise<void>>()
  readonly #index: ListenerIndex

  constructor(options: AppOptions, parts: RunsheetAppParts) {
    super(options)
    this.#parts = parts
    this.#index = new ListenerIndex(this)
  }

  /** The turn that a request's body belongs to, while it is being worked off. */
  turnOf(body: object): Turn | undefined {
    return this.#turns.get(body)
  }

  /**
   * Drops Bolt's clients of a workspace with other tokens than this one: Bolt keeps one for every token that it ever saw.
   */
  keepOnly(teamId: string | undefined, token: string | undefined): void {
    if (teamId === undefined || token === undefined || this.#tokens.get(teamId) === token) return
    this.#tokens.set(teamId, token)
    delete this['clients'][teamId]
  }

  override processEvent(event: ReceiverEvent): Promise<void> {
    const end = this.#parts.onWorking?.()
    const work = this.#receive(event)
    const settled = work.then(
      () => {},
      () => {},
    )
    this.#inHand.add(settled)
    void settled.finally(() => {
      this.#inHand.delete(settled)
      end?.()
    })
    return work
  }

  /** Works off an event that was recorded and acknowledged before; it is given up when it fails again. */
  async replay(entry: InboxEntry): Promise<void> {
    const { inbox, log } = this.#parts
    const failure = await this.#listen({ body: { ...entry.body }, ack: async () => {} })
    const fields = { workspaceId: entry.workspaceId, eventId: entry.eventId }
    if (failure) log.error({ ...fields, err: failure }, 'An event failed twice and was given up')
    await inbox.markDone(entry.workspaceId, entry.eventId)
  }

  /** Resolves when all requests that have arrived are worked off. */
  async idle(): Promise<void> {
    while (this.#inHand.size > 0) await Promise.all(this.#inHand)
  }

  async #receive(event: ReceiverEvent): Promise<void> {
    const { body } = event
    const eventId: unknown = body['event_id']
    if (body['type'] === 'event_callback' && typeof eventId === 'string') return this.#receiveEvent(event, eventId)
    const failure = await this.#listen(event)
    if (failure) this.#parts.log.warn({ err: failure, type: String(body['type']) }, 'A request could not be routed')
  }

  async #receiveEvent(event: ReceiverEvent, eventId: string): Promise<void> {
    const { inbox, clock, log, onAcknowledged } = this.#parts
    const begun = clock.wall()
    const payload = Payload.safeParse(event.body)
    const workspaceId = (payload.success ? tenantOf(payload.data) : undefined) ?? ''
    // Slack's token for verification is left out: signatures have replaced it, and it is no one's business.
    const body = Object.fromEntries(Object.entries(event.body).filter(([name]) => name !== 'token'))
    const isNew = await inbox.record({ workspaceId, eventId, body }, begun).catch((error: unknown) => {
      throw new EventNotRecorded(error)
    })
    await event.ack()
    onAcknowledged('event', clock.wall() - begun)
    if (!isNew) return
    const failure = await this.#listen({ ...event, ack: async () => {} })
    if (failure instanceof UserError) log.info({ code: failure.code, workspaceId, eventId }, 'An event was refused')
    else if (failure) {
      log.error({ err: failure, workspaceId, eventId }, 'An event failed and will be tried once more')
      return
    }
    await inbox.markDone(workspaceId, eventId)
  }

  /** Has Bolt and the listeners work it off; what went wrong beyond what the error handler could put right. */
  async #listen(event: ReceiverEvent): Promise<Error | undefined> {
    const turn = beginTurn(this.#parts, event.body, event.ack)
    this.#turns.set(event.body, turn)
    const { workspaceId, answer, replace, attend } = turn
    const tenant = workspaceId === undefined ? {} : { workspaceId }
    const context: Partial<TurnContext> = { answer, replace, attend, ...tenant }
    const customProperties = { ...event.customProperties, ...context }
    let failure: Error | undefined
    try {
      // Bolt's own work, on an app that has only the listeners of this request.
      await super.processEvent.call(this.#index.appFor(event.body), { ...event, ack: turn.ack, customProperties })
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error))
    }
    await turn.finish()
    return failure
  }
}

import type { App } from '@slack/bolt'

/** How a listener is registered, and what a request must be for it. */
type Kind = 'command' | 'action' | 'view' | 'shortcut' | 'options' | 'event'
const KINDS: readonly Kind[] = ['command', 'action', 'view', 'shortcut', 'options', 'event']

/** A listener as Bolt keeps it: what asks whether a request is meant for it, then itself. */
type Kept = App['listeners'][number]

type Register = (constraint: unknown, ...listeners: readonly unknown[]) => void

interface Request {
  readonly kind: Kind
  readonly name: unknown
}

const part = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined

/** What kind of request a body is and which name it goes by; undefined for kinds that nothing here listens to. */
function requestOf(body: object): Request | undefined {
  if ('command' in body) return { kind: 'command', name: body.command }
  switch (part(body, 'type')) {
    case 'event_callback':
      return { kind: 'event', name: part(part(body, 'event'), 'type') }
    case 'block_actions':
      return { kind: 'action', name: part(part(part(body, 'actions'), '0'), 'action_id') }
    case 'block_suggestion':
      return { kind: 'options', name: part(body, 'action_id') }
    case 'view_submission':
    case 'view_closed':
      return { kind: 'view', name: part(part(body, 'view'), 'callback_id') }
    case 'shortcut':
    case 'message_action':
      return { kind: 'shortcut', name: part(body, 'callback_id') }
    default:
      return undefined
  }
}

/** The one name that a listener is registered for; undefined where it is for more than that. */
const nameIn = (constraint: unknown): unknown =>
  typeof constraint === 'string' ? constraint : (part(constraint, 'action_id') ?? part(constraint, 'callback_id'))

/**
 * Finds the listeners of a request by its name.
 *
 * Bolt asks each of its listeners about each request, with several promises for each: with the seventy that Runsheet has
 * that is a good part of all that a request costs. Bolt goes on asking those that are found here, so a listener that
 * wants more than a name is found by the name and asked for the rest.
 */
export class ListenerIndex {
  readonly #named = new Map<string, Kept[]>()
  /** Those without one name: they are asked about every request. */
  readonly #others: Kept[] = []
  readonly #app: App
  readonly #apps = new Map<string, App>()
  #count = 0

  /** Takes note of every listener that is registered from now on. */
  constructor(app: App) {
    this.#app = app
    for (const kind of KINDS) {
      const register = app[kind] as Register
      const value: Register = (constraint, ...listeners) => {
        const before = app['listeners'].length
        register.call(app, constraint, ...listeners)
        for (const kept of app['listeners'].slice(before)) this.#keep(kind, nameIn(constraint), kept)
      }
      Object.defineProperty(app, kind, { value })
    }
  }

  #keep(kind: Kind, name: unknown, kept: Kept): void {
    this.#count += 1
    this.#apps.clear()
    if (typeof name !== 'string') this.#others.push(kept)
    else this.#named.set(`${kind} ${name}`, [...(this.#named.get(`${kind} ${name}`) ?? []), kept])
  }

  /**
   * The app as Bolt would see it if it had the listeners of this request only: in the order in which they were registered,
   * but for those without a name, which come last.
   *
   * @throws where one was registered by `app.message` and the like, which nothing here knows of
   */
  appFor(body: object): App {
    if (this.#app['listeners'].length !== this.#count)
      throw new Error('A listener was registered in a way by which requests would not find it')
    const request = requestOf(body)
    const asked = request ? `${request.kind} ${String(request.name)}` : ''
    // One for all requests that have no listener of their own: names that requests make up are not remembered.
    const name = this.#named.has(asked) ? asked : ''
    return this.#apps.get(name) ?? this.#make(name)
  }

  #make(name: string): App {
    const listeners = [...(this.#named.get(name) ?? []), ...this.#others]
    const app: App = Object.create(this.#app, { listeners: { value: listeners } })
    this.#apps.set(name, app)
    return app
  }
}

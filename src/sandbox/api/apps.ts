import type { SocketTransport } from '../deliveries/socket-transport.ts'
import { SlackError } from './errors.ts'
import { number, string, text } from './method.ts'
import type { MethodTable } from './method.ts'
import { page } from './paging.ts'
import { authorization, concernedBy } from '../deliveries/events.ts'

/** Methods of the app itself, with its app-level token. */
export const appMethods = (sockets: SocketTransport | undefined): MethodTable => ({
  'apps.connections.open': {
    tier: 3,
    scopes: [],
    auth: 'app',
    args: {},
    run: ({ s }) => {
      if (!sockets) throw new SlackError('socket_mode_not_enabled')
      return { url: sockets.ticket(s.url()) }
    },
  },
  'apps.event.authorizations.list': {
    tier: 4,
    scopes: [],
    auth: 'app',
    args: { event_context: string('required'), cursor: string(), limit: number() },
    run: (call) => {
      const concerned = concernedBy(call.s, text(call, 'event_context') ?? '')
      if (!concerned) throw new SlackError('invalid_event_context')
      const { items, next } = page(call, concerned, (install) => install.id, { byDefault: 100, max: 1000 })
      return { authorizations: items.map((install) => authorization(call.s, install)), ...next }
    },
  },
})

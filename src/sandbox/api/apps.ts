import type { SocketTransport } from '../deliveries/socket-transport.ts'
import { SlackError } from './errors.ts'
import type { MethodTable } from './method.ts'

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
})

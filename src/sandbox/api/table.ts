import type { SocketTransport } from '../deliveries/socket-transport.ts'
import { appMethods } from './apps.ts'
import { CHANNEL_ADMIN } from './channel-admin.ts'
import { CHAT } from './chat.ts'
import { CONVERSATIONS } from './conversations.ts'
import { FILES } from './files.ts'
import { HISTORY } from './history.ts'
import { LISTS } from './lists.ts'
import { MARKS } from './marks.ts'
import type { MethodTable } from './method.ts'
import { oauthMethods } from './oauth.ts'
import type { Codes } from './oauth.ts'
import { SCHEDULE } from './schedule.ts'
import { TEAM } from './team.ts'
import { UNFURL } from './unfurl.ts'
import { USERGROUPS } from './usergroups.ts'
import { USERS } from './users.ts'
import { VALIDATE } from './validate.ts'
import { VIEWS } from './views.ts'

/** Every Web API method that the sandbox has; another name answers `unknown_method`. */
export const allMethods = (sockets: SocketTransport | undefined, codes: Codes): MethodTable => ({
  ...CHANNEL_ADMIN,
  ...CHAT,
  ...CONVERSATIONS,
  ...FILES,
  ...HISTORY,
  ...LISTS,
  ...MARKS,
  ...SCHEDULE,
  ...TEAM,
  ...UNFURL,
  ...USERGROUPS,
  ...USERS,
  ...VALIDATE,
  ...VIEWS,
  ...appMethods(sockets),
  ...oauthMethods(codes),
})

import { CHAT } from './chat.ts'
import { CONVERSATIONS } from './conversations.ts'
import { HISTORY } from './history.ts'
import type { MethodTable } from './method.ts'
import { TEAM } from './team.ts'
import { USERS } from './users.ts'
import { VIEWS } from './views.ts'

/** Every Web API method that the sandbox has; another name answers `unknown_method`. */
export const METHODS: MethodTable = { ...CHAT, ...CONVERSATIONS, ...HISTORY, ...TEAM, ...USERS, ...VIEWS }

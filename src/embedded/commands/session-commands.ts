import { Binary, UUID } from 'bson'
import type { Call, Command, Commands } from '../context.ts'
import { sessionKey } from '../sessions.ts'
import { arrayField } from './common.ts'

/** Ends the sessions that a command names, their cursors and transactions with them. */
function end({ shared, body, name }: Call): void {
  const ids = arrayField(body, name)
  for (const id of ids) shared.cursors.killOf(sessionKey(id))
  shared.sessions.end(ids)
}

const done = (fields: string, act: (call: Call) => void): Command => ({
  fields,
  run(call) {
    act(call)
    return { ok: 1 }
  },
})

export const SESSION_COMMANDS: Commands = {
  startSession: {
    fields: '',
    run: () => ({ id: { id: new Binary(new UUID().buffer, Binary.SUBTYPE_UUID) }, timeoutMinutes: 30, ok: 1 }),
  },
  refreshSessions: done('', () => undefined),
  endSessions: done('', end),
  killSessions: done('', end),
  // For tests, which kill all there are.
  killAllSessions: done('', ({ shared }) => shared.sessions.end()),
  commitTransaction: done('recoveryToken', ({ shared, body }) => shared.sessions.commit(body)),
  abortTransaction: done('recoveryToken', ({ shared, body }) => shared.sessions.abort(body)),
}

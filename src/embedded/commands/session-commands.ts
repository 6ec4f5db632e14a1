import { Binary, UUID } from 'bson'
import type { Command } from '../context.ts'
import { fail } from '../errors.ts'
import { sessionKey } from '../sessions.ts'

const given = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : fail('TypeMismatch', 'sessions must be an array')

const ending = (name: string): Command => ({
  fields: [],
  run({ shared, body }) {
    const ids = given(body[name])
    const all = name === 'killAllSessions' || ids.length === 0
    for (const id of all ? [] : ids) shared.cursors.killOf(sessionKey(id))
    shared.sessions.end(all ? (name === 'endSessions' ? [] : undefined) : ids)
    return { ok: 1 }
  },
})

export const SESSION_COMMANDS: { readonly [name: string]: Command } = {
  startSession: {
    fields: [],
    run: () => ({ id: { id: new Binary(new UUID().buffer, Binary.SUBTYPE_UUID) }, timeoutMinutes: 30, ok: 1 }),
  },
  refreshSessions: { fields: [], run: () => ({ ok: 1 }) },
  endSessions: ending('endSessions'),
  killSessions: ending('killSessions'),
  killAllSessions: ending('killAllSessions'),
  commitTransaction: {
    fields: ['recoveryToken'],
    run({ shared, body }) {
      shared.sessions.commit(body)
      return { ok: 1 }
    },
  },
  abortTransaction: {
    fields: ['recoveryToken'],
    run({ shared, body }) {
      shared.sessions.abort(body)
      return { ok: 1 }
    },
  },
}

import type { Connection } from 'mongoose'

/**
 * Ends every lease in the database, of all workspaces: for a process that has the database to itself and has just
 * started, so that whoever held them is gone and their work need not wait for the leases to run out.
 */
export async function endLeases(connection: Connection): Promise<void> {
  const { lanes, leases, outbox } = connection.collections
  // Whatever is handed out as due work, so that none is forgotten.
  const due = Object.values(connection.models).filter(({ schema }) => schema.path('leaseUntil'))
  for (const { collection } of due) await collection.updateMany({ leaseUntil: { $gt: 0 } }, { $set: { leaseUntil: 0 } })
  await lanes?.updateMany({ freeAt: { $gt: 0 } }, { $set: { freeAt: 0, claimId: '' } })
  await leases?.deleteMany({})
  // Whether Slack has what was being sent is looked up at once.
  await outbox?.updateMany({ state: 'sending' }, { $set: { retryAt: 1 } })
}

import { ObjectId } from 'bson'
import type { Ids } from './ports.ts'

/** MongoDB's own ids: a time, the process, and a counter, so they sort by age. */
export const objectIds: Ids = { next: () => new ObjectId().toHexString() }

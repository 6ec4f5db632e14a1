import { newFile, storeBytes } from '../deeds/files.ts'
import type { Services } from '../services.ts'
import type { FileRecord, UserRecord } from '../world/records.ts'
import { CallerFault } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe, need } from './fields.ts'

/** Takes one file: its `name`, and its content as `text` or `base64`. */
export function takeFile(s: Services, user: UserRecord, source: Body): FileRecord {
  const [text, base64] = [maybe(source, 'text'), maybe(source, 'base64')]
  if ((text === undefined) === (base64 === undefined)) throw new CallerFault('a file has "text" or "base64"')
  const bytes = text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text)
  const file = newFile(s, { teamId: user.teamId, user: user.id }, need(source, 'name'), bytes.length)
  return storeBytes(s, file, bytes)
}

import { newFile, share, storeBytes } from '../deeds/files.ts'
import { typedMessage } from '../text/typed.ts'
import { isRecord } from '../block-kit/schema.ts'
import type { FileRecord, UserRecord } from '../world/records.ts'
import { CallerFault } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe, need } from './fields.ts'
import { messageAt } from './people.ts'
import { writable } from './speak.ts'
import type { Drive } from './show.ts'

/** Takes one file: its `name`, and its content as `text` or `base64`. */
function take(drive: Drive, user: UserRecord, source: Body): FileRecord {
  const [text, base64] = [maybe(source, 'text'), maybe(source, 'base64')]
  if ((text === undefined) === (base64 === undefined)) throw new CallerFault('a file has "text" or "base64"')
  const bytes = text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text)
  const file = newFile(drive.s, { teamId: user.teamId, user: user.id }, need(source, 'name'), bytes.length)
  return storeBytes(drive.s, file, bytes)
}

/** The files of a message that is being posted. */
export function filesOf(drive: Drive, user: UserRecord, body: Body): FileRecord[] {
  const { files } = body
  if (files === undefined) return []
  if (!Array.isArray(files) || !files.every(isRecord))
    throw new CallerFault('"files" is a list of { name, text | base64 }')
  return files.map((file) => take(drive, user, file))
}

/** Puts a file into a channel or thread. Without a channel it is only kept, to be chosen in a file input. */
export async function upload(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const { s } = drive
  const place = maybe(body, 'channel')
  if (place === undefined) {
    s.world.files.put({ ...take(drive, user, body), state: 'complete' })
    return null
  }
  const channel = writable(drive, user, place)
  const threadTs = maybe(body, 'thread_ts')
  const parent = threadTs === undefined ? undefined : messageAt(s, user, channel, threadTs)
  const { heard } = share(s, [take(drive, user, body)], {
    channel,
    teamId: user.teamId,
    user: user.id,
    text: typedMessage(s.world, user.teamId, maybe(body, 'comment') ?? ''),
    ...(parent === undefined ? {} : { threadTs: parent.threadTs ?? parent.ts }),
  })
  await heard
  return null
}

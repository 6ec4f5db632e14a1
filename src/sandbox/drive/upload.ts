import { share } from '../deeds/files.ts'
import { typedContent } from '../text/typed-content.ts'
import { isRecord } from '../block-kit/schema.ts'
import type { FileRecord, UserRecord } from '../world/records.ts'
import { CallerFault } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe } from './fields.ts'
import { messageAt } from './people.ts'
import { writable } from './speak.ts'
import { takeFile } from './take-file.ts'
import type { Drive } from './show.ts'

/** The files of a message that is being posted. */
export function filesOf(drive: Drive, user: UserRecord, body: Body): FileRecord[] {
  const { files } = body
  if (files === undefined) return []
  if (!Array.isArray(files) || !files.every(isRecord))
    throw new CallerFault('"files" is a list of { name, text | base64 }')
  return files.map((file) => takeFile(drive.s, user, file))
}

/** Puts a file into a channel or thread. Without a channel it is only kept, to be chosen in a file input. */
export async function upload(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const { s } = drive
  const place = maybe(body, 'channel')
  if (place === undefined) {
    s.world.files.put({ ...takeFile(s, user, body), state: 'complete' })
    return null
  }
  const channel = writable(drive, user, place)
  const threadTs = maybe(body, 'thread_ts')
  const parent = threadTs === undefined ? undefined : messageAt(s, user, channel, threadTs)
  const { heard } = share(s, [takeFile(s, user, body)], {
    channel,
    teamId: user.teamId,
    user: user.id,
    ...typedContent(s.world, user.teamId, maybe(body, 'comment') ?? ''),
    ...(parent === undefined ? {} : { threadTs: parent.threadTs ?? parent.ts }),
  })
  await heard
  return null
}

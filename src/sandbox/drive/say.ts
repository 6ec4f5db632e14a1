import { randomUUID } from 'node:crypto'
import { share } from '../deeds/files.ts'
import { post } from '../deeds/post.ts'
import { tellLinks } from '../deliveries/links.ts'
import { typedContent } from '../text/typed-content.ts'
import type { UserRecord } from '../world/records.ts'
import { CallerFault } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe, maybeFlag, need } from './fields.ts'
import { messageAt } from './people.ts'
import { writable } from './speak.ts'
import type { Drive } from './show.ts'
import { filesOf } from './upload.ts'

/** Posts what a person typed, with files or without. */
export async function message(drive: Drive, user: UserRecord, body: Body): Promise<null> {
  const { s } = drive
  const channel = writable(drive, user, need(body, 'channel'))
  const files = filesOf(drive, user, body)
  const typed = files.length > 0 ? (maybe(body, 'text') ?? '') : need(body, 'text')
  if (typed.trim() === '' && files.length === 0) throw new CallerFault('a message says something, or has files')
  if (/^\/[a-z][^\s/]*(\s|$)/i.test(typed)) throw new CallerFault('this is a command: use "do": "command"')
  if (Array.from(typed).length > 40_000) throw new CallerFault('a message has 40,000 characters at most')
  const threadTs = maybe(body, 'thread_ts')
  const parent = threadTs === undefined ? undefined : messageAt(s, user, channel, threadTs)
  const draft = {
    channel,
    teamId: user.teamId,
    user: user.id,
    ...typedContent(s.world, user.teamId, typed),
    clientMsgId: randomUUID(),
    ...(parent === undefined ? {} : { threadTs: parent.threadTs ?? parent.ts }),
    ...(maybeFlag(body, 'broadcast') === true ? { broadcast: true } : {}),
  }
  const { message: posted, heard } = files.length > 0 ? share(s, files, draft) : post(s, draft)
  await Promise.all([heard, tellLinks(s, channel, posted)])
  return null
}

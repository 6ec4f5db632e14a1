import type { Services } from '../services.ts'
import { tokensIn } from '../text/tokens.ts'
import { isStranger } from '../shapes/user.ts'
import type { ChannelRecord, MessageRecord } from '../world/records.ts'
import { happen } from './events.ts'

/** Tells the app of links to its domains (`link_shared`), so that it may unfurl them. */
export async function tellLinks(s: Services, channel: ChannelRecord, message: MessageRecord): Promise<void> {
  const author = s.world.users.get(message.user)
  if (!author || isStranger(s.world, author, channel.teamId)) return
  const links = tokensIn(message.text).flatMap((token) => {
    if (token.kind !== 'link') return []
    const domain = s.manifest.unfurlDomains.find((d) => isAt(token.url, d))
    return domain === undefined ? [] : [{ domain, url: token.url }]
  })
  if (links.length === 0) return
  await happen(s, {
    name: 'link_shared',
    teamId: channel.teamId,
    event: {
      type: 'link_shared',
      channel: channel.id,
      is_bot_user_member: channel.members.some((id) => s.world.users.get(id)?.kind === 'bot'),
      user: message.user,
      message_ts: message.ts,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
      unfurl_id: `${channel.id}-${message.ts}`,
      source: 'conversations_history',
      links,
      event_ts: s.world.nextTs(),
    },
  })
}

function isAt(url: string, domain: string): boolean {
  try {
    const { hostname } = new URL(url)
    return hostname === domain || hostname.endsWith(`.${domain}`)
  } catch {
    return false
  }
}

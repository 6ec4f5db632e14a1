import type { Services } from '../services.ts'
import { tokensIn } from '../text/tokens.ts'
import { isStranger } from '../shapes/user.ts'
import type { ChannelRecord, MessageRecord } from '../world/records.ts'
import { happen } from './events.ts'

/** Addresses in Slack's text, as they stand there: with `&` as `&amp;`. */
export const linksIn = (text: string): string[] =>
  tokensIn(text).flatMap((token) => (token.kind === 'link' ? [token.url] : []))

/** The domain of the app's that an address is at. */
export const domainOf = (s: Services, url: string): string | undefined =>
  s.manifest.unfurlDomains.find((domain) => isAt(url, domain))

/** Tells the app of links to its domains (`link_shared`), so that it may unfurl them; after an edit of new ones only. */
export async function tellLinks(
  s: Services,
  channel: ChannelRecord,
  message: MessageRecord,
  before = '',
): Promise<void> {
  const author = s.world.users.get(message.user)
  if (!author || isStranger(s.world, author, channel.teamId)) return
  const known = new Set(linksIn(before))
  const links = [...new Set(linksIn(message.text))].flatMap((url) => {
    const domain = known.has(url) ? undefined : domainOf(s, url)
    return domain === undefined ? [] : [{ domain, url }]
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

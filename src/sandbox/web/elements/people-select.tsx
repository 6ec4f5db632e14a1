import type { Channel, Member } from '../../protocol.ts'
import { conversationName, personName } from '../data/people.ts'
import { actorId, channelOf, channels, members, memberOf, openChannel, unread } from '../data/store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import type { PickItem } from '../parts/picker.tsx'
import { Select } from './select.tsx'
import type { ElementObject } from './types.ts'

export const memberItem = (member: Member): PickItem => ({
  value: member.id,
  text: personName(member.id),
  description: `@${member.name}`,
  lead: <Avatar name={personName(member.id)} size="small" app={member.kind === 'bot'} />,
})

const channelItem = (channel: Channel): PickItem => ({
  value: channel.id,
  text: channel.name,
  lead: <Icon name={channel.private ? 'lock' : 'hash'} size={16} />,
})

const mine = (channel: Channel): boolean =>
  !channel.archived && (!channel.private || channel.members.includes(actorId.value))

/** A select of the workspace's members, bots included as Slack does. */
export function UsersSelect({ element }: { readonly element: ElementObject }) {
  const items = members.value.filter((one) => !one.deleted).map(memberItem)
  const itemOf = (id: string): PickItem | undefined => {
    const member = memberOf(id)
    return member ? memberItem(member) : undefined
  }
  return <Select element={element} groups={[{ items }]} itemOf={itemOf} />
}

/** A select of public channels. */
export function ChannelsSelect({ element }: { readonly element: ElementObject }) {
  const items = channels.value.filter((one) => !one.archived && !one.private).map(channelItem)
  return <Select element={element} groups={[{ items }]} itemOf={itemOfConversation} />
}

/** A select of channels and direct messages, narrowed by the element's filter. */
export function ConversationsSelect({ element }: { readonly element: ElementObject }) {
  const wanted = element.filter?.include ?? ['public', 'private', 'im', 'mpim']
  const shown = channels.value.filter(
    (one) =>
      mine(one) &&
      wanted.includes(one.private ? 'private' : 'public') &&
      !(element.filter?.exclude_external_shared_channels && one.external),
  )
  const direct = unread.value.filter(
    (one) => (one.kind === 'dm' && wanted.includes('im')) || (one.kind === 'group' && wanted.includes('mpim')),
  )
  const people = direct
    .filter((one) => !element.filter?.exclude_bot_users || memberOf(one.with?.[0])?.kind !== 'bot')
    .map((one) => directItem(one.channel))
  const preset =
    element.default_to_current_conversation && !element.initial_conversation
      ? { initial_conversation: openChannel.value }
      : {}
  return (
    <Select
      element={{ ...element, ...preset }}
      groups={[
        { label: 'Channels', items: shown.map(channelItem) },
        { label: 'Direct messages', items: people },
      ].filter((group) => group.items.length > 0)}
      itemOf={itemOfConversation}
    />
  )
}

const directItem = (id: string): PickItem => ({
  value: id,
  text: conversationName(id),
  lead: <Avatar name={conversationName(id)} size="small" />,
})

function itemOfConversation(id: string): PickItem | undefined {
  const channel = channelOf(id)
  return channel ? channelItem(channel) : directItem(id)
}

import { personName } from '../data/people.ts'
import { channelOf, memberOf, workspace } from '../data/store.ts'
import { unescapeText } from './mrkdwn.ts'

/** Turns Slack's stored text back into what a person would type to get it. */
export function typedText(text: string): string {
  const words = text.replaceAll(/<([^<>\n|]+)(?:\|([^<>\n]*))?>/gu, (_, target: string, label: string | undefined) => {
    const id = target.slice(1)
    if (target.startsWith('@')) return `@${memberOf(id)?.name ?? personName(id)}`
    if (target.startsWith('#')) return `#${channelOf(id)?.name ?? label ?? id}`
    if (target.startsWith('!subteam^')) {
      return `@${workspace.value?.usergroups?.find((one) => one.id === target.slice(9))?.handle ?? label ?? id}`
    }
    return target.startsWith('!') ? `@${id}` : target
  })
  return unescapeText(words)
}

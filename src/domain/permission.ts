import type { Member } from './member.ts'

/** Why somebody cannot own a task; null where they can. `undefined` stands for a person whom Slack does not know here. */
export function whyCannotOwn(member: Member | undefined): 'unknown' | 'bot' | 'deactivated' | null {
  if (!member) return 'unknown'
  if (member.kind === 'bot') return 'bot'
  return member.deleted ? 'deactivated' : null
}

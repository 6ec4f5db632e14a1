import type { Member } from './member.ts'

export type CannotOwn = 'unknown' | 'bot' | 'outsider' | 'deactivated'

/**
 * Why somebody cannot own a task; null where they can. `undefined` stands for a person whom Slack does not know here.
 *
 * A guest can: freelancers are guests. Who belongs to another workspace cannot: Runsheet could neither ask nor tell them.
 */
export function whyCannotOwn(member: Member | undefined): CannotOwn | null {
  if (!member) return 'unknown'
  if (member.kind === 'bot') return 'bot'
  if (member.kind === 'external') return 'outsider'
  return member.deleted ? 'deactivated' : null
}

/** Whether somebody may change what holds for the whole workspace: its admins in Slack. */
export const mayChangeSettings = ({ kind, deleted }: Pick<Member, 'kind' | 'deleted'>): boolean =>
  kind === 'admin' && !deleted

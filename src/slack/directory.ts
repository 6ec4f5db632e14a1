import { z } from 'zod'
import type { Member, WorkingHours } from '../domain/member.ts'
import type { Directory, ListedPerson, Log, MemberStore } from '../ports.ts'
import type { Clients } from './clients.ts'
import { namesOf, SlackUser, memberOfUser } from './member-of-user.ts'

/** Calls to Slack at a time for one request. */
const AT_ONCE = 5
/** As many people as Slack lists in one answer without complaint. */
const PAGE = 500

const UserPage = z.object({
  members: z.array(SlackUser),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

export interface DirectoryParts {
  readonly clients: Clients
  readonly members: MemberStore
  readonly log: Log
  /** What holds for people who have not set theirs. */
  readonly workingHours: WorkingHours
}

export interface SlackDirectory extends Directory {
  /** Takes in what an event says of a person: they joined, changed, or were deactivated. */
  refresh(workspaceId: string, user: unknown): Promise<void>
}

/** People from the member store; whom it does not have yet, Slack is asked about once. */
export function buildDirectory({ clients, members, log, workingHours }: DirectoryParts): SlackDirectory {
  const asked = new Map<string, Promise<Member>>()

  const ask = async (workspaceId: string, memberId: string): Promise<Member> => {
    const client = await clients.clientFor(workspaceId)
    const { user } = await client.users.info({ user: memberId, include_locale: true })
    const member = memberOfUser(workspaceId, SlackUser.parse(user), undefined, workingHours)
    await members.put(member)
    return member
  }
  /** However many ask for the same person at the same time, Slack is asked once. */
  const askOnce = (workspaceId: string, memberId: string): Promise<Member> => {
    const key = `${workspaceId} ${memberId}`
    const asking = asked.get(key) ?? ask(workspaceId, memberId).finally(() => asked.delete(key))
    asked.set(key, asking)
    return asking
  }
  const askForEach = async (workspaceId: string, memberIds: readonly string[]): Promise<readonly Member[]> => {
    const found: Member[] = []
    for (let begin = 0; begin < memberIds.length; begin += AT_ONCE) {
      const some = memberIds.slice(begin, begin + AT_ONCE).map((id) => askOnce(workspaceId, id))
      for (const answer of await Promise.allSettled(some)) {
        if (answer.status === 'fulfilled') found.push(answer.value)
        else log.warn({ workspaceId, err: answer.reason }, 'Slack did not say who a member is')
      }
    }
    return found
  }

  return {
    member: async (workspaceId, memberId) =>
      (await members.get(workspaceId, memberId)) ?? (await askOnce(workspaceId, memberId)),
    members: async (workspaceId, memberIds) => {
      const ids = [...new Set(memberIds)]
      const known = await members.getMany(workspaceId, ids)
      const missing = ids.filter((id) => !known.some((member) => member.id === id))
      const byId = new Map([...known, ...(await askForEach(workspaceId, missing))].map((member) => [member.id, member]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
    everybody: async (workspaceId) => {
      const people: ListedPerson[] = []
      const client = await clients.clientFor(workspaceId)
      let cursor = ''
      do {
        const page = UserPage.parse(await client.users.list({ limit: PAGE, ...(cursor === '' ? {} : { cursor }) }))
        for (const user of page.members)
          people.push({ member: memberOfUser(workspaceId, user, undefined, workingHours), names: namesOf(user) })
        cursor = page.response_metadata?.next_cursor ?? ''
      } while (cursor !== '')
      return people
    },
    refresh: async (workspaceId, user) => {
      const parsed = SlackUser.parse(user)
      const known = await members.get(workspaceId, parsed.id)
      // Of somebody who has never met Runsheet nothing is kept.
      if (known) await members.put(memberOfUser(workspaceId, parsed, known, workingHours))
    },
  }
}

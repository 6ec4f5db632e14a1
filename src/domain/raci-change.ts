import type { RaciWord } from './raci-words.ts'
import type { TaskFacts } from './task.ts'

type Roles = Pick<TaskFacts, 'ownerId' | 'accountableId' | 'consultedIds' | 'informedIds'>

/** What one named role makes of a task: the Responsible is its owner, and of an Accountable who is nobody it is the project's. */
function factOf({ role, memberIds }: RaciWord): Partial<Roles> {
  const [only = null] = memberIds
  switch (role) {
    case 'R':
      return { ownerId: only }
    case 'A':
      return { accountableId: only }
    case 'C':
      return { consultedIds: memberIds }
    case 'I':
      return { informedIds: memberIds }
  }
}

/** What the roles that somebody names make of a task; a role of exactly one person that was given to several is refused. */
export function decideRaci(
  words: readonly RaciWord[],
): { readonly roles: Partial<Roles> } | { readonly several: 'R' | 'A' } {
  for (const { role, memberIds } of words)
    if ((role === 'R' || role === 'A') && memberIds.length > 1) return { several: role }
  return { roles: Object.assign({}, ...words.map(factOf)) as Partial<Roles> }
}

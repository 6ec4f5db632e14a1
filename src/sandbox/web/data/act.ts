import type { ActAnswer, ActDone, Deed, Refused } from '../../protocol.ts'
import { send } from './api.ts'
import { notify } from './notices.ts'
import { actorId, home, modal, workspaceId } from './store.ts'

/** Does something as the acting member and takes over what opened or closed because of it. Shows no error itself. */
export async function tryAct(deed: Deed, quietMs?: number): Promise<ActAnswer> {
  const as = actorId.value
  const answer = await send<ActDone>('act', {
    ...deed,
    as,
    workspace: workspaceId.value,
    ...(quietMs === undefined ? {} : { quiet_ms: quietMs }),
  })
  if (as === actorId.value) takeOver(answer)
  return answer
}

function takeOver(answer: ActAnswer): void {
  if (answer.modal !== undefined && answer.modal?.id !== modal.value.modal?.id) {
    modal.value = { modal: answer.modal, depth: answer.modal ? Math.max(1, modal.value.depth) : 0 }
  } else if (answer.modal) modal.value = { ...modal.value, modal: answer.modal }
  if (answer.ok && answer.home) home.value = answer.home
}

/** As `tryAct`; a refusal is shown in a toast. Resolves to whether it was done. */
export async function act(deed: Deed, quietMs?: number): Promise<boolean> {
  const answer = await tryAct(deed, quietMs)
  if (!answer.ok) notify(problemText(answer), 'problem')
  return answer.ok
}

/** What went wrong, as a sentence. */
export function problemText(answer: Refused): string {
  const text = answer.error.trim()
  if (text === '') return 'That did not work.'
  return text.charAt(0).toUpperCase() + text.slice(1)
}

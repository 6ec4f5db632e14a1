import type { UploadedFile } from '../../protocol.ts'
import { problemText, tryAct } from '../data/act.ts'

interface Draft {
  readonly channel: string
  readonly text: string
  readonly thread?: string | undefined
  readonly broadcast?: boolean
  readonly files: readonly UploadedFile[]
}

const isCommand = (text: string): boolean => /^\/[a-z][^\s/]*(?:\s|$)/iu.test(text)

/** Sends what was written, a command as a command; gives the words of what went wrong, nothing otherwise. */
export async function sendDraft(draft: Draft): Promise<string | undefined> {
  const text = draft.text.trim()
  const thread = draft.thread === undefined ? {} : { thread_ts: draft.thread }
  const answer = isCommand(text)
    ? await tryAct({ do: 'command', channel: draft.channel, text, ...thread })
    : await tryAct(
        {
          do: 'message',
          channel: draft.channel,
          text,
          ...thread,
          ...(draft.broadcast ? { broadcast: true } : {}),
          ...(draft.files.length > 0 ? { files: draft.files } : {}),
        },
        0,
      )
  return answer.ok ? undefined : problemText(answer)
}

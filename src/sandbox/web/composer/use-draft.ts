import { useEffect, useState } from 'preact/hooks'
import { encodeFile } from '../data/files.ts'
import { actorId } from '../data/store.ts'
import { draftOf, keepDraft } from './drafts.ts'
import { sendDraft } from './send.ts'

export interface DraftState {
  /** Names the member and place: another key is another draft. */
  readonly key: string
  readonly text: string
  readonly set: (text: string) => void
  readonly files: readonly File[]
  readonly setFiles: (files: readonly File[]) => void
  readonly broadcast: boolean
  readonly setBroadcast: (on: boolean) => void
  readonly problem: string | undefined
  readonly forgive: () => void
  readonly empty: boolean
  readonly busy: boolean
  readonly submit: () => Promise<void>
}

/** What is being written in a conversation or thread, and how it is sent. */
export function useDraft(channel: string, thread: string | undefined): DraftState {
  const key = `${actorId.value}/${channel}/${thread ?? ''}`
  const text = draftOf(key)
  const [problem, setProblem] = useState<string>()
  const [running, setRunning] = useState(0)
  const [files, setFiles] = useState<readonly File[]>([])
  const [broadcast, setBroadcast] = useState(false)
  const empty = text.trim() === '' && files.length === 0
  useEffect(() => setProblem(undefined), [key])
  const submit = async (): Promise<void> => {
    if (empty) return
    setRunning((count) => count + 1)
    setProblem(undefined)
    keepDraft(key, '')
    setFiles([])
    const encoded = await Promise.all(files.map(encodeFile))
    const wrong = await sendDraft({ channel, text, thread, broadcast, files: encoded })
    setRunning((count) => count - 1)
    if (wrong === undefined) return
    setProblem(wrong)
    // Nothing that was typed is lost: it comes back unless something else was begun meanwhile.
    if (draftOf(key) === '') keepDraft(key, text)
    setFiles((now) => (now.length === 0 ? files : now))
  }
  return {
    key,
    text,
    set: (next) => keepDraft(key, next),
    files,
    setFiles,
    broadcast,
    setBroadcast,
    problem,
    forgive: () => setProblem(undefined),
    empty,
    busy: running > 0,
    submit,
  }
}

import type { ActDone, UploadedFile } from '../../protocol.ts'
import { send } from './api.ts'
import { problemText } from './act.ts'
import { notify } from './notices.ts'
import { actorId, workspaceId } from './store.ts'

/** A file of the person's computer as the drive API takes it. */
export async function encodeFile(file: File): Promise<UploadedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  const step = 0x8000
  for (let at = 0; at < bytes.length; at += step) binary += String.fromCodePoint(...bytes.subarray(at, at + step))
  return { name: file.name, base64: btoa(binary) }
}

/** Uploads a file that is not shared anywhere yet, for a file input, which takes it by its name; a refusal is shown. */
export async function uploadForInput(file: File): Promise<string | undefined> {
  const answer = await send<ActDone>('act', {
    ...(await encodeFile(file)),
    do: 'upload',
    as: actorId.value,
    workspace: workspaceId.value,
    quiet_ms: 0,
  })
  if (answer.ok) return file.name
  notify(problemText(answer), 'problem')
  return undefined
}

const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const

/** `1.5 MB` */
export function sizeText(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024
    unit += 1
  }
  return `${unit === 0 || size >= 10 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit] ?? 'bytes'}`
}

/** Whether an address is served by this machine: nothing else is fetched unless the person asks. */
export function isLocal(address: string): boolean {
  try {
    const { hostname, protocol } = new URL(address, location.href)
    if (protocol === 'data:' || protocol === 'blob:') return true
    return hostname === location.hostname || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  } catch {
    return false
  }
}

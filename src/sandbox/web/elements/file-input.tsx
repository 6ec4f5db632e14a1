import { useRef } from 'preact/hooks'
import { asList, useField } from '../data/fields.ts'
import { uploadForInput } from '../data/files.ts'
import { notify } from '../data/notices.ts'
import { useBlock, useSurface } from '../data/surface.ts'
import type { Surface } from '../data/surface.ts'
import { Icon } from '../parts/icon.tsx'
import type { ElementObject } from './types.ts'

/** Files to hand over with a modal; they are uploaded at once and sent with the submission. */
export function FileInput({ element }: { readonly element: ElementObject }) {
  const field = useField(element)
  const block = useBlock()
  const at = useSurface()
  const picker = useRef<HTMLInputElement>(null)
  const names = namesOn(at, block.blockId, element)
  const ids = asList(field.value)
  const most = element.max_files ?? 10
  const add = async (files: readonly File[]): Promise<void> => {
    const room = files.slice(0, most - ids.length)
    if (room.length < files.length)
      notify(`At most ${most} ${most === 1 ? 'file' : 'files'} can be added here.`, 'problem')
    const uploaded = await Promise.all(room.map(uploadForInput))
    const done = uploaded.filter((one) => one !== undefined)
    if (done.length > 0) await field.commit([...ids, ...done])
  }
  return (
    <div class="file-input">
      <input
        ref={picker}
        type="file"
        class="visually-hidden"
        multiple={most > 1}
        accept={element.filetypes?.map((type) => `.${type}`).join(',')}
        aria-labelledby={block.labelId}
        aria-label={block.labelId ? undefined : 'Files'}
        aria-describedby={block.describedBy}
        onChange={(event) => {
          const input = event.currentTarget
          const chosen = [...(input.files ?? [])]
          input.value = ''
          void add(chosen)
        }}
      />
      <button type="button" class="button" disabled={ids.length >= most} onClick={() => picker.current?.click()}>
        <Icon name="clip" size={16} /> Add {most === 1 ? 'a file' : 'files'}
      </button>
      <ul class="chips" aria-label="Files">
        {ids.map((id) => (
          <li key={id} class="chip">
            <Icon name="file" size={14} />
            <span>{names[id] ?? id}</span>
            <button
              type="button"
              aria-label={`Remove ${names[id] ?? id}`}
              onClick={() => void field.commit(ids.filter((one) => one !== id))}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface HeldFile {
  readonly id?: string
  readonly name?: string
}

/** What the files that the server already holds for this input are called. */
function namesOn(at: Surface, blockId: string, element: ElementObject): Readonly<Record<string, string>> {
  const held = at.view?.state.values[blockId]?.[element.action_id ?? '']?.['files']
  // Slack's state of a file input holds file objects.
  const files = Array.isArray(held) ? (held as readonly HeldFile[]) : []
  return Object.fromEntries(files.map((file) => [file.id ?? '', file.name ?? '']))
}

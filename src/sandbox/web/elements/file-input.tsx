import { useRef, useState } from 'preact/hooks'
import { asList, useField } from '../data/fields.ts'
import { uploadForInput } from '../data/files.ts'
import { notify } from '../data/notices.ts'
import { useBlock } from '../data/surface.ts'
import { Icon } from '../parts/icon.tsx'
import type { ElementObject } from './types.ts'

/** Files to hand over with a modal; they are uploaded at once and sent with the submission. */
export function FileInput({ element }: { readonly element: ElementObject }) {
  const field = useField(element)
  const block = useBlock()
  const picker = useRef<HTMLInputElement>(null)
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const ids = asList(field.value)
  const most = element.max_files ?? 10
  const add = async (files: readonly File[]): Promise<void> => {
    const room = files.slice(0, most - ids.length)
    if (room.length < files.length)
      notify(`At most ${most} ${most === 1 ? 'file' : 'files'} can be added here.`, 'problem')
    const uploaded = await Promise.all(room.map(uploadForInput))
    const done = uploaded.filter((one) => one !== undefined)
    setNames((before) => ({ ...before, ...Object.fromEntries(done.map((one) => [one.id, one.name])) }))
    if (done.length > 0) await field.commit([...ids, ...done.map((one) => one.id)])
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

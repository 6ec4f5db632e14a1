import type { SandboxFile } from '../../protocol.ts'
import { sizeText } from '../data/files.ts'
import { Picture } from '../elements/picture.tsx'
import { Icon } from '../parts/icon.tsx'

/** Files of a message: pictures are shown, all can be opened. */
export function Files({ files }: { readonly files: readonly SandboxFile[] }) {
  return (
    <div class="files">
      {files.map((file) => (
        <FileView key={file.id} file={file} />
      ))}
    </div>
  )
}

function FileView({ file }: { readonly file: SandboxFile }) {
  const name = file.title || file.name
  if (file.mimetype?.startsWith('image/')) {
    return (
      <figure class="file-picture">
        <figcaption class="muted small">{name}</figcaption>
        <a href={file.url_private} target="_blank" rel="noopener">
          <Picture picture={{ image_url: file.url_private, alt_text: file.alt_txt || name }} />
        </a>
      </figure>
    )
  }
  return (
    <a class="file-row" href={file.url_private} target="_blank" rel="noopener">
      <Icon name="file" />
      <span>
        {name}
        <small class="muted">
          {(file.filetype || 'file').toUpperCase()} · {sizeText(file.size)}
        </small>
      </span>
    </a>
  )
}

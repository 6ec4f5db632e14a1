import { useState } from 'preact/hooks'
import { isLocal } from '../data/files.ts'
import { Icon } from '../parts/icon.tsx'
import type { Pictured } from './types.ts'

interface Props {
  readonly picture: Pictured
  readonly class?: string
}

/** The address of a picture: its own, or that of the workspace's file, by its id or by the path that Slack knows it under. */
export function addressOf(picture: Pictured): string {
  const file = picture.slack_file
  if (picture.image_url) return picture.image_url
  if (file?.id) return `/files-pri/file-${encodeURIComponent(file.id)}/picture`
  return /\/files-pri\/[^?#]+/u.exec(file?.url ?? '')?.[0] ?? file?.url ?? ''
}

/** A picture. One from outside this machine is fetched only when the person asks for it. */
export function Picture({ picture, ...rest }: Props) {
  const url = addressOf(picture)
  const [wanted, setWanted] = useState(isLocal(url))
  const [broken, setBroken] = useState(false)
  const alt = picture.alt_text ?? ''
  if (wanted && !broken) {
    return (
      <img class={rest.class} src={url} alt={alt} loading="lazy" decoding="async" onError={() => setBroken(true)} />
    )
  }
  const small = rest.class === 'thumb'
  const host = hostOf(url)
  const label = broken ? `${alt || 'Picture'} (could not be loaded)` : `Load picture from ${host}: ${alt}`
  return (
    <button
      type="button"
      class={`picture-placeholder ${small ? 'picture-small' : ''}`}
      aria-label={label}
      title={label}
      disabled={broken}
      onClick={() => setWanted(true)}
    >
      <Icon name="image" size={small ? 16 : 22} />
      {small ? null : (
        <span>
          {alt || 'Picture'}
          <small>{broken ? 'could not be loaded' : `Press to load from ${host}`}</small>
        </span>
      )}
    </button>
  )
}

function hostOf(url: string): string {
  try {
    return new URL(url, location.href).host
  } catch {
    return 'its address'
  }
}

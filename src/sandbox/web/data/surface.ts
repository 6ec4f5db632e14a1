import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Place, Target, View } from '../../protocol.ts'

/** Where a block stands: on a message, in a modal, on App Home. */
export interface Surface {
  readonly in: Place
  readonly channel?: string
  readonly ts?: string
  readonly view?: View
}

/** The block around an element. In an input block nothing is sent until the person submits. */
export interface BlockScope {
  readonly blockId: string
  readonly input: boolean
  /** Input blocks with `dispatch_action` tell the app at once as well. */
  readonly dispatch: boolean
  readonly labelId?: string
  readonly describedBy?: string
  readonly invalid?: boolean
  readonly required?: boolean
}

export const SurfaceContext = createContext<Surface>({ in: 'message' })
export const BlockContext = createContext<BlockScope>({ blockId: '', input: false, dispatch: false })

export const useSurface = (): Surface => useContext(SurfaceContext)
export const useBlock = (): BlockScope => useContext(BlockContext)

/** A name for the surface under which what is typed on it is kept. */
export const surfaceKey = (at: Surface): string => at.view?.id ?? `${at.channel ?? ''}/${at.ts ?? ''}`

/** Points at an element of a surface by its exact ids. */
export function targetOf(at: Surface, blockId: string, actionId: string): Target {
  const element = { block_id: blockId, action_id: actionId }
  if (at.in === 'message') return { ...element, channel: at.channel ?? '', ts: at.ts ?? '' }
  return { ...element, in: at.in }
}

import { createContext } from 'preact'
import type { JSX } from 'preact'
import { useContext } from 'preact/hooks'
import type { Block } from '../../protocol.ts'

type DrawBlocks = (props: { readonly blocks: readonly Block[] }) => JSX.Element

/** How blocks inside blocks are drawn: handed down, for a block cannot import what imports it. */
export const NestedContext = createContext<DrawBlocks>(() => <></>)

/** The blocks inside a container or carousel. */
export function Nested({ blocks }: { readonly blocks: readonly Block[] }) {
  const Draw = useContext(NestedContext)
  return <Draw blocks={blocks} />
}

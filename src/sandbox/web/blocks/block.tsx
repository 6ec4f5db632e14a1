import type { JSX } from 'preact'
import type { Block } from '../../protocol.ts'
import { BlockContext } from '../data/surface.ts'
import { Card, Carousel, Container, Video } from './cards.tsx'
import { ChartBlock } from './chart.tsx'
import { ContextActions } from './context-actions.tsx'
import { InputBlock } from './input-block.tsx'
import { NestedContext } from './nested.tsx'
import {
  Actions,
  Alert,
  Context,
  Divider,
  FileBlock,
  Header,
  ImageBlock,
  MarkdownBlock,
  RichTextBlock,
  Section,
} from './plain-blocks.tsx'
import { DataTable, Table } from './tables.tsx'
import { Plan, TaskCard } from './tasks.tsx'
import type { BlockProps } from './types.ts'

const DRAWN: Readonly<Record<string, (props: BlockProps) => JSX.Element | null>> = {
  actions: Actions,
  alert: Alert,
  card: Card,
  carousel: Carousel,
  container: Container,
  context: Context,
  context_actions: ContextActions,
  data_table: DataTable,
  data_visualization: ChartBlock,
  divider: Divider,
  file: FileBlock,
  header: Header,
  image: ImageBlock,
  input: InputBlock,
  markdown: MarkdownBlock,
  plan: Plan,
  rich_text: RichTextBlock,
  section: Section,
  table: Table,
  task_card: TaskCard,
  video: Video,
}

function BlockView({ block }: { readonly block: Block }) {
  const View = DRAWN[block.type]
  if (!View) return <p class="unknown">{`(a ${block.type} block, which cannot be shown)`}</p>
  return (
    <BlockContext.Provider value={{ blockId: block.block_id ?? '', input: false, dispatch: false }}>
      <View block={block} />
    </BlockContext.Provider>
  )
}

/** Blocks one below the other. */
export function BlockList({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <NestedContext.Provider value={BlockList}>
      {blocks.map((block, index) => (
        <BlockView key={block.block_id ?? index} block={block} />
      ))}
    </NestedContext.Provider>
  )
}

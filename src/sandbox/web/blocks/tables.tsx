import { useState } from 'preact/hooks'
import { Icon } from '../parts/icon.tsx'
import { RichText } from '../text/rich-text.tsx'
import { PlainText } from '../text/text-view.tsx'
import type { BlockProps, Cell } from './types.ts'

function CellView({ cell }: { readonly cell: Cell | undefined }) {
  if (!cell) return null
  if (cell.type === 'rich_text') return <RichText value={cell} />
  return <PlainText text={cell.text ?? String(cell.value ?? '')} />
}

/** A table whose first row is its head. */
export function Table({ block }: BlockProps) {
  const [head = [], ...rows] = block.rows ?? []
  const styleOf = (index: number) => {
    const setting = block.column_settings?.[index]
    return { textAlign: setting?.align ?? 'left', whiteSpace: setting?.is_wrapped ? 'normal' : 'nowrap' }
  }
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" style={styleOf(index)}>
                <CellView cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={index} style={styleOf(index)}>
                  <CellView cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface Sorting {
  readonly column: number
  readonly down: boolean
}

const keyOf = (cell: Cell | undefined): string | number => cell?.value ?? cell?.text ?? ''

function compare(a: Cell | undefined, b: Cell | undefined): number {
  const [x, y] = [keyOf(a), keyOf(b)]
  return typeof x === 'number' && typeof y === 'number'
    ? x - y
    : String(x).localeCompare(String(y), 'en', { numeric: true })
}

/** A table to sort and leaf through. */
export function DataTable({ block }: BlockProps) {
  const [head = [], ...rows] = block.rows ?? []
  const [sorting, setSorting] = useState<Sorting>()
  const [page, setPage] = useState(0)
  const size = block.page_size ?? 5
  const sorted = sorting
    ? rows.toSorted((a, b) => compare(a[sorting.column], b[sorting.column]) * (sorting.down ? -1 : 1))
    : rows
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const sortBy = (column: number): void => {
    setSorting((before) => ({ column, down: before?.column === column ? !before.down : false }))
    setPage(0)
  }
  return (
    <div class="data-table">
      <div class="table-scroll" tabIndex={0} role="group" aria-label={block.caption ?? 'Table'}>
        <table>
          {block.caption ? <caption>{block.caption}</caption> : null}
          <thead>
            <tr>
              {head.map((cell, index) => (
                <SortHead
                  key={index}
                  cell={cell}
                  sorting={sorting?.column === index ? sorting : undefined}
                  onSort={() => sortBy(index)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(page * size, page * size + size).map((row, at) => (
              <Row key={at} row={row} header={block.row_header_column_index} />
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 ? <Pager page={page} pages={pages} onPage={setPage} /> : null}
    </div>
  )
}

interface HeadProps {
  readonly cell: Cell
  readonly sorting: Sorting | undefined
  readonly onSort: () => void
}

function SortHead({ cell, sorting, onSort }: HeadProps) {
  const order = sorting ? (sorting.down ? 'descending' : 'ascending') : 'none'
  return (
    <th scope="col" aria-sort={order}>
      <button type="button" class="sort-button" onClick={onSort}>
        <CellView cell={cell} />
        <span aria-hidden="true">{sorting ? (sorting.down ? '↓' : '↑') : '↕'}</span>
      </button>
    </th>
  )
}

const Row = ({ row, header }: { readonly row: readonly Cell[]; readonly header: number | undefined }) => (
  <tr>
    {row.map((cell, index) =>
      index === header ? (
        <th key={index} scope="row">
          <CellView cell={cell} />
        </th>
      ) : (
        <td key={index} class={cell.type === 'raw_number' ? 'number' : undefined}>
          <CellView cell={cell} />
        </td>
      ),
    )}
  </tr>
)

interface PagerProps {
  readonly page: number
  readonly pages: number
  readonly onPage: (page: number) => void
}

const Pager = ({ page, pages, onPage }: PagerProps) => (
  <div class="pager">
    <button
      type="button"
      class="button button-icon"
      aria-label="Previous page"
      disabled={page === 0}
      onClick={() => onPage(page - 1)}
    >
      <Icon name="left" size={16} />
    </button>
    <span>
      {page + 1} of {pages}
    </span>
    <button
      type="button"
      class="button button-icon"
      aria-label="Next page"
      disabled={page >= pages - 1}
      onClick={() => onPage(page + 1)}
    >
      <Icon name="right" size={16} />
    </button>
  </div>
)

import { signal } from '@preact/signals'
import type { Token, Tokens } from 'marked'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { OutLink } from './inline.tsx'
import { PlainText } from './text-view.tsx'

type Lexer = (text: string) => readonly Token[]

const lexer = signal<Lexer | undefined>(undefined)

/** Fetched only once a message has Markdown in it: few have. */
async function loadLexer(): Promise<void> {
  const { marked } = await import('marked')
  lexer.value = (text) => marked.lexer(text, { gfm: true })
}

/** Real Markdown (the `markdown` block), drawn from the lexer's tokens; HTML in it stays text. */
export function Markdown({ text }: { readonly text: string }) {
  useEffect(() => {
    if (!lexer.peek()) void loadLexer()
  }, [])
  const read = lexer.value
  if (!read) return <span class="plain">{text}</span>
  return <div class="markdown">{drawAll(read(text))}</div>
}

const drawAll = (tokens: readonly Token[] | undefined): JSX.Element[] =>
  (tokens ?? []).map((token, index) => <TokenView key={index} token={token} />)

/** What has only inner tokens and a tag of its own. */
const WRAPS: Readonly<Record<string, 'p' | 'strong' | 'em' | 's' | 'blockquote'>> = {
  paragraph: 'p',
  strong: 'strong',
  em: 'em',
  del: 's',
  blockquote: 'blockquote',
}

function TokenView({ token }: { readonly token: Token }) {
  const inner = 'tokens' in token ? token.tokens : undefined
  const Wrap = WRAPS[token.type]
  if (Wrap) return <Wrap>{drawAll(inner)}</Wrap>
  // The lexer names each token's shape by its type; its union is open for extensions, hence the casts below.
  switch (token.type) {
    case 'heading':
      return <p class={`md-heading md-heading-${String((token as Tokens.Heading).depth)}`}>{drawAll(inner)}</p>
    case 'code':
      return <pre>{(token as Tokens.Code).text}</pre>
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>
    case 'link':
      return <OutLink url={(token as Tokens.Link).href}>{drawAll(inner)}</OutLink>
    case 'image':
      return <OutLink url={(token as Tokens.Image).href}>{(token as Tokens.Image).text || 'image'}</OutLink>
    case 'list':
      return <ListView token={token as Tokens.List} />
    case 'table':
      return <TableView token={token as Tokens.Table} />
    case 'hr':
      return <hr />
    case 'br':
      return <br />
    case 'space':
      return null
    default:
      return inner ? <>{drawAll(inner)}</> : <PlainText text={'text' in token ? String(token.text) : token.raw} />
  }
}

function ListView({ token }: { readonly token: Tokens.List }) {
  const items = token.items.map((item, index) => (
    <li key={index} class={item.task ? 'md-task' : undefined}>
      {item.task ? <input type="checkbox" checked={item.checked ?? false} disabled aria-label="task" /> : null}
      {drawAll(item.tokens.filter((inner) => inner.type !== 'checkbox'))}
    </li>
  ))
  return token.ordered ? <ol start={token.start || 1}>{items}</ol> : <ul>{items}</ul>
}

function TableView({ token }: { readonly token: Tokens.Table }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              <th key={index} scope="col" style={{ textAlign: cell.align ?? 'start' }}>
                {drawAll(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={index} style={{ textAlign: cell.align ?? 'start' }}>
                  {drawAll(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { useState } from 'preact/hooks'
import type { LogEntry } from '../../protocol.ts'
import { entries, logOpen } from '../data/log.ts'
import { conversationName } from '../data/people.ts'
import { channelOf, zone } from '../data/store.ts'
import { Icon } from '../parts/icon.tsx'
import { formatter } from '../data/zone.ts'
import { LogDetail } from './log-detail.tsx'

type Kind = LogEntry['kind'] | 'all' | 'failed'

const KINDS: readonly (readonly [Kind, string])[] = [
  ['all', 'All'],
  ['delivery', 'To the app'],
  ['api', 'Web API'],
  ['response_url', 'Response URL'],
  ['failed', 'Failed'],
]

/** What app and workspace said to each other, newest first. */
export function Inspector() {
  const [kind, setKind] = useState<Kind>('all')
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<number>()
  if (!logOpen.value) return null
  const shown = entries.value.filter((entry) => fits(entry, kind, query)).toReversed()
  const open = entries.value.find((entry) => entry.n === chosen)
  return (
    <section class={`inspector ${open ? 'with-detail' : ''}`} aria-label="Traffic inspector">
      <header class="inspector-head">
        <h2>Traffic</h2>
        <div class="segments" role="group" aria-label="Kind">
          {KINDS.map(([value, words]) => (
            <button key={value} type="button" aria-pressed={kind === value} onClick={() => setKind(value)}>
              {words}
            </button>
          ))}
        </div>
        <input
          class="field"
          type="search"
          placeholder="Filter by name or content"
          aria-label="Filter traffic"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <button
          type="button"
          class="icon-button"
          aria-label="Close inspector"
          title="Close inspector"
          onClick={() => (logOpen.value = false)}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="inspector-body">
        <LogTable list={shown} chosen={chosen} onChoose={setChosen} />
        {open ? <LogDetail entry={open} onClose={() => setChosen(undefined)} /> : null}
      </div>
    </section>
  )
}

function fits(entry: LogEntry, kind: Kind, query: string): boolean {
  if (kind === 'failed' ? entry.ok : kind !== 'all' && entry.kind !== kind) return false
  const key = query.trim().toLowerCase()
  if (key === '') return true
  if (entry.name.toLowerCase().includes(key) || (entry.error ?? '').includes(key)) return true
  return `${JSON.stringify(entry.request)}${JSON.stringify(entry.response)}`.toLowerCase().includes(key)
}

interface TableProps {
  readonly list: readonly LogEntry[]
  readonly chosen: number | undefined
  readonly onChoose: (n: number) => void
}

const SHOWN = 200

function LogTable({ list, chosen, onChoose }: TableProps) {
  if (list.length === 0) return <p class="inspector-empty muted">Nothing here yet. Send a command or press a button.</p>
  return (
    <div class="log-scroll" tabIndex={0} role="group" aria-label="Requests">
      <table class="log">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">What</th>
            <th scope="col">Where</th>
            <th scope="col">Answer</th>
            <th scope="col">ms</th>
          </tr>
        </thead>
        <tbody>
          {list.slice(0, SHOWN).map((entry) => (
            <LogRow key={entry.n} entry={entry} chosen={entry.n === chosen} onChoose={onChoose} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps {
  readonly entry: LogEntry
  readonly chosen: boolean
  readonly onChoose: (n: number) => void
}

const WAYS = {
  delivery: { sign: '→', words: 'to the app' },
  api: { sign: '←', words: 'from the app' },
  response_url: { sign: '↩', words: 'response URL' },
} as const

function LogRow({ entry, chosen, onChoose }: RowProps) {
  const way = WAYS[entry.kind]
  const place = entry.channel
    ? channelOf(entry.channel)
      ? `#${conversationName(entry.channel)}`
      : conversationName(entry.channel)
    : ''
  const time = formatter(zone.value, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(Date.parse(entry.at))
  return (
    <tr class={chosen ? 'chosen' : ''} onClick={() => onChoose(entry.n)}>
      <td class="muted">{time}</td>
      <td>
        <span class={`way way-${entry.kind}`} role="img" aria-label={way.words} title={way.words}>
          {way.sign}
        </span>
        <button type="button" class="link-button" aria-pressed={chosen} onClick={() => onChoose(entry.n)}>
          {entry.name}
        </button>
      </td>
      <td class="muted">{place}</td>
      <td class={entry.ok ? 'good' : 'bad'}>{entry.error ?? String(entry.status)}</td>
      <td class="number">{Math.round(entry.real_ms)}</td>
    </tr>
  )
}

import type { ComponentChildren, VNode } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Message } from '../../protocol.ts'
import { worldMinute } from '../data/clock.ts'
import { newSince, zone } from '../data/store.ts'
import { dayDistance } from '../data/zone.ts'
import { dayTitle } from '../text/dates.ts'
import { MessageView, timeOf } from './message.tsx'

interface Props {
  readonly channel: string
  readonly messages: readonly Message[]
  readonly inThread?: boolean
  readonly label: string
  /** What stands above the first message. */
  readonly children?: ComponentChildren
}

/** So many are drawn at first; older ones on request. */
const FIRST = 120
const JOIN_MS = 5 * 60_000

/** Messages by day, closely following ones of an author together; it stays at the bottom unless one scrolled up. */
export function MessageList({ channel, messages, inThread = false, label, children }: Props) {
  const [limit, setLimit] = useState(FIRST)
  const box = useRef<HTMLDivElement>(null)
  const shown = messages.slice(-limit)
  useStick(box, messages)
  return (
    <div ref={box} class="scroll" tabIndex={0} role="region" aria-label={label}>
      <div class="messages">
        {shown.length === messages.length ? children : null}
        {shown.length < messages.length ? (
          <button type="button" class="button earlier" onClick={() => setLimit(limit + FIRST * 2)}>
            Show earlier messages ({messages.length - shown.length})
          </button>
        ) : null}
        {shown.map((message, index) => (
          <Entry key={message.ts} message={message} previous={shown[index - 1]} channel={channel} inThread={inThread} />
        ))}
      </div>
    </div>
  )
}

interface EntryProps {
  readonly message: Message
  readonly previous: Message | undefined
  readonly channel: string
  readonly inThread: boolean
}

function Entry({ message, previous, channel, inThread }: EntryProps) {
  const at = timeOf(message)
  const newDay = !previous || dayDistance(timeOf(previous), at, zone.value) !== 0
  const isNew =
    !inThread &&
    previous !== undefined &&
    newSince.value !== '' &&
    message.ts > newSince.value &&
    previous.ts <= newSince.value
  const joined = !newDay && !isNew && belongs(previous, message)
  // The same element again lets the view be skipped while the message is the same.
  const view: VNode = useMemo(
    () => <MessageView message={message} channel={channel} joined={joined} inThread={inThread} />,
    [message, channel, joined, inThread],
  )
  return (
    <>
      {newDay && !inThread ? (
        <div class="day" role="separator" aria-label={dayTitle(at, { zone: zone.value, now: worldMinute.value })}>
          <span>{dayTitle(at, { zone: zone.value, now: worldMinute.value })}</span>
        </div>
      ) : null}
      {isNew ? (
        <div class="new-line" role="separator" aria-label="New messages">
          <span>New</span>
        </div>
      ) : null}
      {view}
    </>
  )
}

const belongs = (previous: Message, message: Message): boolean =>
  previous.user === message.user &&
  previous.bot_id === message.bot_id &&
  previous.username === message.username &&
  Boolean(previous.ephemeral) === Boolean(message.ephemeral) &&
  timeOf(message) - timeOf(previous) < JOIN_MS

/** Scrolls to the newest while the reader is at the bottom. */
function useStick(box: { readonly current: HTMLDivElement | null }, messages: readonly Message[]): void {
  const stuck = useRef(true)
  useLayoutEffect(() => {
    const node = box.current
    if (!node) return undefined
    const seen = (): void => {
      stuck.current = node.scrollHeight - node.scrollTop - node.clientHeight < 60
    }
    const down = (): void => {
      if (stuck.current) node.scrollTop = node.scrollHeight
    }
    const watch = new ResizeObserver(down)
    watch.observe(node)
    if (node.firstElementChild) watch.observe(node.firstElementChild)
    node.addEventListener('scroll', seen, { passive: true })
    return () => {
      watch.disconnect()
      node.removeEventListener('scroll', seen)
    }
  }, [])
  const last = messages.at(-1)?.ts
  useLayoutEffect(() => {
    const node = box.current
    if (node && stuck.current) node.scrollTop = node.scrollHeight
  }, [last])
}

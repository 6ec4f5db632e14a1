import { useRef, useState } from 'preact/hooks'
import { worldNow } from '../data/clock.ts'
import { zone } from '../data/store.ts'
import { isoDate, isoTime, parseWall } from '../data/zone.ts'
import { Icon } from '../parts/icon.tsx'
import { Popover } from '../parts/popover.tsx'
import { cityOf } from '../text/city.ts'

/** A date and time to move the clock to. It never goes back. */
export function MoveTo({ onMove }: { readonly onMove: (to: string) => void }) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setOpen(false)
    anchor.current?.focus()
  }
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="button button-small"
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        <Icon name="skip" size={14} /> Go to…
      </button>
      {open ? (
        <Popover anchor={anchor} onClose={close} class="move-to" align="end">
          <MoveForm
            onMove={(to) => {
              close()
              onMove(to)
            }}
          />
        </Popover>
      ) : null}
    </>
  )
}

function MoveForm({ onMove }: { readonly onMove: (to: string) => void }) {
  const now = worldNow.peek()
  const [value, setValue] = useState(`${isoDate(now, zone.peek())}T${isoTime(now, zone.peek())}`)
  const [date = '', time = ''] = value.split('T')
  const at = parseWall(date, time, zone.value)
  const past = Number.isNaN(at) || at <= worldNow.value
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!past) onMove(new Date(at).toISOString())
      }}
    >
      <label>
        <span class="input-label">Move the clock to ({cityOf(zone.value)})</span>
        <input
          type="datetime-local"
          class="field"
          value={value}
          min={`${isoDate(now, zone.peek())}T00:00`}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      </label>
      <p class="input-hint">
        {past ? 'Choose a time to come: the clock never goes back.' : 'All that is due until then happens on the way.'}
      </p>
      <button type="submit" class="button button-primary" disabled={past}>
        Move
      </button>
    </form>
  )
}

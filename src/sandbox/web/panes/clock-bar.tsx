import { useState } from 'preact/hooks'
import type { ClockAnswer, ClockRequest } from '../../protocol.ts'
import { problemText } from '../data/act.ts'
import { send } from '../data/api.ts'
import { clockRunning, setClock, worldMinute, worldNow } from '../data/clock.ts'
import { notify } from '../data/notices.ts'
import { postedMeanwhile, zone } from '../data/store.ts'
import { Icon } from '../parts/icon.tsx'
import { formatter, nextMorning } from '../data/zone.ts'
import { clockTime } from '../text/dates.ts'
import { cityOf } from '../text/city.ts'
import { MoveTo } from './move-to.tsx'
import { Posted } from './posted.tsx'

/** The world's time, and the buttons that move it. */
export function ClockBar() {
  const [moving, setMoving] = useState(false)
  const posted = postedMeanwhile.value
  const move = async (request: ClockRequest): Promise<void> => {
    if (moving) return
    setMoving(true)
    const answer = await send<ClockAnswer & { readonly ok?: true }>('clock', request)
    setMoving(false)
    if (answer.ok === false) return notify(problemText(answer), 'problem')
    setClock(answer.now, answer.running)
    if (request.running === undefined) postedMeanwhile.value = answer.posted
  }
  return (
    <section class="clock" aria-label="World clock">
      <Now />
      <button
        type="button"
        class="icon-button"
        aria-label={clockRunning.value ? 'Stop the clock' : 'Let the clock run'}
        title={clockRunning.value ? 'Stop the clock' : 'Let the clock run'}
        onClick={() => void move({ running: !clockRunning.value })}
      >
        <Icon name={clockRunning.value ? 'pause' : 'play'} size={16} />
      </button>
      <div class="clock-moves" role="group" aria-label="Move the clock" aria-busy={moving}>
        <Move words="+1 h" label="One hour on" onPress={() => void move({ advance: '1h' })} busy={moving} />
        <Move
          words="Next morning"
          label="To the next morning, 9:00"
          onPress={() => void move({ to: new Date(nextMorning(worldNow.peek(), zone.peek())).toISOString() })}
          busy={moving}
        />
        <Move words="+1 day" label="One day on" onPress={() => void move({ advance: '1d' })} busy={moving} />
        <Move words="+3 days" label="Three days on" onPress={() => void move({ advance: '3d' })} busy={moving} />
        <MoveTo onMove={(to) => void move({ to })} />
      </div>
      {moving ? <progress class="clock-progress" aria-label="The clock is moving" /> : null}
      {posted ? <Posted posted={posted} onClose={() => (postedMeanwhile.value = undefined)} /> : null}
    </section>
  )
}

interface MoveProps {
  readonly words: string
  readonly label: string
  readonly busy: boolean
  readonly onPress: () => void
}

const Move = ({ words, label, busy, onPress }: MoveProps) => (
  <button type="button" class="button button-small" title={label} disabled={busy} onClick={onPress}>
    {words}
  </button>
)

function Now() {
  const at = worldMinute.value
  const day = formatter(zone.value, { weekday: 'short', month: 'short', day: 'numeric' }).format(at)
  return (
    <div class="clock-now">
      <span
        class={`clock-dot ${clockRunning.value ? 'running' : ''}`}
        role="img"
        aria-label={clockRunning.value ? 'running' : 'standing still'}
      />
      <time dateTime={new Date(at).toISOString()}>
        <strong>{clockTime(at, zone.value)}</strong> <span class="clock-day">{day}</span>
      </time>
      <span class="muted clock-zone">{cityOf(zone.value)}</span>
    </div>
  )
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildScheduler } from '../../../src/jobs/scheduler.ts'
import type { Log } from '../../../src/ports.ts'
import { fixedClock } from '../../support/clock.ts'

interface Line {
  readonly level: string
  readonly message: string
}

function memoryLog(lines: Line[]): Log {
  const at = (level: string) => (_fields: object, message: string) => void lines.push({ level, message })
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => memoryLog(lines) }
}

/** Lets node-cron's timers and the promises behind them come to rest at so many milliseconds later. */
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

describe('the scheduler', () => {
  const clock = fixedClock('2026-03-02T08:00:00Z')
  const lines: Line[] = []
  const log = memoryLog(lines)

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-23T10:00:20Z') })
    lines.length = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('looks at once, and then each minute, by the world’s clock', async () => {
    const seen: Date[] = []
    const scheduler = buildScheduler({ runDue: async (now) => void seen.push(now) }, { clock, log })
    scheduler.start()
    scheduler.start()
    await pass(0)
    expect(seen).toEqual([clock.now()])
    await pass(60_000)
    expect(seen).toHaveLength(2)
    await pass(180_000)
    expect(seen).toHaveLength(5)
    await scheduler.stop()
    await pass(180_000)
    expect(seen).toHaveLength(5)
  })

  it('does not run twice at a time', async () => {
    let running = 0
    let most = 0
    const runDue = async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 150_000))
      running -= 1
    }
    const scheduler = buildScheduler({ runDue }, { clock, log })
    scheduler.start()
    await pass(630_000)
    expect(most).toBe(1)
    const stopped = scheduler.stop()
    await pass(300_000)
    await stopped
    expect(running).toBe(0)
  })

  it('waits at its stop for the run that has begun', async () => {
    const events: string[] = []
    const runDue = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      events.push('ran')
    }
    const scheduler = buildScheduler({ runDue }, { clock, log })
    scheduler.start()
    const stopped = scheduler.stop().then(() => void events.push('stopped'))
    await pass(10_000)
    await stopped
    expect(events).toEqual(['ran', 'stopped'])
  })

  it('goes on after a run that failed, and says so', async () => {
    let runs = 0
    const runDue = async () => {
      runs += 1
      throw new Error('no database')
    }
    const scheduler = buildScheduler({ runDue }, { clock, log })
    scheduler.start()
    await pass(120_000)
    await scheduler.stop()
    expect(runs).toBe(3)
    expect(lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual(
      Array.from({ length: 3 }, () => 'A run of the jobs failed'),
    )
  })
})

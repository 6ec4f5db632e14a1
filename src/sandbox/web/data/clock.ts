import { computed, signal } from '@preact/signals'

interface Heard {
  readonly now: number
  readonly running: boolean
  /** `performance.now()` when it was heard. */
  readonly at: number
}

const heard = signal<Heard>({ now: 0, running: false, at: 0 })
const beat = signal(0)

/** Takes over what the server says of the world's clock. */
export function setClock(now: string, running: boolean): void {
  heard.value = { now: Date.parse(now), running, at: performance.now() }
  beat.value = performance.now()
}

export const clockRunning = computed(() => heard.value.running)

/** The world's time in milliseconds, to the second: it goes on by itself between two reports while the clock runs. */
export const worldNow = computed(() => {
  const { now, running, at } = heard.value
  const passed = running ? Math.max(0, beat.value - at) : 0
  return Math.floor((now + passed) / 1000) * 1000
})

/** The same to the minute, for what must not be drawn anew each second. */
export const worldMinute = computed(() => Math.floor(worldNow.value / 60_000) * 60_000)

/** Lets the clock on the page tick. */
export function startTicking(): void {
  setInterval(() => {
    if (heard.value.running) beat.value = performance.now()
  }, 1000)
}

/** Sleep in real time that can be cut short. */
export interface Alarm {
  /** Ends after the time, or when its reason to end is rung: `wake` sleeps end at any ring. */
  sleep(milliseconds: number, until: 'wake' | 'stop'): Promise<void>
  ring(what: 'wake' | 'stop'): void
}

export function buildAlarm(): Alarm {
  const sleepers = new Map<() => void, 'wake' | 'stop'>()
  return {
    sleep: (milliseconds, until) =>
      milliseconds <= 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const end = (): void => {
              clearTimeout(timer)
              sleepers.delete(end)
              resolve()
            }
            const timer = setTimeout(end, milliseconds)
            sleepers.set(end, until)
          }),
    ring: (what) => {
      for (const [end, until] of sleepers) if (what === 'stop' || until === 'wake') end()
    },
  }
}

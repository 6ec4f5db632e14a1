import type { Fault } from '../protocol.ts'

/** Faults that were ordered over the drive API, to strike calls and deliveries. */
export interface Faults {
  add(fault: Fault): void
  list(): readonly Fault[]
  clear(): void
  /** The fault that strikes this call, if any: the first that matches; it is used up by one. */
  strike(method: string): Fault | undefined
}

interface Armed {
  readonly fault: Fault
  left: number
  readonly random: () => number
}

export function openFaults(): Faults {
  let armed: Armed[] = []
  return {
    add: (fault) => {
      armed.push({
        fault,
        left: fault.times ?? (fault.rate === undefined ? 1 : Infinity),
        random: randomFrom(fault.seed ?? 1),
      })
    },
    list: () => armed.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault)),
    clear: () => {
      armed = []
    },
    strike: (method) => {
      const found = armed.find(
        ({ fault, random }) =>
          (fault.method === method || (fault.method === '*' && method !== 'delivery')) &&
          (fault.rate === undefined || random() < fault.rate),
      )
      if (!found) return undefined
      found.left -= 1
      if (found.left <= 0) armed = armed.filter((a) => a !== found)
      return found.fault
    },
  }
}

/** Mulberry32: the same faults for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

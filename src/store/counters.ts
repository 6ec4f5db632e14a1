/** Takes so many numbers at once from where they are counted, and gives the last of them. */
type Take = (count: number) => Promise<number>

interface Waiting {
  readonly resolve: (number: number) => void
  readonly reject: (error: unknown) => void
}

/**
 * Numbers that are taken one after the other, however many ask at the same time: those who ask while others are being
 * served share the next trip to the database, in the order in which they came.
 */
export class Counters {
  readonly #waiting = new Map<string, Waiting[]>()

  take(name: string, take: Take): Promise<number> {
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(name)
      if (queue) queue.push({ resolve, reject })
      else {
        this.#waiting.set(name, [{ resolve, reject }])
        void this.#serve(name, take)
      }
    })
  }

  async #serve(name: string, take: Take): Promise<void> {
    for (let queue = this.#waiting.get(name); queue && queue.length > 0; queue = this.#waiting.get(name)) {
      const served = queue.splice(0)
      try {
        const last = await take(served.length)
        served.forEach(({ resolve }, index) => resolve(last - served.length + 1 + index))
      } catch (error) {
        for (const { reject } of served) reject(error)
      }
    }
    this.#waiting.delete(name)
  }
}

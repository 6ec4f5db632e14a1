import type { Connection } from 'mongoose'

import type { BegunTask, NewTasks, Transactor } from '../ports.ts'
import type { MongoActivityStore } from './activities.ts'
import { ambientOf } from './ambient.ts'
import type { MongoOutboxStore } from './outbox.ts'
import type { MongoTaskStore } from './tasks.ts'

/** So many share a transaction at most: it stays a matter of milliseconds, far from what a transaction can hold. */
const TOGETHER = 100

interface Waiting {
  readonly begun: BegunTask
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

interface Parts {
  readonly tx: Transactor
  readonly tasks: Pick<MongoTaskStore, 'addAll'>
  readonly activities: Pick<MongoActivityStore, 'addAll'>
  readonly outbox: Pick<MongoOutboxStore, 'addAll'>
}

/**
 * New tasks, many in one transaction: whoever comes while others are being written waits for the next.
 *
 * A transaction costs the same few trips to the server for one task as for a hundred, and most of what a creation costs
 * are these. Nobody waits for company: the first to come is written at once.
 */
export class MongoNewTasks implements NewTasks {
  readonly #connection: Connection
  readonly #parts: Parts
  readonly #waiting: Waiting[] = []
  #isWriting = false

  constructor(connection: Connection, parts: Parts) {
    this.#connection = connection
    this.#parts = parts
  }

  add(begun: BegunTask): Promise<void> {
    if (ambientOf(this.#connection).getStore()) return this.#write([begun])
    return new Promise((resolve, reject) => {
      this.#waiting.push({ begun, resolve, reject })
      if (!this.#isWriting) void this.#writeAll()
    })
  }

  addAll(begun: readonly BegunTask[]): Promise<void> {
    return this.#parts.tx.run(() => this.#write(begun))
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) await this.#writeTogether(this.#waiting.splice(0, TOGETHER))
    this.#isWriting = false
  }

  async #writeTogether(several: readonly Waiting[]): Promise<void> {
    try {
      await this.addAll(several.map(({ begun }) => begun))
      for (const { resolve } of several) resolve()
    } catch (error) {
      const [only] = several
      if (only && several.length === 1) return only.reject(error)
      // What is wrong with one of them is none of the others' business.
      await Promise.all(several.map((each) => this.#writeTogether([each])))
    }
  }

  async #write(begun: readonly BegunTask[]): Promise<void> {
    const { tasks, activities, outbox } = this.#parts
    await tasks.addAll(begun.map(({ task }) => task))
    await activities.addAll(begun.map(({ entry }) => entry))
    await outbox.addAll(begun.flatMap(({ posts }) => posts))
  }
}

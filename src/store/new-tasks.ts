import type { ClientSession, Connection } from 'mongoose'

import type { Project } from '../domain/project.ts'
import type { BegunTask, NewTasks, ProjectStore } from '../ports.ts'
import type { MongoActivityStore } from './activities.ts'
import { ambientOf } from './ambient.ts'
import type { MongoOutboxStore } from './outbox.ts'
import type { MongoTaskStore } from './tasks.ts'
import type { MongoTransactor } from './transactor.ts'

/** So many share a transaction at most: it stays a matter of milliseconds, far from what a transaction can hold. */
const TOGETHER = 100

type Home = Pick<Project, 'workspaceId' | 'id'>
type Begin<Begun extends BegunTask = BegunTask> = (number: number) => Promise<Begun>

interface Waiting {
  readonly begin: Begin
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

interface Parts {
  readonly tx: Pick<MongoTransactor, 'begin'>
  readonly projects: Pick<ProjectStore, 'takeNumbers'>
  readonly tasks: Pick<MongoTaskStore, 'addAll'>
  readonly activities: Pick<MongoActivityStore, 'addAll'>
  readonly outbox: Pick<MongoOutboxStore, 'addAll'>
}

/**
 * New tasks, many in one transaction: whoever comes while others of the project are being written waits for the next.
 *
 * Numbers and a transaction cost the same few trips to the server for one task as for a hundred, and most of what a
 * creation costs are these. Nobody waits for company: the first to come is written at once.
 */
export class MongoNewTasks implements NewTasks {
  readonly #connection: Connection
  readonly #parts: Parts
  /** By project; one that is there is being served. */
  readonly #queues = new Map<string, Waiting[]>()

  constructor(connection: Connection, parts: Parts) {
    this.#connection = connection
    this.#parts = parts
  }

  async create<Begun extends BegunTask>(home: Home, begin: Begin<Begun>): Promise<Begun> {
    if (ambientOf(this.#connection).session) {
      const [number] = await this.#parts.projects.takeNumbers(home.workspaceId, home.id, 1)
      const begun = await begin(taken(number))
      await this.#write([begun])
      return begun
    }
    let made: Begun | undefined
    await new Promise<void>((resolve, reject) => {
      this.#wait(home, { begin: async (number) => (made = await begin(number)), resolve, reject })
    })
    if (!made) throw new Error('A task was written that had not begun')
    return made
  }

  addAll(begun: readonly BegunTask[]): Promise<void> {
    if (ambientOf(this.#connection).session) return this.#write(begun)
    // Its few calls can be given the session: found by them, it would make all that happens meanwhile dearer.
    return this.#parts.tx.begin((session) => this.#write(begun, session))
  }

  #wait(home: Home, waiting: Waiting): void {
    const key = `${home.workspaceId}/${home.id}`
    const queue = this.#queues.get(key)
    if (queue) queue.push(waiting)
    else {
      this.#queues.set(key, [waiting])
      void this.#serve(home, key)
    }
  }

  async #serve({ workspaceId, id }: Home, key: string): Promise<void> {
    for (let queue = this.#queues.get(key); queue && queue.length > 0; queue = this.#queues.get(key)) {
      const several = queue.splice(0, TOGETHER)
      try {
        const numbers = await this.#parts.projects.takeNumbers(workspaceId, id, several.length)
        await this.#createTogether(several, numbers)
      } catch (error) {
        for (const { reject } of several) reject(error)
      }
    }
    // At once, so that nobody joins a queue that is served no more.
    this.#queues.delete(key)
  }

  async #createTogether(several: readonly Waiting[], numbers: readonly number[]): Promise<void> {
    const ready: (Waiting & { readonly begun: BegunTask })[] = []
    await Promise.all(
      several.map(async (waiting, index) => {
        try {
          ready.push({ ...waiting, begun: await waiting.begin(taken(numbers[index])) })
        } catch (error) {
          waiting.reject(error)
        }
      }),
    )
    if (ready.length === 0) return
    try {
      await this.addAll(ready.map(({ begun }) => begun))
      for (const { resolve } of ready) resolve()
    } catch (error) {
      // What is wrong with one of them is none of the others' business.
      if (ready.length === 1) for (const { reject } of ready) reject(error)
      else await Promise.all(ready.map(({ begun, resolve, reject }) => this.addAll([begun]).then(resolve, reject)))
    }
  }

  async #write(begun: readonly BegunTask[], session?: ClientSession): Promise<void> {
    const { tasks, activities, outbox } = this.#parts
    await tasks.addAll(
      begun.map(({ task }) => task),
      session,
    )
    await activities.addAll(
      begun.map(({ entry }) => entry),
      session,
    )
    await outbox.addAll(
      begun.flatMap(({ posts }) => posts),
      session,
    )
  }
}

function taken(number: number | undefined): number {
  if (number === undefined) throw new Error('No number was taken')
  return number
}

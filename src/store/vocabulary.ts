import type { Connection } from 'mongoose'

import type { WordAlike } from '../ports.ts'
import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { editDistance, nearKeys, slipsAllowed } from './search-rules.ts'
import { TenantCollection } from './tenant-collection.ts'

/** A word that some task or name of a workspace has, or had. */
interface WordRow {
  readonly _id: string
  readonly workspaceId: string
  readonly word: string
  /** What words that differ by a slip have in common with it. */
  readonly near: readonly string[]
  /** Those who are called so. */
  readonly memberIds: readonly string[]
}

const SHAPE: RowShape<WordRow> = {
  name: 'words',
  fields: { _id: String, workspaceId: String, word: String, near: [String], memberIds: [String] },
  indexes: [{ keys: { workspaceId: 1, word: 1 } }, { keys: { workspaceId: 1, near: 1 } }],
}

const EXTENDED = 20
const NEAR = 200
/** So many words are remembered as known, so that ordinary words cost nothing to write again. */
const REMEMBERED = 200_000

const idOf = (workspaceId: string, word: string): string => `${workspaceId}/${word}`

/** Numbers and the like are found as they stand or not at all: they would only fill the vocabulary. */
const isOrdinary = (word: string): boolean => /^\p{L}{3,20}$/u.test(word)

/**
 * The words of a workspace, for searches with a slip or an unfinished word.
 *
 * Kept outside of transactions: a word that no task has is harmless, and one that is missing is found as it stands.
 */
export class Vocabulary {
  readonly #rows: TenantCollection<WordRow>
  readonly #known = new Set<string>()
  /** Words that are being learned, so that many who say the same new word at once write it once. */
  readonly #learning = new Map<string, Promise<void>>()

  constructor(connection: Connection) {
    this.#rows = new TenantCollection(modelOf(connection, SHAPE)).apart
  }

  async learn(workspaceId: string, words: readonly string[]): Promise<void> {
    const fresh = words.filter((word) => isOrdinary(word) && !this.#known.has(idOf(workspaceId, word)))
    const anew = fresh.filter((word) => !this.#learning.has(idOf(workspaceId, word)))
    const others = fresh.flatMap((word) => this.#learning.get(idOf(workspaceId, word)) ?? [])
    await Promise.all([...new Set(others), ...(anew.length > 0 ? [this.#begin(workspaceId, anew)] : [])])
  }

  async #begin(workspaceId: string, words: readonly string[]): Promise<void> {
    const ids = words.map((word) => idOf(workspaceId, word))
    const learning = this.#write(workspaceId, words)
    for (const id of ids) this.#learning.set(id, learning)
    try {
      await learning
    } finally {
      for (const id of ids) this.#learning.delete(id)
    }
  }

  async #write(workspaceId: string, fresh: readonly string[]): Promise<void> {
    const ids = fresh.map((word) => idOf(workspaceId, word))
    const there = new Set((await this.#rows.many({ workspaceId, _id: { $in: ids } })).map(({ _id }) => _id))
    const missing = fresh.filter((word) => !there.has(idOf(workspaceId, word)))
    await Promise.all(missing.map((word) => this.#add(workspaceId, word)))
    if (this.#known.size > REMEMBERED) this.#known.clear()
    for (const id of ids) this.#known.add(id)
  }

  async learnName(workspaceId: string, words: readonly string[], memberId: string): Promise<void> {
    await this.learn(workspaceId, words)
    for (const word of words.filter(isOrdinary)) {
      const where = { workspaceId, _id: idOf(workspaceId, word) }
      await this.#rows.change(where, { $addToSet: { memberIds: { $each: [memberId] } } })
    }
  }

  /** The words that one may stand for, best first: itself, what it begins, what differs by the slips that are forgiven. */
  async like(workspaceId: string, term: string): Promise<readonly WordAlike[]> {
    const [extended, near] = await Promise.all([
      this.#rows.many(
        { workspaceId, word: { $gte: term, $lt: `${term}\uFFFF` } },
        { order: { word: 1 }, limit: EXTENDED },
      ),
      this.#rows.many({ workspaceId, near: { $in: [...nearKeys(term)] } }, { limit: NEAR }),
    ])
    const slips = near
      .map((row) => ({ row, distance: editDistance(term, row.word) }))
      .filter(({ row, distance }) => distance <= slipsAllowed(term) && !row.word.startsWith(term))
      .sort((a, b) => a.distance - b.distance)
    return [
      ...extended.map((row) => ({ ...alike(row), fit: row.word === term ? 1 : 0.8 })),
      ...slips.map(({ row, distance }) => ({ ...alike(row), fit: distance === 1 ? 0.6 : 0.4 })),
    ].sort((a, b) => b.fit - a.fit)
  }

  async #add(workspaceId: string, word: string): Promise<void> {
    const _id = idOf(workspaceId, word)
    await this.#rows.addUnlessThere(
      { workspaceId, _id },
      { _id, workspaceId, word, near: [...nearKeys(word)], memberIds: [] },
    )
  }
}

const alike = ({ word, memberIds }: WordRow) => ({ word, memberIds })

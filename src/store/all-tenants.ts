import type { Model, QueryFilter } from 'mongoose'

import type { Order, TenantRow, Update } from './tenant-collection.ts'

type Where<Row> = QueryFilter<Row>

/**
 * The one way across tenants: finds due work of all workspaces by one index; each row carries its workspace on.
 *
 * Never part of a transaction, so that other processes see a claim at once. A test lists the files that may use it.
 */
export class AllTenants<Row extends TenantRow> {
  readonly #model: Model<TenantRow>

  constructor(model: Model<Row>) {
    // Mongoose's types do not resolve for a row that is a type parameter.
    this.#model = model as unknown as Model<TenantRow>
  }

  async first(where: Where<Row>, order: Order<Row>): Promise<Row | undefined> {
    const [row] = await this.some(where, order, 1)
    return row
  }

  async some(where: Where<Row>, order: Order<Row>, limit: number): Promise<readonly Row[]> {
    const query = this.#model.find(where as QueryFilter<TenantRow>).sort(order as Record<string, 1 | -1>)
    return query.limit(limit).lean<readonly Row[]>()
  }

  /** Changes up to `limit` matches one after the other, each at once, and hands out what they are now. */
  async claim(where: Where<Row>, update: Update<Row>, order: Order<Row>, limit: number): Promise<readonly Row[]> {
    const claimed: Row[] = []
    while (claimed.length < limit) {
      const row = await this.#model
        .findOneAndUpdate(where as QueryFilter<TenantRow>, { ...update }, { returnDocument: 'after' })
        .sort(order as Record<string, 1 | -1>)
        .lean<Row | null>()
      if (row === null) break
      claimed.push(row)
    }
    return claimed
  }
}

import { describe, expectTypeOf, it } from 'vitest'

import type { Scoped, TenantCollection, TenantRow } from '../../src/store/tenant-collection.ts'

interface Row extends TenantRow {
  readonly title: string
  readonly dueAt: Date | null
}

/** Never called: what counts is what the compiler says of it (`npm run check` compiles the tests). */
export async function queries(rows: TenantCollection<Row>): Promise<void> {
  await rows.one({ workspaceId: 'T1', title: 'x' })
  await rows.many({ workspaceId: 'T1', dueAt: { $lte: new Date(0) } })
  // @ts-expect-error a query names its tenant
  await rows.one({ title: 'x' })
  // @ts-expect-error also where it seems unique without
  await rows.one({ _id: 'x' })
  // @ts-expect-error one tenant, not any of several
  await rows.many({ workspaceId: { $in: ['T1', 'T2'] } })
  // @ts-expect-error nor all but one
  await rows.count({ workspaceId: { $ne: 'T1' } })
  // @ts-expect-error a tenant that may be missing is none
  await rows.many({ workspaceId: undefined })
  // @ts-expect-error changes as well
  await rows.change({ _id: 'x' }, { $set: { title: 'y' } })
  // @ts-expect-error of many rows too
  await rows.changeAll({ title: 'x' }, { $set: { title: 'y' } })
  // @ts-expect-error and removals
  await rows.remove({ _id: 'x' })
  // @ts-expect-error a row has a tenant
  await rows.add({ _id: 'x', title: 'y', dueAt: null })
  // @ts-expect-error a field that no row has
  await rows.change({ workspaceId: 'T1' }, { $set: { titel: 'y' } })
  // @ts-expect-error nor can a sort be by one
  await rows.one({ workspaceId: 'T1' }, { titel: 1 })
}

describe('a query', () => {
  it('is typed by its tenant', () => {
    expectTypeOf<Scoped<Row>['workspaceId']>().toEqualTypeOf<string>()
    expectTypeOf<{ title: string }>().not.toExtend<Scoped<Row>>()
    expectTypeOf<Scoped<Row>>().not.toBeAny()
  })
})

/** The domain value that a row holds: `_id` is its id, and what only the store knows stays behind. */
export function valueOf<Row extends { readonly _id: string }, Hidden extends keyof Row & string>(
  row: Row,
  hidden: readonly Hidden[],
): Omit<Row, '_id' | Hidden> & { readonly id: string } {
  const left = new Set<string>(['_id', ...hidden])
  const facts = Object.fromEntries(Object.entries(row).filter(([name]) => !left.has(name)))
  // Object.entries forgets the types that this function's own signature gives back.
  return { id: row._id, ...facts } as Omit<Row, '_id' | Hidden> & { readonly id: string }
}

/** `found` in the order in which `ids` ask for them, each once; those that were not found are left out. */
export function inOrderOf<Value extends { readonly id: string }>(
  ids: readonly string[],
  found: readonly Value[],
): readonly Value[] {
  const byId = new Map(found.map((value) => [value.id, value]))
  return [...new Set(ids)].map((id) => byId.get(id)).filter((value) => value !== undefined)
}

import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Figure } from './figure.ts'

/** Every benchmark by its name; each is a module with `bench()`. */
const BENCHES: Readonly<Record<string, () => Promise<{ bench: () => Promise<readonly Figure[]> }>>> = {
  capture: () => import('./capture.ts'),
  commands: () => import('./commands.ts'),
  embedded: () => import('./embedded.ts'),
  export: () => import('./export.ts'),
  import: () => import('./import.ts'),
  lists: () => import('./lists.ts'),
  sandbox: () => import('./sandbox.ts'),
  search: () => import('./search.ts'),
  start: () => import('./start.ts'),
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const unknown = positionals.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are: ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}

const figures: Figure[] = []
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES)) {
  const module = await BENCHES[name]?.()
  for (const figure of (await module?.bench()) ?? []) {
    figures.push(figure)
    console.log(`${figure.name}: ${figure.value} ${figure.unit}${figure.note ? ` (${figure.note})` : ''}`)
  }
}
if (values.json) await writeFile(values.json, `${JSON.stringify({ figures }, null, 2)}\n`)
process.exit(0)

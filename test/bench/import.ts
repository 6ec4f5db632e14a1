import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { CSV_LIMITS } from '../../src/domain/csv-file.ts'
import { createInBulk } from '../../src/features/capture/create-in-bulk.ts'
import { planRows } from '../../src/features/data/plan-rows.ts'
import { readFile } from '../../src/features/data/read-file.ts'
import { beginImport, runImport } from '../../src/features/data/run-import.ts'
import { undoChange } from '../../src/features/tasks/undo-change.ts'
import type { Ports } from '../../src/ports.ts'
import { openConnection } from '../../src/store/connection.ts'
import { storesOn } from '../../src/store/mongo.ts'
import { buildMember, buildProject } from '../support/builders.ts'
import { fixedClock } from '../support/clock.ts'
import { smallPorts } from '../support/small-ports.ts'
import type { Figure } from './figure.ts'

const ROWS = CSV_LIMITS.rows
const ACTOR = { workspaceId: 'T1', actorId: 'UANA' }
const PEOPLE = ['ana', 'ben', 'eve'].map((name) => buildMember({ id: `U${name.toUpperCase()}`, name, realName: name }))

/** A file as large as may be, of which every hundredth row makes no task. */
const file = (): Uint8Array => {
  const rows = Array.from({ length: ROWS }, (_, index) =>
    [
      index % 100 === 0 ? '' : `Task ${index} of the plan`,
      PEOPLE[index % 3]?.name,
      `${13 + (index % 15)}/0${4 + (index % 5)}/2027`,
      `${1 + (index % 7)}h`,
      `"tag${index % 7}, plan"`,
      '"What is to be done, in a sentence or two; and what the client said."',
    ].join(','),
  )
  return new TextEncoder().encode(['Title,Owner,Due,Estimate,Labels,Notes', ...rows].join('\n'))
}

/** An import of 5,000 rows from its file to its undo; the database is a process of its own. */
export async function bench(): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'runsheet-bench-'))
  const server = spawn(process.execPath, ['dist/embedded/main.js', '--data', dataDir, '--port', '0'])
  try {
    const [uri] = (await once(createInterface(server.stdout), 'line')) as [string]
    const stores = storesOn(await openConnection(uri), { wall: () => Date.now() })
    await stores.ensureIndexes()
    for (const member of PEOPLE) await stores.members.put(member)
    await stores.projects.add(buildProject())
    const figures = await measured(portsOn(smallPorts(stores, fixedClock('2026-03-02T08:00:00Z'))))
    await stores.close()
    return figures
  } finally {
    server.kill()
    await once(server, 'exit')
    await rm(dataDir, { recursive: true, force: true })
  }
}

const portsOn = (small: Ports): Ports => ({
  ...small,
  directory: { ...small.directory, everybody: async () => PEOPLE.map((member) => ({ member, names: [member.name] })) },
  files: {
    download: async () => ({ kind: 'read', name: 'plan.csv', bytes: file(), digest: 'd' }),
    upload: async (_workspaceId, _memberId, _file, pieces) => {
      for await (const _piece of pieces);
    },
  },
})

async function measured(ports: Ports): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const begun = performance.now()
    const result = await work()
    const seconds = (performance.now() - begun) / 1000
    delay.disable()
    const note = `${ROWS} rows; others wait ${Math.round(delay.max / 1e6)} ms at most`
    figures.push({ name: `import, ${name}`, value: Math.round(seconds * 10) / 10, unit: 's', note })
    return result
  }
  const view = await timed('reading the file', () =>
    readFile(ports, { ...ACTOR, projectId: 'project-web', fileId: 'F' }),
  )
  const { importId } = JSON.parse(view.private_metadata ?? '') as { importId: string }
  const of = { ...ACTOR, importId }
  await timed('preview', () => planRows(ports, of, (imported) => imported))
  await beginImport(ports, of)
  await timed('making the tasks', () => runImport(ports, createInBulk(ports), 'T1', importId))
  const activityId = (await ports.imports.get('T1', importId))?.activityId ?? null
  await timed('undo', () => undoChange(ports, { ...ACTOR, via: 'button', activityId }))
  return figures
}

import { afterAll, beforeAll, beforeEach } from 'vitest'
import nock from 'nock'
import { DEFAULT_WORKING_HOURS } from '../../src/domain/member.ts'
import type { Member } from '../../src/domain/member.ts'
import type { Task } from '../../src/domain/task.ts'
import { withNextCheck } from '../../src/domain/task-sheet.ts'
import { buildOutboxDelivery } from '../../src/jobs/deliver-outbox.ts'
import { buildJobs } from '../../src/jobs/jobs.ts'
import type { Jobs } from '../../src/jobs/jobs.ts'
import type { Log, Ports } from '../../src/ports.ts'
import { buildChannels } from '../../src/slack/channels.ts'
import { buildSights } from '../../src/sights.ts'
import { buildClients } from '../../src/slack/clients.ts'
import { buildDirectory } from '../../src/slack/directory.ts'
import { buildFiles } from '../../src/slack/files.ts'
import { buildMessenger } from '../../src/slack/messenger.ts'
import { openConnection } from '../../src/store/connection.ts'
import { storesOn } from '../../src/store/mongo.ts'
import type { Stores } from '../../src/store/mongo.ts'
import { buildSheets } from '../../src/store/sheets.ts'
import { buildAddresses } from '../../src/addresses.ts'
import { buildMember, buildProject, buildTask, buildWorkspace } from './builders.ts'
import { fixedClock, sequentialIds } from './clock.ts'
import type { MovableClock } from './clock.ts'
import { startTestMongo } from './mongo.ts'
import type { TestMongo } from './mongo.ts'
import { FakeSlack } from './fake-slack.ts'
import { recordingLog } from './logs.ts'
import { readerOf } from './posts.ts'
import type { Posted } from './posts.ts'

/** One process: its ports and the jobs on them. */
export interface Process {
  readonly ports: Ports
  readonly jobs: Jobs
}

/** What a test of time stands on: real stores and delivery, Slack on the wire, a clock that is moved. */
export interface TimeWorld {
  clock: MovableClock
  slack: FakeSlack
  /** Takes out the messages that have reached Slack since the last call. */
  posted: () => readonly Posted[]
  stores: Stores
  log: ReturnType<typeof recordingLog>
  /** The fields of the lines that were logged as errors. */
  errors: () => readonly object[]
  /** A process of its own on the same database; `change` replaces some of its ports. */
  process(change?: (ports: Ports) => Partial<Ports>): Process
  /** Moves the clock as the sandbox does: to each instant at which something is due, and lets it be done. */
  until(to: string, process?: Process): Promise<void>
}

function processOn(stores: Stores, clock: MovableClock, log: Log): Ports {
  const clients = buildClients({ apiUrl: undefined, log, clock, timeout: 500 }, async () => 'xoxb-test')
  const directory = buildDirectory({ clients, members: stores.members, log, workingHours: DEFAULT_WORKING_HOURS })
  const messenger = buildMessenger({ clients, log })
  const channels = buildChannels({ clients, clock })
  const ids = sequentialIds(`id${Math.random().toString(36).slice(2, 8)}`)
  const files = buildFiles({ clients })
  const slack = { messenger, directory, channels, files, sights: buildSights({ projects: stores.projects, channels }) }
  return {
    ...stores,
    ...slack,
    clock,
    ids,
    log,
    sheets: buildSheets(stores),
    addresses: buildAddresses(null),
    wakeOutbox: () => {},
  }
}

/** Starts a database for the test file, and an agency in a workspace of its own for each test. */
export function useTimeWorld(start: string): TimeWorld {
  let server: TestMongo
  const world = {} as TimeWorld
  beforeAll(async () => {
    server = await startTestMongo()
    world.stores = storesOn(await openConnection(server.uri), { wall: () => world.clock.wall() })
    world.clock = fixedClock(start)
    await world.stores.ensureIndexes()
  })
  beforeEach(async () => {
    await openConnection(server.uri).then(async (connection) => {
      for (const { name } of await connection.listCollections()) await connection.collection(name).deleteMany({})
      await connection.close()
    })
    nock.cleanAll()
    world.clock = fixedClock(start)
    world.slack = new FakeSlack(() => world.clock.now())
    world.posted = readerOf(world.slack)
    world.log = recordingLog()
  })
  afterAll(async () => {
    await world.stores?.close()
    await server?.stop()
  })
  world.errors = () => world.log.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields)
  world.process = (change = () => ({})) => {
    const ports = processOn(world.stores, world.clock, world.log)
    const changed = { ...ports, ...change(ports) }
    const delivery = buildOutboxDelivery(changed)
    return { ports: changed, jobs: buildJobs(changed, () => delivery.deliver()) }
  }
  world.until = async (to, process = world.process()) => {
    for (let visits = 0; ; visits += 1) {
      if (visits > 500) throw new Error('The clock does not get there')
      const next = await process.jobs.nextDueAt(world.clock.now())
      if (!next || next > new Date(to)) break
      world.clock.set(next)
      await process.jobs.runDue(next)
    }
    world.clock.set(to)
    await process.jobs.runDue(new Date(to))
  }
  return world
}

export const ANA = buildMember({ id: 'UANA', name: 'ana', realName: 'Ana Brandt' })
export const BEN = buildMember({ id: 'UBEN', name: 'ben', realName: 'Ben Ode', zone: 'America/New_York' })
export const CLEO = buildMember({ id: 'UCLEO', name: 'cleo', realName: 'Cleo Martin' })
export const DEV = buildMember({ id: 'UDEV', name: 'dev', realName: 'Dev Santos', zone: 'Asia/Manila' })

/** Puts an agency of four into the world: Cleo accountable and coordinator, Dev project manager, digests at nine. */
export async function settle(
  { stores }: TimeWorld,
  what: { readonly members?: readonly Member[]; readonly project?: object; readonly workspace?: object } = {},
): Promise<void> {
  await stores.workspaces.put(buildWorkspace(what.workspace))
  for (const member of what.members ?? [ANA, BEN, CLEO, DEV]) await stores.members.put(member)
  await stores.projects.add(buildProject({ digest: { enabled: false, at: '09:00', lastOn: null }, ...what.project }))
}

/** Adds a task and sets when a job must look at it, as every use case does. */
export async function addTask(world: TimeWorld, overrides: Partial<Task>): Promise<Task> {
  const task = buildTask(overrides)
  const [sheet] = await buildSheets(world.stores).of([task])
  const checked = sheet ? withNextCheck(sheet, world.clock.now()).task : { ...task, nextCheckAt: null }
  await world.stores.tasks.add(checked)
  return checked
}

import type { Collection, Disk } from './collection.ts'
import { openDisk } from './collection.ts'
import { worldClock } from './clock.ts'
import type { WorldClock } from './clock.ts'
import { openFeed } from './feed.ts'
import type { Feed } from './feed.ts'
import { openMessages } from './messages.ts'
import type { Messages } from './messages.ts'
import type {
  AppRecord,
  BookmarkRecord,
  ChannelRecord,
  EnterpriseRecord,
  FileRecord,
  HookRecord,
  InstallRecord,
  MetaRecord,
  ReadRecord,
  RetryRecord,
  ScheduledRecord,
  StackRecord,
  TeamRecord,
  UserGroupRecord,
  UserRecord,
  ViewRecord,
} from './records.ts'

/** All that exists in the sandbox: records in memory, written through to `dataDir`, and the time there. */
export interface World {
  readonly clock: WorldClock
  readonly feed: Feed
  readonly enterprises: Collection<EnterpriseRecord>
  readonly teams: Collection<TeamRecord>
  readonly users: Collection<UserRecord>
  readonly channels: Collection<ChannelRecord>
  readonly messages: Messages
  readonly apps: Collection<AppRecord>
  readonly installs: Collection<InstallRecord>
  readonly views: Collection<ViewRecord>
  readonly stacks: Collection<StackRecord>
  readonly files: Collection<FileRecord>
  readonly fileBytes: ReturnType<Disk['bytes']>
  readonly usergroups: Collection<UserGroupRecord>
  readonly scheduled: Collection<ScheduledRecord>
  readonly hooks: Collection<HookRecord>
  readonly retries: Collection<RetryRecord>
  readonly reads: Collection<ReadRecord>
  readonly bookmarks: Collection<BookmarkRecord>
  readonly meta: Collection<MetaRecord>
  /** True when the folder held no world yet. */
  readonly fresh: boolean
  /** The next `ts`: rising and unique even while the clock stands. */
  nextTs(): string
  /** Puts the present instant on disk with all else, and waits until it is there. */
  commit(): Promise<void>
  close(): Promise<void>
}

interface StoredClock {
  readonly now: number
  readonly running: boolean
}

/** Opens the world in `dataDir`; `start` (ms) counts only where there is none yet. */
export async function openWorld(dataDir: string, start: number): Promise<World> {
  const disk = await openDisk(dataDir)
  const meta: Collection<MetaRecord> = disk.collection('meta', (m) => m.key)
  const messages = openMessages(disk)
  const stored = meta.get('clock')?.value as StoredClock | undefined // written below, by this version
  let lastTs = micros(messages.newest())
  const clock = worldClock(Math.max(stored?.now ?? start, Math.ceil(lastTs / 1000)), stored?.running ?? true)
  const storeClock = (): void => {
    const now = clock.ms()
    const kept = meta.get('clock')?.value as StoredClock | undefined
    if (kept?.now !== now || kept.running !== clock.running) {
      meta.put({ key: 'clock', value: { now, running: clock.running } satisfies StoredClock })
    }
  }
  const ticking = setInterval(storeClock, 1000)
  ticking.unref()
  return {
    clock,
    meta,
    messages,
    ...collections(disk),
    feed: openFeed(),
    fresh: stored === undefined,
    nextTs: () => {
      lastTs = Math.max(clock.ms() * 1000, lastTs + 1)
      return `${Math.floor(lastTs / 1_000_000)}.${String(lastTs % 1_000_000).padStart(6, '0')}`
    },
    commit: async () => {
      storeClock()
      await disk.settled()
    },
    close: async () => {
      clearInterval(ticking)
      storeClock()
      await disk.close()
    },
  }
}

function collections(disk: Disk) {
  return {
    enterprises: disk.collection<EnterpriseRecord>('enterprises', (r) => r.id),
    teams: disk.collection<TeamRecord>('teams', (r) => r.id),
    users: disk.collection<UserRecord>('users', (r) => r.id),
    channels: disk.collection<ChannelRecord>('channels', (r) => r.id),
    apps: disk.collection<AppRecord>('apps', (r) => r.id),
    installs: disk.collection<InstallRecord>('installs', (r) => r.id),
    views: disk.collection<ViewRecord>('views', (r) => r.id),
    stacks: disk.collection<StackRecord>('stacks', (r) => r.userId),
    files: disk.collection<FileRecord>('files', (r) => r.id),
    fileBytes: disk.bytes('file-bytes'),
    usergroups: disk.collection<UserGroupRecord>('usergroups', (r) => r.id),
    scheduled: disk.collection<ScheduledRecord>('scheduled', (r) => r.id),
    hooks: disk.collection<HookRecord>('hooks', (r) => r.id),
    retries: disk.collection<RetryRecord>('retries', (r) => r.id),
    reads: disk.collection<ReadRecord>('reads', (r) => r.id),
    bookmarks: disk.collection<BookmarkRecord>('bookmarks', (r) => r.id),
  }
}

const micros = (ts: string | undefined): number => (ts ? Math.round(Number(ts.replace('.', ''))) : 0)

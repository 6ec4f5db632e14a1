import type { Activity } from './deliveries/activity.ts'
import type { Transport } from './deliveries/transport.ts'
import type { Triggers } from './deliveries/triggers.ts'
import type { Faults } from './world/faults.ts'
import type { TrafficLog } from './world/log.ts'
import type { Manifest } from './world/manifest.ts'
import type { AppRecord } from './world/records.ts'
import type { World } from './world/world.ts'

/** What the parts of a running sandbox share. Each part takes it first, and uses what it needs. */
export interface Services {
  readonly world: World
  readonly app: AppRecord
  readonly manifest: Manifest
  readonly log: TrafficLog
  readonly faults: Faults
  readonly transport: Transport
  readonly triggers: Triggers
  readonly activity: Activity
  /** `http://127.0.0.1:PORT`, known once it listens. */
  readonly url: () => string
}

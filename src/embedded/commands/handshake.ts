import { ObjectId } from 'bson'
import type { Call, Command, Commands } from '../context.ts'
import { fail } from '../errors.ts'
import { MAX_DOCUMENT, MAX_MESSAGE } from '../values/encode.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { mechanisms, saslStart } from './authenticate.ts'

/** The release whose behaviour this server follows, and the wire version that goes with it. */
const VERSION = '8.0.0'
const WIRE = { minWireVersion: 0, maxWireVersion: 25 }

/** The name of the replica set of one that this server says it is. */
export const SET_NAME = 'rs0'

const ELECTION = new ObjectId('7fffffff0000000000000001')

async function hello(call: Call): Promise<Doc> {
  const { connection, shared, body } = call
  const { address } = connection
  const { speculativeAuthenticate: early, saslSupportedMechs } = body
  const conversation =
    isDoc(early) && shared.password !== undefined ? await saslStart({ ...call, body: early }) : undefined
  return {
    helloOk: true,
    [call.name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
    secondary: false,
    setName: SET_NAME,
    setVersion: 1,
    hosts: [address],
    primary: address,
    me: address,
    electionId: ELECTION,
    maxBsonObjectSize: MAX_DOCUMENT,
    maxMessageSizeBytes: MAX_MESSAGE,
    maxWriteBatchSize: 100_000,
    localTime: shared.now(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection.id,
    ...WIRE,
    readOnly: false,
    ...(saslSupportedMechs === undefined ? {} : { saslSupportedMechs: mechanisms(shared) }),
    ...(conversation ? { speculativeAuthenticate: conversation } : {}),
    ok: 1,
  }
}

const helloCommand: Command = {
  fields:
    'helloOk client compression saslSupportedMechs speculativeAuthenticate loadBalanced topologyVersion maxAwaitTimeMS hostInfo backpressure',
  open: true,
  run: hello,
}

const buildInfo: Command = {
  fields: '',
  open: true,
  run: () => ({
    version: VERSION,
    versionArray: [...VERSION.split('.').map(Number), 0],
    gitVersion: 'none',
    modules: [],
    storageEngines: ['lmdb'],
    debug: false,
    bits: 64,
    maxBsonObjectSize: MAX_DOCUMENT,
    ok: 1,
  }),
}

const serverStatus: Command = {
  fields: 'recordStats metrics repl locks wiredTiger tcmalloc',
  run({ shared, connection: { address, id } }) {
    const localTime = shared.now()
    return {
      host: address,
      version: VERSION,
      process: 'mongod',
      pid: process.pid,
      uptime: (localTime.getTime() - shared.started.getTime()) / 1000,
      localTime,
      connections: { current: shared.connections.size, available: 1000, totalCreated: id },
      storageEngine: { name: 'lmdb', persistent: true, supportsCommittedReads: true },
      repl: { setName: SET_NAME, isWritablePrimary: true, secondary: false, hosts: [address], me: address },
      transactions: { currentOpen: shared.sessions.openTransactions().length },
      metrics: { cursor: { open: { total: shared.cursors.count() } } },
      mem: { resident: Math.round(process.memoryUsage.rss() / 1_048_576) },
      ok: 1,
    }
  },
}

const connectionStatus: Command = {
  fields: 'showPrivileges',
  open: true,
  run({ connection: { user } }) {
    const [authenticatedUsers, authenticatedUserRoles] =
      user === undefined ? [[], []] : [[{ user, db: 'admin' }], [{ role: 'root', db: 'admin' }]]
    return { authInfo: { authenticatedUsers, authenticatedUserRoles }, ok: 1 }
  },
}

/** What tools ask to know which features they may use. */
const getParameter: Command = {
  fields: 'featureCompatibilityVersion',
  run: ({ body }) =>
    body['featureCompatibilityVersion'] === undefined
      ? fail('InvalidOptions', 'no option found to get')
      : { featureCompatibilityVersion: { version: '8.0' }, ok: 1 },
}

export const HANDSHAKE: Commands = {
  hello: helloCommand,
  isMaster: helloCommand,
  ismaster: helloCommand,
  ping: { fields: '', open: true, run: () => ({ ok: 1 }) },
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  connectionStatus,
  getParameter,
  configureFailPoint: {
    fields: 'mode data',
    run: ({ shared, body }) => ({ ...shared.failPoints.configure(body), ok: 1 }),
  },
}

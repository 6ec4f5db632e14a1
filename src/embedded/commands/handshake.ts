import { ObjectId } from 'bson'
import type { Call, Command } from '../context.ts'
import { MAX_DOCUMENT, MAX_MESSAGE } from '../values/encode.ts'
import type { Doc } from '../values/types.ts'
import { fail } from '../errors.ts'
import { mechanisms, saslStart } from './authenticate.ts'

/** The release whose behaviour this server follows, and the wire version that goes with it. */
const VERSION = '8.0.0'
const WIRE = { minWireVersion: 0, maxWireVersion: 25 }

/** The name of the replica set of one that this server says it is. */
export const SET_NAME = 'rs0'

const ELECTION = new ObjectId('7fffffff0000000000000001')

async function hello(call: Call): Promise<Doc> {
  const { connection, shared, body } = call
  const speculative = body['speculativeAuthenticate']
  const conversation =
    shared.password !== undefined && typeof speculative === 'object' && speculative !== null
      ? await saslStart({ ...call, body: speculative as Doc })
      : undefined
  return {
    helloOk: true,
    [call.name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
    secondary: false,
    setName: SET_NAME,
    setVersion: 1,
    hosts: [connection.address],
    primary: connection.address,
    me: connection.address,
    electionId: ELECTION,
    maxBsonObjectSize: MAX_DOCUMENT,
    maxMessageSizeBytes: MAX_MESSAGE,
    maxWriteBatchSize: 100_000,
    localTime: shared.now(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection.id,
    ...WIRE,
    readOnly: false,
    ...(body['saslSupportedMechs'] === undefined ? {} : { saslSupportedMechs: mechanisms(shared) }),
    ...(conversation ? { speculativeAuthenticate: conversation } : {}),
    ok: 1,
  }
}

const HELLO = [
  'helloOk',
  'client',
  'compression',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'loadBalanced',
  'topologyVersion',
  'maxAwaitTimeMS',
  'hostInfo',
  'backpressure',
]

const helloCommand: Command = { fields: HELLO, open: true, run: hello }

const answer = (fields: readonly string[], run: (call: Call) => Doc, open = false): Command => ({
  fields,
  open,
  run: (call) => ({ ...run(call), ok: 1 }),
})

const versionArray = [...VERSION.split('.').map(Number), 0]

export const HANDSHAKE: { readonly [name: string]: Command } = {
  hello: helloCommand,
  isMaster: helloCommand,
  ismaster: helloCommand,
  ping: answer([], () => ({}), true),
  buildInfo: answer([], () => buildInfo, true),
  buildinfo: answer([], () => buildInfo, true),
  serverStatus: answer(
    ['recordStats', 'metrics', 'repl', 'locks', 'wiredTiger', 'tcmalloc'],
    ({ shared, connection }) => ({
      host: connection.address,
      version: VERSION,
      process: 'mongod',
      pid: process.pid,
      uptime: (shared.now().getTime() - shared.started.getTime()) / 1000,
      localTime: shared.now(),
      connections: { current: shared.connections.size, available: 1000, totalCreated: connection.id },
      storageEngine: { name: 'lmdb', persistent: true, supportsCommittedReads: true },
      repl: {
        setName: SET_NAME,
        isWritablePrimary: true,
        secondary: false,
        hosts: [connection.address],
        me: connection.address,
      },
      transactions: { currentOpen: shared.sessions.openTransactions().length },
      metrics: { cursor: { open: { total: shared.cursors.count() } } },
      mem: { resident: Math.round(process.memoryUsage.rss() / 1_048_576) },
    }),
  ),
  connectionStatus: answer(
    ['showPrivileges'],
    ({ connection: { user }, shared }) => {
      const known = shared.password !== undefined && user !== undefined
      return {
        authInfo: {
          authenticatedUsers: known ? [{ user, db: 'admin' }] : [],
          authenticatedUserRoles: known ? [{ role: 'root', db: 'admin' }] : [],
        },
      }
    },
    true,
  ),
  hostInfo: answer([], () => ({ system: { hostname: 'localhost', numCores: 1 }, os: { type: process.platform } })),
  whatsmyuri: answer([], ({ connection }) => ({ you: connection.address })),
  getCmdLineOpts: answer([], () => ({ argv: [], parsed: {} })),
  getParameter: answer(
    ['featureCompatibilityVersion', 'transactionLifetimeLimitSeconds', 'allParameters'],
    ({ body }) => {
      if (body['featureCompatibilityVersion'] !== undefined) return { featureCompatibilityVersion: { version: '8.0' } }
      if (body['transactionLifetimeLimitSeconds'] !== undefined) return { transactionLifetimeLimitSeconds: 60 }
      return fail('InvalidOptions', 'no option found to get')
    },
  ),
  replSetGetStatus: answer([], ({ connection, shared }) => ({
    set: SET_NAME,
    myState: 1,
    date: shared.now(),
    members: [{ _id: 0, name: connection.address, health: 1, state: 1, stateStr: 'PRIMARY', self: true }],
  })),
  configureFailPoint: {
    fields: ['mode', 'data'],
    run: ({ shared, body }) => ({ ...shared.failPoints.configure(body), ok: 1 }),
  },
}

const buildInfo = {
  version: VERSION,
  gitVersion: 'none',
  versionArray,
  modules: [],
  allocator: 'system',
  javascriptEngine: 'none',
  sysInfo: 'deprecated',
  storageEngines: ['lmdb'],
  debug: false,
  bits: 64,
  maxBsonObjectSize: MAX_DOCUMENT,
}

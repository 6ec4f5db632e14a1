import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startRig } from './support/run.ts'
import type { Json, Rig } from './support/run.ts'

let rig: Rig | undefined
afterEach(async () => {
  await rig?.stop()
})

/** Opens one Socket Mode connection by hand, and answers what comes with `ack`. */
async function connect({ api, sandbox }: Rig, ack: (envelope: Json) => Json | undefined) {
  const opened = await api('apps.connections.open', {}, sandbox.credentials.appToken)
  const socket = new WebSocket(String(opened['url']))
  const heard: Json[] = []
  let closed = false
  socket.on('close', () => {
    closed = true
  })
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as Json
    heard.push(message)
    const payload = message['envelope_id'] === undefined ? undefined : ack(message)
    if (payload) socket.send(JSON.stringify({ envelope_id: message['envelope_id'], payload }))
  })
  await expect.poll(() => heard.length).toBe(1)
  return { socket, heard, url: String(opened['url']), isClosed: () => closed }
}

it('greets each connection, spreads deliveries, and takes an answer in the acknowledgement', async () => {
  rig = await startRig({ mode: 'socket', listeners: () => undefined })
  const heardBy: number[] = []
  const mine = await Promise.all(
    [1, 2].map((n) =>
      connect(rig!, (envelope) => {
        heardBy.push(n)
        return envelope['accepts_response_payload'] ? { text: `from ${n}` } : {}
      }),
    ),
  )
  expect(mine[0]!.heard[0]).toMatchObject({ type: 'hello', connection_info: { app_id: rig.sandbox.credentials.appId } })
  // The Bolt app of the rig holds a connection too, and answers nothing.
  const answers = await Promise.all(
    Array.from({ length: 3 }, () =>
      rig!.post('act', { as: 'ana', do: 'command', channel: '#general', text: '/poll x', quiet_ms: 0 }),
    ),
  )
  expect(new Set(heardBy)).toEqual(new Set([1, 2]))
  expect(answers.filter((answer) => answer['ok']).length).toBe(2)
})

it('lets a ticket be used once', async () => {
  rig = await startRig({ mode: 'socket', listeners: () => undefined })
  const { url } = await connect(rig, () => ({}))
  const again = new WebSocket(url)
  await expect(
    new Promise((resolve, reject) => {
      again.on('open', resolve)
      again.on('error', reject)
    }),
  ).rejects.toThrow('403')
})

it('fails a command when nobody is connected', async () => {
  rig = await startRig({ mode: 'socket', listeners: () => undefined })
  const { sandbox } = rig
  sandbox.disconnect('link_disabled')
  await expect
    .poll(
      async () =>
        (await rig!.post('act', { as: 'ana', do: 'command', channel: '#general', text: '/poll x', quiet_ms: 0 }))[
          'error'
        ],
    )
    .toBe('/poll failed with the error "dispatch_failed"')
})

it('tells an app to connect anew, and then drops the old connection', async () => {
  rig = await startRig({ mode: 'socket', listeners: () => undefined })
  const { heard, isClosed } = await connect(rig, () => ({}))
  rig.sandbox.disconnect('refresh_requested')
  await expect.poll(() => heard.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' })
  await expect.poll(isClosed).toBe(true)
})

it('goes on over another connection when one is lost, and over a new one when it was the last', async () => {
  rig = await startRig({ mode: 'socket' })
  const poll = () => rig!.post('act', { as: 'ana', do: 'command', channel: '#general', text: '/raw x', quiet_ms: 0 })
  const { heard, isClosed } = await connect(rig, () => ({}))
  for (const kind of ['reset', 'drop_after_accept']) await rig.post('faults', { method: 'delivery', kind })
  expect([(await poll())['error'], (await poll())['error']]).toEqual(
    Array.from({ length: 2 }, () => '/raw failed with the error "dispatch_failed"'),
  )
  await expect.poll(isClosed).toBe(true)
  expect(heard.length).toBeLessThan(3)
  await expect.poll(async () => (await poll())['ok'], { timeout: 20_000 }).toBe(true)
})

it('is told to connect anew by the drive API, and is sent nothing on the connection that ends', async () => {
  rig = await startRig({ mode: 'socket', listeners: () => undefined })
  const { heard } = await connect(rig, () => ({}))
  expect(await rig.post('disconnect', { reason: 'nonsense' })).toMatchObject({ status: 400 })
  expect(await rig.post('disconnect', {})).toMatchObject({ ok: true })
  await rig.post('act', { as: 'ana', do: 'command', channel: '#general', text: '/poll x', quiet_ms: 0 })
  expect(heard.map((message) => message['type'])).toEqual(['hello', 'disconnect'])
})

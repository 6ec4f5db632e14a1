import { afterEach, describe, expect, it } from 'vitest'
import { buildHeartbeat, readiness } from '../../../src/http/health.ts'
import { buildMetrics } from '../../../src/http/metrics.ts'
import { buildHttpServer } from '../../../src/http/server.ts'
import type { HttpServer, HttpServerOptions } from '../../../src/http/server.ts'
import { recordingLog } from '../../support/logs.ts'

let server: HttpServer | undefined

async function serve(overrides: Partial<HttpServerOptions> = {}): Promise<string> {
  const options = { host: '127.0.0.1', port: 0, checks: {}, metrics: buildMetrics(), log: recordingLog() }
  server = buildHttpServer({ ...options, ...overrides })
  const { port } = await server.listen()
  return `http://127.0.0.1:${port}`
}
afterEach(() => server?.stop(100))

describe('the server', () => {
  it('says that the process lives, whatever else fails', async () => {
    const url = await serve({ checks: { database: () => false } })
    const response = await fetch(`${url}/healthz`)
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  })

  it('is ready when every check is, and names those that are not', async () => {
    let isUp = true
    const url = await serve({
      checks: {
        database: async () => isUp,
        slack: async () => {
          if (!isUp) throw new Error('gone')
          return true
        },
        jobs: () => true,
      },
    })
    const good = await fetch(`${url}/readyz`)
    expect(good.status).toBe(200)
    expect(await good.json()).toEqual({ status: 'ready', checks: { database: 'ok', slack: 'ok', jobs: 'ok' } })
    isUp = false
    const bad = await fetch(`${url}/readyz`)
    expect(bad.status).toBe(503)
    expect(await bad.json()).toEqual({
      status: 'not ready',
      checks: { database: 'failed', slack: 'failed', jobs: 'ok' },
    })
  })

  it('tells its figures to Prometheus', async () => {
    const metrics = buildMetrics()
    metrics.acknowledged('command', 120)
    metrics.delivered('sent')
    metrics.jobsRan(40, false)
    const url = await serve({ metrics })
    const response = await fetch(`${url}/metrics`)
    const text = await response.text()
    expect(response.headers.get('content-type')).toContain('text/plain')
    expect(text).toContain('runsheet_slack_acknowledgement_seconds_bucket{le="0.25",surface="command"} 1')
    expect(text).toContain('runsheet_outbox_outcomes_total{outcome="sent"} 1')
    expect(text).toContain('process_cpu_seconds_total')
  })

  it('hands requests of Slack on, and answers 404 to what nobody wants, with headers that keep browsers safe', async () => {
    const url = await serve({
      slack: (request, response) => response.end(`${request.method} ${request.url}`),
      pages: async (request, response) => {
        if (request.url !== '/page') return false
        response.end('page')
        return true
      },
    })
    expect(await (await fetch(`${url}/slack/events`, { method: 'POST' })).text()).toBe('POST /slack/events')
    expect(await (await fetch(`${url}/page`)).text()).toBe('page')
    const nobody = await fetch(`${url}/elsewhere`)
    expect(nobody.status).toBe(404)
    expect(nobody.headers.get('x-content-type-options')).toBe('nosniff')
    expect(nobody.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect((await fetch(`${url}/healthz`, { method: 'DELETE' })).status).toBe(404)
  })

  it('finishes the requests in hand before it stops, and takes no more', async () => {
    let finish: (() => void) | undefined
    const url = await serve({
      slack: (_, response) => {
        finish = () => response.end('done')
      },
    })
    const inHand = fetch(`${url}/slack/events`, { method: 'POST' })
    await expect.poll(() => finish).toBeDefined()
    const stopped = server?.stop(5_000)
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
    finish?.()
    expect(await (await inHand).text()).toBe('done')
    await stopped
  })

  it('cuts off what does not end in time', async () => {
    const url = await serve({ slack: () => {} })
    const hanging = fetch(`${url}/slack/events`, { method: 'POST' }).then(
      () => 'answered',
      () => 'cut off',
    )
    await new Promise((resolve) => setTimeout(resolve, 50))
    const begun = performance.now()
    await server?.stop(200)
    expect(performance.now() - begun).toBeLessThan(1_000)
    expect(await hanging).toBe('cut off')
  })

  it('says which port is taken', async () => {
    const url = await serve()
    const options = { host: '127.0.0.1', checks: {}, metrics: buildMetrics(), log: recordingLog() }
    const other = buildHttpServer({ ...options, port: Number(new URL(url).port) })
    await expect(other.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('checks', () => {
  it('that say nothing in time have failed', async () => {
    const { ready } = await readiness({ slow: () => new Promise(() => {}) }, 30)
    expect(ready).toBe(false)
  })

  it('of what should happen regularly fail when it does not, and pass for as long after the start', () => {
    let wall = 0
    const { beat, check } = buildHeartbeat(() => wall, 180_000)
    const seen = [179_999, 180_000].map((at) => {
      wall = at
      return check()
    })
    beat()
    wall += 179_999
    expect([...seen, check()]).toEqual([true, false, true])
  })
})

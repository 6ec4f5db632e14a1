import nock from 'nock'
import { afterAll, beforeAll } from 'vitest'

/** Tests reach nothing but this machine: what is not on loopback must be mocked by nock at the wire. */
beforeAll(() => {
  nock.disableNetConnect()
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)
})

afterAll(() => {
  nock.cleanAll()
})

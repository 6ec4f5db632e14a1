import { describe, expect, it } from 'vitest'
import { readTaskAddress, readTaskPath, taskAddress } from '../../../src/domain/task-address.ts'

const URL_OF = 'https://runsheet.example.com'
const NAMED = { workspaceId: 'T0123AB', reference: 'WEB-12' }

describe('a task’s address', () => {
  it('is at where people reach Runsheet, and is read back', () => {
    const address = taskAddress(`${URL_OF}/`, NAMED)
    expect(address).toBe('https://runsheet.example.com/t/T0123AB/WEB-12')
    expect(readTaskAddress(URL_OF, address)).toEqual(NAMED)
    expect(readTaskAddress(URL_OF, `${address}?utm=mail#x`)).toEqual(NAMED)
  })

  it.each([
    'https://elsewhere.example.com/t/T0123AB/WEB-12',
    'http://runsheet.example.com/t/T0123AB/WEB-12',
    'https://runsheet.example.com/slack/events',
    'no address',
  ])('is not %s', (url) => expect(readTaskAddress(URL_OF, url)).toBeNull())

  it.each(['/t/T1/WEB-12', '/t/t1/web-12/', '/t/E9/A1-1'])('has the path %s', (path) =>
    expect(readTaskPath(path)).not.toBeNull(),
  )
  it.each(['/t/T1', '/t/T1/WEB', '/t/T1/WEB-0', '/t/T1/WEB-12/x', '/t/../WEB-12', '/t/T1/WEB-12%0a', '/x/T1/WEB-12'])(
    'has not the path %s',
    (path) => expect(readTaskPath(path)).toBeNull(),
  )
})

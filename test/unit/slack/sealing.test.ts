import { describe, expect, it } from 'vitest'
import { buildSealer } from '../../../src/slack/sealing.ts'

/** What the cipher says of a changed text, and we of a changed envelope. */
const REFUSED = /authenticat|not known here|Invalid/
const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]

describe('a sealed text', () => {
  it('opens again, and looks different each time', () => {
    const sealer = buildSealer([one])
    const [first, second] = [sealer.seal('xoxb-ü', 'team/T1'), sealer.seal('xoxb-ü', 'team/T1')]
    expect(first).not.toBe(second)
    expect(first).not.toContain('xoxb')
    expect([first, second].map((text) => sealer.open(text, 'team/T1'))).toEqual(['xoxb-ü', 'xoxb-ü'])
  })

  it('opens for its own tenant only', () => {
    const sealer = buildSealer([one])
    expect(() => sealer.open(sealer.seal('secret', 'team/T1'), 'team/T2')).toThrow(REFUSED)
  })

  it('does not open when anything in it was changed', () => {
    const sealer = buildSealer([one])
    const parts = sealer.seal('secret', 'c').split('.')
    for (const index of parts.keys()) {
      const changed = parts.map((part, at) => (at === index ? `${part[0] === 'A' ? 'B' : 'A'}${part.slice(1)}` : part))
      expect(() => sealer.open(changed.join('.'), 'c')).toThrow(REFUSED)
    }
    expect(() => sealer.open(parts.slice(0, 4).join('.'), 'c')).toThrow(REFUSED)
    expect(() => sealer.open([...parts.slice(0, 3), (parts[3] ?? '').slice(0, 6), parts[4]].join('.'), 'c')).toThrow(
      REFUSED,
    )
  })

  it('opens after its key has been replaced, as long as the old one is kept', () => {
    const sealed = buildSealer([one]).seal('secret', 'c')
    expect(buildSealer([two, one]).open(sealed, 'c')).toBe('secret')
    expect(() => buildSealer([two]).open(sealed, 'c')).toThrow('key')
    expect(buildSealer([two, one]).seal('x', 'c').split('.')[1]).not.toBe(sealed.split('.')[1])
  })

  it('needs a key of 32 bytes', () => {
    expect(() => buildSealer([])).toThrow('32 bytes')
    expect(() => buildSealer([Buffer.alloc(16)])).toThrow('32 bytes')
  })
})

import { describe, expect, it } from 'vitest'
import { Counters } from '../../../src/store/counters.ts'

describe('numbers that many ask for at once', () => {
  it('are given in the order of asking, each once, with few trips', async () => {
    const trips: number[] = []
    let last = 0
    const take = async (count: number): Promise<number> => {
      trips.push(count)
      await Promise.resolve()
      return (last += count)
    }
    const counters = new Counters()
    const taken = await Promise.all(Array.from({ length: 10 }, () => counters.take('WEB', take)))
    expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(trips).toEqual([1, 9])
    expect(await counters.take('WEB', take)).toBe(11)
  })

  it('fail for those who were served by the trip that failed, and for no one after', async () => {
    let fails = true
    const take = async (count: number): Promise<number> => {
      await Promise.resolve()
      if (fails) throw new Error('gone')
      return count
    }
    const counters = new Counters()
    await expect(counters.take('WEB', take)).rejects.toThrow('gone')
    fails = false
    expect(await counters.take('WEB', take)).toBe(1)
  })
})

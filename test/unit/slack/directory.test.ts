import { expect, it } from 'vitest'
import { createLog } from '../../../src/log.ts'
import { DEFAULT_WORKING_HOURS } from '../../../src/domain/member.ts'
import type { MemberStore } from '../../../src/ports.ts'
import type { Clients } from '../../../src/slack/clients.ts'
import { buildDirectory } from '../../../src/slack/directory.ts'

const PAGES: Readonly<Record<string, object>> = {
  '': {
    members: [
      { id: 'UANA', name: 'ana', real_name: 'Ana Keller', profile: { display_name: '', real_name: 'Ana Keller' } },
      { id: 'UBOT', name: 'helper', is_bot: true },
    ],
    response_metadata: { next_cursor: 'two' },
  },
  two: {
    members: [{ id: 'UZOE', name: 'zoe', deleted: true, profile: { display_name: 'Zoë', real_name: 'Zoë Müller' } }],
    response_metadata: { next_cursor: '' },
  },
}

it('everybody is listed, page by page, with all of their names, and nobody is kept', async () => {
  const asked: object[] = []
  const list = async (args: { cursor?: string }) => {
    asked.push(args)
    return PAGES[args.cursor ?? '']
  }
  const directory = buildDirectory({
    clients: { clientFor: async () => ({ users: { list } }) } as unknown as Clients,
    members: {} as MemberStore,
    log: createLog('silent'),
    workingHours: DEFAULT_WORKING_HOURS,
  })
  const people = await directory.everybody('T1')
  expect(people.map(({ member: { id, kind, deleted }, names }) => [id, kind, deleted, names])).toEqual([
    ['UANA', 'member', false, ['ana', 'Ana Keller']],
    ['UBOT', 'bot', false, ['helper']],
    ['UZOE', 'member', true, ['zoe', 'Zoë', 'Zoë Müller']],
  ])
  expect(asked).toEqual([{ limit: 500 }, { limit: 500, cursor: 'two' }])
})

import { describe, expect, it } from 'vitest'
import type { MemberStore, ProjectStore } from '../../src/ports.ts'
import { rememberMembers, rememberProjects } from '../../src/remember.ts'
import { buildMember, buildProject } from '../support/builders.ts'

/** A store of one member that counts how often it is asked. */
function memberStore() {
  const asked: (readonly string[])[] = []
  let ana = buildMember()
  const store: MemberStore = {
    get: async () => ana,
    getMany: async (_workspaceId, ids) => {
      asked.push(ids)
      return ids.includes(ana.id) ? [ana] : []
    },
    put: async (member) => {
      ana = member
    },
  }
  return { store, asked, change: (name: string) => (ana = buildMember({ realName: name })) }
}

describe('members that are remembered', () => {
  it('are read once, and again after ten seconds or when this process writes them', async () => {
    const { store, asked, change } = memberStore()
    let wall = 0
    const members = rememberMembers(store, () => wall)
    expect((await members.get('T1', 'UANA'))?.realName).toBe('Ana Brandt')
    change('Ana Other')
    expect((await members.get('T1', 'UANA'))?.realName).toBe('Ana Brandt')
    wall = 10_000
    expect((await members.get('T1', 'UANA'))?.realName).toBe('Ana Other')
    await members.put(buildMember({ realName: 'Ana Mine' }))
    expect((await members.get('T1', 'UANA'))?.realName).toBe('Ana Mine')
    expect(asked).toHaveLength(3)
  })

  it('are not as they were before this process wrote them, though they began to be read before', async () => {
    const { store, change } = memberStore()
    let answer = (): void => {}
    const slow: MemberStore = {
      ...store,
      getMany: async (...asked) => {
        const read = await store.getMany(...asked)
        await new Promise<void>((resolve) => (answer = resolve))
        return read
      },
    }
    const members = rememberMembers(slow, () => 0)
    const reading = members.get('T1', 'UANA')
    await Promise.resolve()
    change('Ana Between')
    await members.put(buildMember({ realName: 'Ana Mine' }))
    answer()
    expect((await reading)?.realName).toBe('Ana Brandt')
    const later = members.get('T1', 'UANA')
    await Promise.resolve()
    answer()
    expect((await later)?.realName).toBe('Ana Mine')
  })

  it('are those of their workspace, and who is unknown is asked for each time', async () => {
    const { store, asked } = memberStore()
    const members = rememberMembers(store, () => 0)
    await members.getMany('T1', ['UANA', 'UBEN', 'UANA'])
    expect(await members.getMany('T1', ['UBEN', 'UANA'])).toEqual([buildMember()])
    await members.getMany('T2', ['UANA'])
    expect(asked).toEqual([['UANA', 'UBEN'], ['UBEN'], ['UANA']])
  })
})

describe('projects that are remembered', () => {
  it('are read anew once this process has changed one', async () => {
    let [reads, name] = [0, 'Old']
    const store = {
      active: async () => {
        reads += 1
        return [buildProject({ name })]
      },
      getMany: async () => [buildProject({ name })],
      save: async (project: ReturnType<typeof buildProject>) => project,
    } as unknown as ProjectStore
    const projects = rememberProjects(store, () => 0)
    const nameNow = async () => (await projects.getMany('T1', ['project-web']))[0]?.name
    await projects.active('T1')
    expect([(await projects.active('T1'))[0]?.name, await nameNow(), reads]).toEqual(['Old', 'Old', 1])
    name = 'New'
    expect(await nameNow()).toBe('Old')
    await projects.save(buildProject())
    expect([(await projects.active('T1'))[0]?.name, await nameNow(), reads]).toEqual(['New', 'New', 2])
  })
})

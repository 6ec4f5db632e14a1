import type { Command } from '../../domain/command.ts'
import type { Ports, Reply, Speech } from '../../ports.ts'
import { forgetList } from './forget-list.ts'
import { listTasks } from './list-tasks.ts'
import { nameListPeople } from './name-people.ts'
import { saveList } from './save-list.ts'
import { forgottenReply, savedListsReply } from './saved-views.ts'
import { listReply } from './views.ts'

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

/** `/task list`, and the lists that people keep under names. */
export const listRoutes = (ports: Ports) => ({
  list: async (speech: Speech, { save, ...said }: Of<'list'>): Promise<Reply> => {
    const listed = await listTasks(ports, speech, said)
    const saved = save === null ? null : await saveList(ports, speech, said, save)
    return listReply(listed, saved)
  },
  'saved-lists': async (speech: Speech): Promise<Reply> => {
    const lists = await ports.savedLists.ofMember(speech.workspaceId, speech.speaker.id)
    return savedListsReply(lists, await nameListPeople(ports, speech.workspaceId, lists))
  },
  'forget-list': async (speech: Speech, { name }: Of<'forget-list'>): Promise<Reply> => {
    const left = await forgetList(ports, speech, name)
    return forgottenReply(name, left, await nameListPeople(ports, speech.workspaceId, left))
  },
})

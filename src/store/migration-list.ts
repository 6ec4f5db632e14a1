import type { Connection } from 'mongoose'

/** One change to what is stored. It may run again from its start after a crash, so what it did must not disturb it. */
export interface Migration {
  /** Its place in the order, from 1 on; never used again. */
  readonly number: number
  /** What for. */
  readonly name: string
  /** Works on the collections as they are stored: schemas describe what will be after it. */
  run(connection: Connection): Promise<void>
}

/** Sets fields of all rows of a collection that have none of them yet. */
async function fillIn(connection: Connection, name: string, missing: string, fields: object): Promise<void> {
  await connection.collection(name).updateMany({ [missing]: { $exists: false } }, { $set: fields })
}

const NEW_TASK_FACTS = {
  leftMinutes: null,
  phaseId: null,
  fields: [],
  attachments: [],
  watcherIds: [],
  handoff: null,
  recurrence: null,
  mergedIntoId: null,
}
const NEW_PROJECT_FACTS = { private: false, phases: [], fields: [], cardsInChannel: false }
const FIRST_SETTINGS = {
  acceptance: 'handoffs',
  doneReaction: 'white_check_mark',
  proposeReaction: 'memo',
  unfurls: true,
}

/** All migrations there have ever been, in order. What they write is spelt out: the defaults of today are not theirs. */
export const MIGRATIONS: readonly Migration[] = [
  {
    number: 1,
    name: 'Give what is there the facts that tasks, projects and workspaces have gained',
    run: async (connection) => {
      await fillIn(connection, 'tasks', 'watcherIds', NEW_TASK_FACTS)
      await connection
        .collection('tasks')
        .updateMany(
          { 'checklist.text': { $exists: true }, 'checklist.ownerId': { $exists: false } },
          { $set: { 'checklist.$[].ownerId': null } },
        )
      await fillIn(connection, 'projects', 'cardsInChannel', NEW_PROJECT_FACTS)
      await fillIn(connection, 'workspaces', 'settings', { settings: FIRST_SETTINGS })
    },
  },
  {
    number: 2,
    name: 'Give tasks the time of their last write, by which lists are sorted',
    run: (connection) => fillIn(connection, 'tasks', 'touched', { touched: 0 }),
  },
]

import type { Commands } from '../context.ts'
import { aggregate } from './aggregate.ts'
import { AUTHENTICATION } from './authenticate.ts'
import { collMod, create, drop, dropDatabase, listCollections, listDatabases, renameCollection } from './collections.ts'
import { getMore, killCursors } from './cursors.ts'
import { remove } from './delete.ts'
import { explain } from './explain.ts'
import { findAndModify } from './find-and-modify.ts'
import { HANDSHAKE } from './handshake.ts'
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts'
import { insert } from './insert.ts'
import { count, distinct, find } from './read.ts'
import { SESSION_COMMANDS } from './session-commands.ts'
import { collStats, dbStats, validate } from './statistics.ts'
import { update } from './update.ts'

const ADMINISTRATION: Commands = {
  create,
  collMod,
  drop,
  dropDatabase,
  renameCollection,
  listCollections,
  listDatabases,
  createIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  listIndexes,
  collStats,
  dbStats,
  validate,
}

const READS: Commands = { find, getMore, killCursors, count, distinct, aggregate, explain }

const WRITES: Commands = { insert, update, delete: remove, findAndModify, findandmodify: findAndModify }

/** All commands by name. */
export const COMMANDS: Commands = {
  ...HANDSHAKE,
  ...AUTHENTICATION,
  ...SESSION_COMMANDS,
  ...ADMINISTRATION,
  ...READS,
  ...WRITES,
}

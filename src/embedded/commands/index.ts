import type { Command } from '../context.ts'
import { aggregate } from './aggregate.ts'
import { AUTHENTICATION } from './authenticate.ts'
import {
  collStats,
  create,
  dbStats,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  renameCollection,
} from './collections.ts'
import { remove } from './delete.ts'
import { bulkWrite } from './bulk-write.ts'
import { explain } from './explain.ts'
import { findAndModify } from './find-and-modify.ts'
import { HANDSHAKE } from './handshake.ts'
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts'
import { insert } from './insert.ts'
import { count, distinct, find, getMore, killCursors } from './read.ts'
import { SESSION_COMMANDS } from './session-commands.ts'
import { update } from './update.ts'
import { validate } from './validate.ts'

/** All commands by name. */
export const COMMANDS: { readonly [name: string]: Command | undefined } = {
  ...HANDSHAKE,
  ...AUTHENTICATION,
  ...SESSION_COMMANDS,
  insert,
  update,
  delete: remove,
  bulkWrite,
  find,
  getMore,
  killCursors,
  findAndModify,
  findandmodify: findAndModify,
  count,
  distinct,
  aggregate,
  explain,
  create,
  drop,
  dropDatabase,
  renameCollection,
  listCollections,
  listDatabases,
  collStats,
  dbStats,
  createIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
  listIndexes,
  validate,
}

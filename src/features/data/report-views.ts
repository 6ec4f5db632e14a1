import { TASK, VIEWS } from '../../block-kit/action-ids.ts'
import { actions, button, context, modal, section } from '../../block-kit/blocks.ts'
import type { View } from '../../block-kit/blocks.ts'
import { bold, escape, line } from '../../block-kit/mrkdwn.ts'
import { counted } from '../../cards/words.ts'
import { armed } from '../../domain/csv.ts'
import type { Cell } from '../../domain/csv.ts'
import type { Import, ImportRow } from '../../domain/import.ts'
import type { MessageContent, Post } from '../../domain/notice.ts'
import type { Project } from '../../domain/project.ts'
import { fileShown } from './import-form-views.ts'
import { problemsText } from './problem-views.ts'

export { bundlePost } from '../../cards/bundles.ts'

/** Stands in the modal once an import was agreed to. */
export const importBegun = (): View =>
  modal({
    callbackId: VIEWS.importPreview,
    title: 'Import tasks',
    close: 'Close',
    blocks: [
      section('Your tasks are being made. What came of it is told in your direct message with Runsheet, with Undo.'),
      context('You can close this; it goes on by itself.'),
    ],
  })

const failedWords = (failed: number): string =>
  `${counted(failed, 'row')} made no task. A file in this conversation has ${failed === 1 ? 'it' : 'them'}, with what is wrong; mend it there and import that file.`

function resultContent(imported: Import, project: Pick<Project, 'key'>): MessageContent {
  const { fileName, made, failed, stopped, rowCount, cursor, activityId } = imported
  const said = `Imported ${counted(made, 'task')} into ${escape(project.key)} from ${line(fileName, 80)}.`
  const buttons = [
    ...(activityId === null ? [] : [button('Undo', TASK.undo, activityId)]),
    ...(made === 0 ? [] : [button('Show tasks', TASK.say, `list ${project.key} sort:created`)]),
  ]
  return {
    text: said,
    blocks: [
      section(
        `${bold(`Imported ${counted(made, 'task')}`)} into ${bold(escape(project.key))} from ${fileShown(fileName)}.`,
      ),
      ...(stopped === null
        ? []
        : [
            section(
              `${escape(stopped)} ${counted(rowCount - cursor, 'row was', 'rows were')} not read; they are in the file too.`,
            ),
          ]),
      ...(failed > 0 ? [section(failedWords(failed))] : []),
      ...(buttons.length > 0 ? [actions(...buttons)] : []),
    ],
  }
}

/** Tells whoever began an import what came of it, once. */
export const resultPost = (imported: Import, project: Pick<Project, 'key'>, now: Date): Post => ({
  workspaceId: imported.workspaceId,
  key: `imported:${imported.id}`,
  kind: 'answer',
  to: { kind: 'member', memberId: imported.actorId },
  content: resultContent(imported, project),
  notBefore: now,
  premise: null,
  cardOfTaskId: null,
})

/** Tells that the rows which made no task could not be sent, and why. */
export const unreportedPost = (imported: Import, why: string, now: Date): Post => ({
  workspaceId: imported.workspaceId,
  key: `unreported:${imported.id}`,
  kind: 'answer',
  to: { kind: 'member', memberId: imported.actorId },
  content: { text: `The rows that made no task could not be sent. ${escape(why)}`, blocks: [] },
  notBefore: now,
  premise: null,
  cardOfTaskId: null,
})

/** What the file of rows that made no task is called, and what is said with it. */
export const reportFile = ({ fileName, failed, rowCount, cursor }: Import) => ({
  name: `${fileName
    .replace(/\.\w{1,5}$/, '')
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, '_')
    .slice(0, 80)}-not-imported.csv`,
  title: 'Rows that made no task',
  comment: `${counted(failed + rowCount - cursor, 'row')} of ${line(fileName, 80)} made no task. Each has its line in the file and what is wrong in front; mend it, and import this file.`,
})

export const reportHeader = (header: readonly string[]): readonly Cell[] => ['line', 'problem', ...header]

/**
 * A row that made no task; undefined for one that made one. A row that was not read says so. Cells are freed of the mark
 * against being run first: they get it again when they are written.
 */
export function reportRow(row: ImportRow, project: Pick<Project, 'fields' | 'phases'>): readonly Cell[] | undefined {
  if (row.outcome && 'taskId' in row.outcome) return undefined
  const problem = row.outcome ? problemsText(row.outcome.problems, project) : 'It was not read.'
  return [row.line, problem, ...row.cells.map(armed)]
}

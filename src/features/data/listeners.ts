import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt'
import { DATA, VIEWS } from '../../block-kit/action-ids.ts'
import type { CreateInBulk, Ports, TurnContext } from '../../ports.ts'
import { readingFile, readingRows, NO_FILE } from './import-form-views.ts'
import { BackPress, FileSubmission, ImportPress, ImportSubmission } from './inputs.ts'
import { openImport } from './open-import.ts'
import { planRows } from './plan-rows.ts'
import { readFile } from './read-file.ts'
import { readMapping, withAnswers, withMapping } from './read-import-forms.ts'
import { importBegun } from './report-views.ts'
import { returnToMapping } from './return-to-mapping.ts'
import { beginImport, runImport } from './run-import.ts'
import { showNext } from './show-next.ts'

/** “Import…” of a project, its forms, and the preview in which it is agreed to. */
export function registerData(app: App<TurnContext>, ports: Ports, create: CreateInBulk): void {
  app.action<BlockButtonAction>(DATA.import, async ({ ack, body, context: { workspaceId } }) => {
    await openImport(ports, { ...ImportPress.parse(body), workspaceId })
    await ack()
  })

  app.view<ViewSubmitAction>(VIEWS.importFile, async ({ ack, body, context: { workspaceId } }) => {
    const { viewId, fileId, ...of } = FileSubmission.parse(body)
    if (fileId === null) return ack({ response_action: 'errors', errors: NO_FILE })
    await ack({ response_action: 'update', view: readingFile() })
    await showNext(ports, { workspaceId, viewId }, () => readFile(ports, { ...of, workspaceId, fileId }))
  })

  app.view<ViewSubmitAction>(VIEWS.importMapping, async ({ ack, body, context: { workspaceId } }) => {
    const { viewId, of, state } = ImportSubmission.parse(body)
    const read = readMapping(state)
    if ('errors' in read) return ack({ response_action: 'errors', errors: { ...read.errors } })
    await ack({ response_action: 'update', view: readingRows() })
    await showNext(ports, { workspaceId, viewId }, () =>
      planRows(ports, { ...of, workspaceId }, (imported) => withMapping(imported, read.mapping)),
    )
  })

  app.view<ViewSubmitAction>(VIEWS.importQuestions, async ({ ack, body, context: { workspaceId } }) => {
    const { viewId, of, state } = ImportSubmission.parse(body)
    await ack({ response_action: 'update', view: readingRows() })
    await showNext(ports, { workspaceId, viewId }, () =>
      planRows(ports, { ...of, workspaceId }, (imported) => withAnswers(imported, state)),
    )
  })

  app.action<BlockButtonAction>(DATA.back, async ({ ack, body, context: { workspaceId } }) => {
    await ack()
    await returnToMapping(ports, { ...BackPress.parse(body), workspaceId })
  })

  app.view<ViewSubmitAction>(VIEWS.importPreview, async ({ ack, body, context: { workspaceId } }) => {
    const { of } = ImportSubmission.parse(body)
    await beginImport(ports, { ...of, workspaceId })
    await ack({ response_action: 'update', view: importBegun() })
    await runImport(ports, create, workspaceId, of.importId)
  })
}

import { findView } from './find-view.ts'
import { decideExport } from '../../domain/task-list.ts'
import type { FindTasks, Ports } from '../../ports.ts'

/** Finds which tasks filters mean for a file, for the feature beside this one that makes files. */
export const findForFile =
  (ports: Ports): FindTasks =>
  async (asking, { filters, name }) => {
    const said = { view: { filters, sort: null, group: null }, name }
    const { filter, subject } = await findView(ports, asking, said, decideExport)
    return { filter, filters: subject.filters }
  }

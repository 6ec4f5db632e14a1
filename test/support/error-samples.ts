import * as errors from '../../src/errors.ts'
import type { UserError } from '../../src/errors.ts'

/** Each factory of `errors.ts` with arguments as they occur: what comes out is read by people, and tested. */
export const ERROR_SAMPLES: Readonly<Record<string, readonly UserError[]>> = {
  unknownReference: [errors.unknownReference('WEB-12')],
  taskGone: [errors.taskGone()],
  unknownProject: [errors.unknownProject('WEB', []), errors.unknownProject('WEB', ['BRD', 'CMP'])],
  noProjectHere: [errors.noProjectHere([]), errors.noProjectHere(['WEB'])],
  severalProjectsHere: [errors.severalProjectsHere(['WEB', 'BRD'])],
  cannotOwn: (['unknown', 'bot', 'outsider', 'deactivated'] as const).map((why) => errors.cannotOwn('Ana', why)),
  refusedMove: [errors.refusedMove('WEB-12', 'is done already.')],
  notUnderstood: [errors.notUnderstood('That is no date.')],
  changedMeanwhile: [errors.changedMeanwhile('WEB-12')],
  circular: [errors.circular(['WEB-1', 'WEB-2', 'WEB-1'])],
  oneOwner: [errors.oneOwner(2)],
  contradictingFilters: [errors.contradictingFilters()],
  unknownList: [errors.unknownList('hot', []), errors.unknownList('hot', ['launch', 'mine-first'])],
  tooManyLists: [errors.tooManyLists(50)],
  unknownPhase: [errors.unknownPhase('copy', []), errors.unknownPhase('copy', ['Design', 'Build'])],
  tooManyToArrange: [errors.tooManyToArrange(5000, true), errors.tooManyToArrange(5000, false)],
  guestsChangeOne: [errors.guestsChangeOne()],
  listGone: [errors.listGone()],
  tooManyToChange: [errors.tooManyToChange(345, 200)],
  deedGone: [errors.deedGone()],
  cannotImport: [errors.cannotImport()],
  archivedProject: [errors.archivedProject('WEB')],
  importGone: [errors.importGone()],
  importRowsGone: [errors.importRowsGone()],
  draftGone: [errors.draftGone()],
  changedSinceThen: [
    errors.changedSinceThen('WEB-12', 'Ana', { what: ['Status', 'Due'], undoing: 'change' }),
    errors.changedSinceThen('WEB-12', 'Ana', { what: [], undoing: 'creation' }),
  ],
  cannotUndo: (['late', 'moved-on', 'nothing', 'not-yours', 'already', 'note', 'put-back'] as const).map(
    errors.cannotUndo,
  ),
  outsiderSpeaks: [errors.outsiderSpeaks()],
  interrupted: [errors.interrupted('done WEB-12')],
  messageGone: [errors.messageGone()],
  keyTaken: [errors.keyTaken('WEB', 'Website relaunch')],
  cannotRunProjects: [errors.cannotRunProjects()],
  whichProject: [
    errors.whichProject([], []),
    errors.whichProject([], ['WEB', 'BRD']),
    errors.whichProject(['WEB', 'BRD'], ['WEB', 'BRD']),
  ],
  cannotChangeSettings: [errors.cannotChangeSettings()],
  cannotHoldRole: (['unknown', 'bot', 'deactivated', 'outsider'] as const).map((why) =>
    errors.cannotHoldRole('Ana', why),
  ),
}

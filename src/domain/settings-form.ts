import { readEmoji } from './emoji.ts'
import { ACCEPTANCES } from './workspace.ts'
import type { WorkspaceSettings } from './workspace.ts'

/** What the form holds, by input; null where nothing is chosen or typed. */
export type SettingsState = Readonly<Record<string, string | null>>

export const SETTING_FIELDS = ['acceptance', 'doneReaction', 'proposeReaction', 'unfurls'] as const
export type SettingField = (typeof SETTING_FIELDS)[number]

export type SettingFault = 'missing' | 'no-emoji' | 'same-emoji'

/** A name that was taken though it may be a slip. */
export interface Doubt {
  readonly name: string
  readonly near: string
}

export type ReadSettings =
  | { readonly settings: WorkspaceSettings; readonly doubts: readonly Doubt[] }
  | { readonly faults: Readonly<Partial<Record<SettingField, SettingFault>>> }

type Faults = Partial<Record<SettingField, SettingFault>>

function readReaction(state: SettingsState, field: 'doneReaction' | 'proposeReaction', faults: Faults) {
  const read = readEmoji(state[field] ?? '')
  if (!('fault' in read)) return read
  faults[field] = read.fault
  return { name: null, near: null }
}

/** Reads the form of a workspace's settings. One emoji cannot do two things. */
export function readSettings(state: SettingsState): ReadSettings {
  const faults: Faults = {}
  const acceptance = ACCEPTANCES.find((each) => each === state['acceptance'])
  const unfurls = state['unfurls']
  const [done, propose] = [readReaction(state, 'doneReaction', faults), readReaction(state, 'proposeReaction', faults)]
  if (done.name !== null && done.name === propose.name) faults.proposeReaction = 'same-emoji'
  if (!acceptance) faults.acceptance = 'missing'
  if (unfurls !== 'on' && unfurls !== 'off') faults.unfurls = 'missing'
  if (!acceptance || Object.keys(faults).length > 0) return { faults }
  const settings = {
    acceptance,
    doneReaction: done.name,
    proposeReaction: propose.name,
    unfurls: unfurls === 'on',
  }
  const doubts = [done, propose].flatMap(({ name, near }) => (name !== null && near !== null ? [{ name, near }] : []))
  return { settings, doubts }
}

/** Which settings differ. */
export const changedSettings = (before: WorkspaceSettings, after: WorkspaceSettings): readonly SettingField[] =>
  SETTING_FIELDS.filter((field) => before[field] !== after[field])

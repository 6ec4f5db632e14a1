import type { Phase } from './project.ts'

export const PHASE_LIMITS = { phases: 20, name: 60 } as const

const fold = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** The phase that is called so, whatever the case, or the only one that begins so; null where there is none, or several. */
export function findPhase(phases: readonly Phase[], name: string): Phase | null {
  const wanted = fold(name)
  const exact = phases.find((phase) => fold(phase.name) === wanted)
  if (exact) return exact
  const beginning = phases.filter((phase) => wanted !== '' && fold(phase.name).startsWith(wanted))
  return beginning.length === 1 ? (beginning[0] ?? null) : null
}

export type PhaseFault = 'too-many' | 'too-long' | 'twice'

/**
 * The phases of a project as somebody names them, in their order. One that was there under that name keeps its id, so
 * that its tasks stay in it.
 *
 * @param newId makes an id that no phase has had
 */
export function readPhases(
  names: readonly string[],
  before: readonly Phase[],
  newId: () => string,
): { readonly phases: readonly Phase[] } | { readonly fault: PhaseFault } {
  const wanted = names.map((name) => name.trim().replaceAll(/\s+/g, ' ')).filter((name) => name !== '')
  if (wanted.length > PHASE_LIMITS.phases) return { fault: 'too-many' }
  if (wanted.some((name) => name.length > PHASE_LIMITS.name)) return { fault: 'too-long' }
  if (new Set(wanted.map(fold)).size < wanted.length) return { fault: 'twice' }
  return {
    phases: wanted.map((name) => {
      const known = before.find((phase) => fold(phase.name) === fold(name))
      return { id: known?.id ?? newId(), name }
    }),
  }
}

import { DEFAULT_WORKING_HOURS } from '../../../src/domain/member.ts'
import type { SpeechContext } from '../../../src/domain/speech.ts'

/** Wednesday 4 March 2026, 11:00 in Berlin. */
export const NOW = new Date('2026-03-04T10:00:00Z')

/** Somebody in Berlin who writes British English, unless told otherwise. */
export const speech = (over: Partial<SpeechContext> = {}): SpeechContext => ({
  now: NOW,
  zone: 'Europe/Berlin',
  locale: 'en-GB',
  workingHours: DEFAULT_WORKING_HOURS,
  projectKeys: ['WEB', 'BRD', 'CMP'],
  ...over,
})

import { readFileSync } from 'node:fs'
import { SHARED } from './needs.ts'
import { sendPayload } from './slack-requests.ts'
import type { SlackTarget } from './slack-requests.ts'

export const CORPUS = `${SHARED}data/payloads/incoming.json`

export interface Sample {
  readonly kind: string
  readonly payload: object
}

export interface SampleAnswer extends Sample {
  readonly status: number
  readonly body: string
  readonly milliseconds: number
}

/** What Slack's own tests take for payloads. Those of Socket Mode stand in envelopes, whose contents are sent as they are. */
export function readCorpus(): readonly Sample[] {
  const samples = JSON.parse(readFileSync(CORPUS, 'utf8')) as readonly Sample[]
  return samples
    .filter(({ kind }) => !kind.startsWith('socket:'))
    .map(({ kind, payload }) => (kind.startsWith('envelope:') ? opened(kind, payload) : { kind, payload }))
}

function opened(kind: string, envelope: object): Sample {
  const inner = (envelope as { payload: { event?: { type: string } } }).payload
  const kinds: Record<string, string> = {
    'envelope:slash_commands': 'slash_command',
    'envelope:events_api': `event:${inner.event?.type ?? ''}`,
  }
  return { kind: kinds[kind] ?? 'interactive', payload: inner }
}

/**
 * Sends all of them, signed, to an app that runs anywhere, or those of some kinds. `adapt` may put in ids that the app
 * knows.
 */
export async function sendCorpus(
  target: SlackTarget,
  adapt: (payload: object) => object = (payload) => payload,
  kinds?: RegExp,
): Promise<readonly SampleAnswer[]> {
  const answers: SampleAnswer[] = []
  for (const { kind, payload } of readCorpus()) {
    if (kinds && !kinds.test(kind)) continue
    const begun = performance.now()
    const response = await sendPayload(target, kind, adapt(payload))
    const body = await response.text()
    answers.push({ kind, payload, status: response.status, body, milliseconds: performance.now() - begun })
  }
  return answers
}

/** Those that Slack would not have taken for an answer. */
export const unanswered = (answers: readonly SampleAnswer[]): readonly object[] =>
  answers
    .filter(({ status, milliseconds }) => status !== 200 || milliseconds > 2_900)
    .map(({ kind, status, milliseconds, body }) => ({ kind, status, milliseconds, body }))

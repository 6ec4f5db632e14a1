import { readFileSync } from 'node:fs'
import { stopsCapture } from '../../src/domain/capture.ts'
import type { Capture } from '../../src/domain/capture.ts'
import { parseCommand } from '../../src/domain/command.ts'
import { DEFAULT_WORKING_HOURS } from '../../src/domain/member.ts'

/** A line as Slack sends it, who typed it when, and what it means, labelled by hand. Absent parts are not in the line. */
export interface Sample {
  readonly line: string
  readonly zone: string
  readonly locale: string
  /** ISO 8601 with the zone's offset, as `due`. */
  readonly now: string
  /** Working days where they are not Monday to Friday. */
  readonly days?: readonly number[]
  readonly expected: {
    readonly title: string
    readonly owners?: readonly string[]
    readonly due?: string
    readonly priority?: string
    readonly estimateMinutes?: number
    readonly labels?: readonly string[]
    readonly project?: string
    readonly after?: readonly string[]
    readonly problems?: readonly string[]
  }
}

/** How a sample was read. */
export interface Score {
  readonly sample: Sample
  readonly read: object
  readonly wanted: object
  readonly exact: boolean
  /** Another date than was meant, or a date where none or none clear was meant, or none where one was, and no word about it. */
  readonly silentlyWrongDate: boolean
}

export const loadSamples = (): readonly Sample[] =>
  JSON.parse(readFileSync(new URL('capture.json', import.meta.url), 'utf8')) as Sample[]

export function score(sample: Sample): Score {
  const { zone, locale, days } = sample
  const workingHours = days ? { ...DEFAULT_WORKING_HOURS, days } : DEFAULT_WORKING_HOURS
  const projectKeys = ['WEB', 'BRD', 'CMP']
  const command = parseCommand(sample.line, { now: new Date(sample.now), zone, locale, workingHours, projectKeys })
  const wanted = wantedOf(sample)
  if (command.kind !== 'create')
    return { sample, read: command, wanted, exact: false, silentlyWrongDate: sample.expected.due !== undefined }
  const read = readOf(command.capture)
  const stopped = command.capture.problems.some(stopsCapture)
  return {
    sample,
    read,
    wanted,
    exact: JSON.stringify(read) === JSON.stringify(wanted),
    silentlyWrongDate: !stopped && read.due !== wanted.due,
  }
}

function wantedOf({ expected }: Sample) {
  return {
    title: expected.title,
    owners: expected.owners ?? [],
    due: expected.due === undefined ? null : new Date(expected.due).toISOString(),
    priority: expected.priority ?? null,
    estimateMinutes: expected.estimateMinutes ?? null,
    labels: expected.labels ?? [],
    project: expected.project ?? null,
    after: expected.after ?? [],
    problems: [...(expected.problems ?? [])].sort(),
  }
}

function readOf(capture: Capture): ReturnType<typeof wantedOf> {
  return {
    title: capture.title,
    owners: capture.ownerIds,
    due: capture.due?.kind === 'understood' ? capture.due.at.toISOString() : null,
    priority: capture.priority,
    estimateMinutes: capture.estimateMinutes,
    labels: capture.labels,
    project: capture.projectKey,
    after: capture.after,
    problems: capture.problems.map(({ code }) => code).sort(),
  }
}

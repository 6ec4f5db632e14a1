import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

/** What operators watch, in Prometheus' terms. */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** How long Slack waited for an acknowledgement; it gives up after three seconds. */
  acknowledged(surface: string, milliseconds: number): void
  /** What became of a post. */
  delivered(outcome: string): void
  /** How long one round of the jobs took, and whether it failed. */
  jobsRan(milliseconds: number, failed: boolean): void
}

/** A registry of its own, so that several apps in one process (tests) do not share their figures. */
export function buildMetrics(): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const acknowledgement = new Histogram({
    name: 'runsheet_slack_acknowledgement_seconds',
    help: 'Time from the arrival of a request of Slack to its acknowledgement',
    labelNames: ['surface'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers: [register],
  })
  const outbox = new Counter({
    name: 'runsheet_outbox_outcomes_total',
    help: 'Attempts to deliver a post, by what became of it',
    labelNames: ['outcome'],
    registers: [register],
  })
  const jobs = new Histogram({
    name: 'runsheet_jobs_run_seconds',
    help: 'Time of one round of all jobs',
    labelNames: ['result'],
    buckets: [0.05, 0.25, 1, 5, 20, 60],
    registers: [register],
  })
  return {
    contentType: register.contentType,
    text: () => register.metrics(),
    acknowledged: (surface, milliseconds) => acknowledgement.observe({ surface }, milliseconds / 1000),
    delivered: (outcome) => outbox.inc({ outcome }),
    jobsRan: (milliseconds, failed) => jobs.observe({ result: failed ? 'failed' : 'done' }, milliseconds / 1000),
  }
}

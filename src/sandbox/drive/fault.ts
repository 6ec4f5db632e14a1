/** A mistake of the one who drives the sandbox: answered with a 4xx, what was wrong, and what would be right. */
export class CallerFault extends Error {
  readonly status: number
  readonly labels: readonly string[] | undefined

  constructor(message: string, options: { readonly status?: number; readonly labels?: readonly string[] } = {}) {
    super(message)
    this.name = 'CallerFault'
    this.status = options.status ?? 400
    this.labels = options.labels
  }
}

/** What Slack shows the person instead of doing it: status 200, `ok: false`. */
export class Shown extends Error {
  readonly ackMs: number | null

  constructor(text: string, ackMs: number | null = null) {
    super(text)
    this.name = 'Shown'
    this.ackMs = ackMs
  }
}

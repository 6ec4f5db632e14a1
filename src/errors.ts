/**
 * A mistake that the person can mend: its text is shown to them as it is, kind and complete, and logged at info.
 *
 * `draft` is what they typed, where there was something to lose: the answer then has a button that opens it in the modal.
 */
export class UserError extends Error {
  readonly code: string
  readonly userText: string
  readonly draft: string | null

  constructor(code: string, userText: string, draft: string | null = null) {
    super(code)
    this.name = 'UserError'
    this.code = code
    this.userText = userText
    this.draft = draft
  }
}
/** An aggregate changed between reading and saving; the transactor runs the use case again. */
export class StaleVersion extends Error {
  constructor(what: string) {
    super(`${what} changed meanwhile`)
    this.name = 'StaleVersion'
  }
}

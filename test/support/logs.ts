import type { Log } from '../../src/ports.ts'

export interface Line {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A log whose lines a test can read. */
export function recordingLog(): Log & { readonly lines: readonly Line[] } {
  const lines: Line[] = []
  const make = (base: object): Log & { lines: Line[] } => {
    const write =
      (level: Line['level']) =>
      (fields: object, message: string): void => {
        lines.push({ level, message, fields: { ...base, ...fields } })
      }
    return {
      lines,
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (fields) => make({ ...base, ...fields }),
    }
  }
  return make({})
}

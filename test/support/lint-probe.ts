import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const LINTER = join(process.cwd(), 'node_modules/.bin/oxlint')

const Override = z.looseObject({ files: z.array(z.string()), rules: z.record(z.string(), z.unknown()).optional() })
const Configuration = z.looseObject({ options: z.looseObject({}), overrides: z.array(Override) })
const Report = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
})

export type LintConfiguration = z.infer<typeof Configuration>

export const readLintConfiguration = async (): Promise<LintConfiguration> =>
  Configuration.parse(JSON.parse(await readFile('.oxlintrc.json', 'utf8')))

/**
 * Lints files that exist nowhere but in a temporary folder, under the project's own rules, and says what fired:
 * `file:line rule`. Rules that ask the type checker are left out, since nothing here can be resolved.
 */
export async function lintProbes(files: ReadonlyMap<string, readonly string[]>): Promise<ReadonlySet<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'lint-probe-'))
  try {
    const configuration = await readLintConfiguration()
    const untyped = { ...configuration, $schema: undefined, options: { ...configuration.options, typeAware: false } }
    await writeFile(join(folder, '.oxlintrc.json'), JSON.stringify(untyped))
    for (const [path, lines] of files) {
      await mkdir(join(folder, dirname(path)), { recursive: true })
      await writeFile(join(folder, path), `${lines.join('\n')}\n`)
    }
    const { diagnostics } = Report.parse(JSON.parse(await runLinter(folder)))
    return new Set(
      diagnostics.map(({ code, filename, labels }) => `${filename}:${labels[0]?.span.line ?? 0} ${ruleName(code)}`),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The linter's exit code is 1 when a rule fired, which here is what is hoped for. */
async function runLinter(folder: string): Promise<string> {
  try {
    return (await promisify(execFile)(LINTER, ['-f', 'json', '.'], { cwd: folder, maxBuffer: 1 << 26 })).stdout
  } catch (error) {
    const { stdout } = z.object({ stdout: z.string().min(1) }).parse(error)
    return stdout
  }
}

const ruleName = (code: string): string => /\(([\w-]+)\)$/.exec(code)?.[1] ?? code

import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import * as ids from '../src/block-kit/action-ids.ts'
import { COMMANDS, SHORTCUTS } from '../src/block-kit/action-ids.ts'
import * as errors from '../src/errors.ts'
import { UserError } from '../src/errors.ts'
import { BOT_SCOPES } from '../src/slack/scopes.ts'
import { ERROR_SAMPLES } from './support/error-samples.ts'
import { IMPORT_RULES } from './support/import-rules.ts'
import { lintProbes, readLintConfiguration } from './support/lint-probe.ts'
import { describeWith, SHARED } from './support/needs.ts'

/** All tracked and new files of a folder, with their text. */
function filesIn(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') }))
}

const sources = filesIn('src')
/** Runsheet itself: what it stands on where nothing is installed knows neither it nor its manifest. */
const own = sources.filter(({ path }) => !/^src\/(sandbox|embedded)\//.test(path))

/** `path:line` of all that matches, comments left out. */
function found(pattern: RegExp, files = sources): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line.replace(/\/\/.*|^\s*\/?\*.*/, '')) ? [`${path}:${index + 1}`] : [])),
  )
}

describe('who may import whom', () => {
  const forms = (specifier: string): readonly string[] => [
    `import { probe as NAME } from '${specifier}'`,
    `import type { probe as NAME } from '${specifier}'`,
    `export { probe as NAME } from '${specifier}'`,
    `export const NAME = () => import('${specifier}')`,
  ]
  const typeForm = (specifier: string): string => forms(specifier)[1] ?? ''
  const notTypeForms = (specifier: string): readonly string[] => forms(specifier).filter((_, form) => form !== 1)
  const probes = IMPORT_RULES.map(({ file, forbidden, typesOnly = [], allowed }) => ({
    file,
    fires: [...forbidden.flatMap(forms), ...typesOnly.flatMap(notTypeForms)],
    passes: [...allowed.flatMap(forms), ...typesOnly.map(typeForm)],
  }))
  const named = (lines: readonly string[]) => lines.map((line, index) => line.replace('NAME', `probe${index}`))
  const linted = lintProbes(new Map(probes.map(({ file, fires, passes }) => [file, named([...fires, ...passes])])))

  it('has a probe for each import rule of the linter', async () => {
    const { overrides } = await readLintConfiguration()
    const rules = overrides
      .filter((override) => override.rules?.['eslint/no-restricted-imports'] !== undefined)
      .map((override) => override.files.join(' '))
    expect(IMPORT_RULES.map(({ files }) => files.join(' ')).toSorted()).toEqual(rules.toSorted())
  })

  it.each(probes)('$file: what is forbidden fires, what is allowed does not', async ({ file, fires, passes }) => {
    const reported = await linted
    const fired = (line: number): boolean => reported.has(`${file}:${line} no-restricted-imports`)
    expect(fires.filter((_, index) => !fired(index + 1))).toEqual([])
    expect(passes.filter((_, index) => fired(fires.length + index + 1))).toEqual([])
  })
})

describe('what the linter bans', () => {
  const bans = [
    ['src/features/probe/make-probe.ts', 'export const at = Date.now()', 'no-restricted-properties'],
    ['src/features/probe/make-probe.ts', 'export const env = process.env', 'no-restricted-properties'],
    ['src/features/probe/make-probe.ts', "console.log('x')", 'no-console'],
    ['src/features/probe/make-probe.ts', 'export const x: any = 1', 'no-explicit-any'],
    ['src/features/probe/make-probe.ts', 'export const y = [1][0]!', 'no-non-null-assertion'],
    ['test/unit/probe.test.ts', "vi.mock('../../src/errors.ts')", 'no-restricted-vi-methods'],
  ] as const
  const byFile = new Map<string, string[]>()
  for (const [path, line] of bans) byFile.set(path, [...(byFile.get(path) ?? []), line])
  const long = Array.from({ length: 301 }, (_, index) => `export const n${index} = ${index}`)
  const linted = lintProbes(new Map([...byFile, ['src/features/probe/long.ts', long]]))

  it.each(bans)('%s: %s', async (path, line, rule) => {
    const at = (byFile.get(path) ?? []).indexOf(line) + 1
    expect([...(await linted)]).toContain(`${path}:${at} ${rule}`)
  })

  it('stops a file of more than 300 lines', async () => {
    expect([...(await linted)].filter((hit) => hit.endsWith(' max-lines'))).toHaveLength(1)
  })
})

describe('what no linter can see', () => {
  test('only the clock asks for the present instant', () => {
    expect(
      found(/new Date\(\)|Date\.now\(/).filter(
        (hit) => !/^src\/(app|clock|sandbox\/real-time|embedded\/index)\.ts:/.test(hit),
      ),
    ).toEqual([])
  })

  test('nothing is written to the console', () => {
    expect(found(/\bconsole\./).filter((hit) => !/^src\/((embedded|sandbox)\/)?main\.ts:/.test(hit))).toEqual([])
  })

  test('only the configuration reads the environment', () => {
    const readers = /^src\/(config|main|embedded\/main|sandbox\/main)\.ts:/
    expect(found(/\bprocess\.env\b/).filter((hit) => !readers.test(hit))).toEqual([])
  })

  test('every mark for later carries the number of an issue', () => {
    // Spelt so that it does not find itself.
    const mark = /\b([T]ODO|[F]IXME|[X]XX)\b(?! #\d)/
    const marked = [...sources, ...filesIn('test'), ...filesIn('scripts')].filter(({ text }) => mark.test(text))
    expect(marked.map(({ path }) => path)).toEqual([])
  })

  test('every job has a name of its own', () => {
    const jobs = own.filter(({ path }) => path.startsWith('src/jobs/'))
    const names = jobs.flatMap(({ text }) => [...text.matchAll(/\bname: '([\w-]+)'/g)].map((match) => match[1]))
    expect(names.length).toBeGreaterThan(1)
    expect(new Set(names).size).toBe(names.length)
  })

  test('.env.example names every variable of the configuration and no other', () => {
    const read = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
      (match) => match[1] ?? '',
    )
    const shown = [...readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z_]+)=$/gm)].map((match) => match[1] ?? '')
    expect(read.length).toBeGreaterThan(10)
    expect(shown.toSorted()).toEqual(read.toSorted())
  })
})

describe('ids', () => {
  test('each is given once, and is `feature.verb`', () => {
    const { COMMANDS: _, ...groups } = ids
    const all = Object.values(groups).flatMap((group) => Object.values(group))
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([])
    expect(all.filter((id) => !/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(id))).toEqual([])
  })
})

describe('what people can press and send', () => {
  const names = Object.entries(ids).flatMap(([group, each]) => Object.keys(each).map((name) => `${group}.${name}`))

  test.each(names)('%s is listened to', (name) => {
    const pattern = new RegExp(`\\b${name.replace('.', '\\.')}\\b`)
    expect(found(pattern, own).filter((hit) => /\/listeners\.ts:/.test(hit))).not.toEqual([])
  })
})

describe('errors that people read', () => {
  const factories = Object.entries(errors).filter(([, value]) => !/^class\b/.test(String(value)))

  test('each factory has samples', () => {
    expect(Object.keys(ERROR_SAMPLES).toSorted()).toEqual(factories.map(([name]) => name).toSorted())
  })

  test.each(Object.entries(ERROR_SAMPLES).flatMap(([name, made]) => made.map((error) => [name, error] as const)))(
    '%s says something complete',
    (_, error) => {
      expect(error).toBeInstanceOf(UserError)
      expect(error.code).toMatch(/^[a-z]+([-.][a-z]+)*$/)
      expect(error.userText).toMatch(/^\S.*\S.*\.$/s)
      expect(error.userText).not.toMatch(/undefined|null|NaN|\[object|\s{2}|[<>]/)
    },
  )
})

const reference = (path: string): unknown => JSON.parse(readFileSync(`${SHARED}${path}`, 'utf8'))

const MethodScopes = z.object({ scope: z.object({ bot: z.array(z.string()).default([]) }).optional() })
const EventScopes = z.object({ scopes: z.array(z.string()) })
const Manifest = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), should_escape: z.boolean() })),
    shortcuts: z.array(z.object({ callback_id: z.string() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
})

describe('manifest.yml', () => {
  const document: unknown = parse(readFileSync('manifest.yml', 'utf8'))
  const manifest = Manifest.parse(document)
  const scopes = manifest.oauth_config.scopes.bot
  const events = manifest.settings.event_subscriptions.bot_events
  const handled = own.flatMap(({ text }) =>
    [...text.matchAll(/\bapp\.event(?:<[^(]*>)?\(\s*'([\w.]+)'/g)].map((match) => match[1] ?? ''),
  )

  test('has the commands of the code and no other, each with should_escape', () => {
    const { slash_commands: commands } = manifest.features
    expect(commands.map(({ command }) => command).toSorted()).toEqual(Object.values(COMMANDS).toSorted())
    expect(commands.filter(({ should_escape }) => !should_escape)).toEqual([])
  })

  test('has the shortcuts of the code and no other', () => {
    const shown = manifest.features.shortcuts.map(({ callback_id }) => callback_id)
    expect(shown.toSorted()).toEqual(Object.values(SHORTCUTS).toSorted())
  })

  test('asks for the scopes that an installation asks for', () => {
    expect(scopes.toSorted()).toEqual(BOT_SCOPES.toSorted())
  })

  test('subscribes to the events that are listened to and no other', () => {
    // Messages come by the kind of their channel, and all of them as `message`.
    const heard = events.map((name) => name.replace(/^message\..*/, 'message'))
    expect([...new Set(handled)].toSorted()).toEqual([...new Set(heard)].toSorted())
  })

  describeWith(`${SHARED}data/manifest`, "Slack's schemas of the manifest")('by the schema', () => {
    it.each(['1.0.0', '2.0.0'])('%s it is valid', (version) => {
      const schema = z.record(z.string(), z.unknown()).parse(reference(`data/manifest/manifest.schema.${version}.json`))
      const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema)
      validate(document)
      expect(validate.errors ?? []).toEqual([])
    })
  })

  describeWith(`${SHARED}data/slack-api`, "Slack's definitions of its methods and events")('by its scopes', () => {
    /** What no method or event names: commands and shortcuts, and posting where Runsheet has not been invited. */
    const others = ['commands', 'chat:write.public']
    const called = () =>
      readdirSync(`${SHARED}data/slack-api/methods`)
        .map((name) => name.replace(/\.json$/, ''))
        .filter((name) => found(new RegExp(`\\.${name.replaceAll('.', '\\.')}\\(`), own).length > 0)
    const methodScopes = (name: string) =>
      MethodScopes.parse(reference(`data/slack-api/methods/${name}.json`)).scope?.bot ?? []
    /** Events that the reference data leaves out, with the scopes that Slack's documentation names. */
    const undescribed: Readonly<Record<string, readonly string[]>> = { file_deleted: ['files:read'] }
    /** One of them is written with a full stop for its colon. */
    const eventScopes = (name: string) =>
      EventScopes.parse(reference(`data/slack-api/events/${name}.json`)).scopes.map((scope) =>
        scope.includes(':') ? scope : scope.replace('.', ':'),
      )
    /** For each thing done, the scopes of which one is enough. */
    const needs = () => [
      ...called().map((name) => ({ name, anyOf: methodScopes(name) })),
      ...events.map((name) => ({ name, anyOf: undescribed[name] ?? eventScopes(name) })),
    ]

    it('sees what the code calls', () => {
      expect(called()).toEqual(expect.arrayContaining(['chat.postMessage', 'chat.update', 'views.open']))
    })

    it('may do all that the code does', () => {
      const granted = (anyOf: readonly string[]) => anyOf.length === 0 || anyOf.some((scope) => scopes.includes(scope))
      expect(needs().filter(({ anyOf }) => !granted(anyOf))).toEqual([])
    })

    it('asks for nothing that the code does not use', () => {
      const used = new Set([...others, ...needs().flatMap(({ anyOf }) => anyOf)])
      expect(scopes.filter((scope) => !used.has(scope))).toEqual([])
    })
  })
})

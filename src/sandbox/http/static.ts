import { createRequire } from 'node:module'
import { promises } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { send } from './answer.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Where the compiled page is: beside the compiled server, also when this runs from the sources. */
const WEB = fileURLToPath(new URL('../../../dist/sandbox/web/', import.meta.url))
const require = createRequire(import.meta.url)

/** Serves the page and what it imports: `/`, `/web/*`, the one module that it shares with the server, `/modules/PACKAGE/*`. */
export async function serveStatic(response: ServerResponse, path: string): Promise<void> {
  const file = fileFor(path)
  const content = file === undefined ? undefined : await promises.readFile(file).catch(() => undefined)
  if (content === undefined || file === undefined) {
    return send(response, 404, path === '/' ? NO_PAGE : 'not found', { 'content-type': 'text/plain; charset=utf-8' })
  }
  return send(response, 200, content, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
}

const NO_PAGE = 'The page is not built: run "npm run build". The APIs under /api/ and /sandbox/ are there.'

function fileFor(path: string): string | undefined {
  if (path === '/' || path === '/index.html') return join(WEB, 'assets', 'index.html')
  if (path === '/emoji-names.js') return join(WEB, '..', 'emoji-names.js')
  if (path === '/favicon.ico') return join(WEB, 'assets', 'favicon.ico')
  const [, root, rest] = /^\/(web|modules)\/(.+)$/.exec(decodeURIComponent(path)) ?? []
  if (rest === undefined) return undefined
  return root === 'web' ? within(WEB, rest) : moduleFile(rest)
}

/** A path inside a folder, or nothing when it leads out of it. */
function within(folder: string, rest: string): string | undefined {
  const file = normalize(join(folder, rest))
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : undefined
}

const folders = new Map<string, string | undefined>()

function moduleFile(rest: string): string | undefined {
  const [, name, inside] = /^((?:@[\w.-]+\/)?[\w.-]+)\/(.+)$/.exec(rest) ?? []
  if (name === undefined || inside === undefined || !isPublic(name)) return undefined
  if (!folders.has(name)) folders.set(name, packageFolder(name))
  const folder = folders.get(name)
  return folder === undefined ? undefined : within(folder, inside)
}

/** Only what the page is made of may be read. */
const isPublic = (name: string): boolean => /^(preact|gemoji|marked|@preact\/[\w-]+)$/.test(name)

function packageFolder(name: string): string | undefined {
  for (const base of require.resolve.paths(name) ?? []) {
    const folder = join(base, name)
    try {
      require(join(folder, 'package.json'))
      return folder
    } catch {
      continue
    }
  }
  return undefined
}

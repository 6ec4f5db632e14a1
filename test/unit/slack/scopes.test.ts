import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { BOT_SCOPES } from '../../../src/slack/scopes.ts'

const Manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })

it('an installation by OAuth asks for what the manifest names, and no more', () => {
  const manifest = Manifest.parse(parse(readFileSync('manifest.yml', 'utf8')))
  expect([...BOT_SCOPES].sort()).toEqual(manifest.oauth_config.scopes.bot.sort())
})

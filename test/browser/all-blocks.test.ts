import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startChromium } from '../support/browser.ts'
import type { Chromium } from '../support/browser.ts'
import { startDeskWorld } from '../support/desk/world.ts'
import type { DeskWorld } from '../support/desk/world.ts'
import { CHROMIUM, describeWith, SHARED } from '../support/needs.ts'

const VALID = `${SHARED}data/block-kit/valid/`

type Json = Readonly<Record<string, unknown>>

const load = (folder: string): readonly (readonly [string, Json])[] =>
  existsSync(VALID)
    ? readdirSync(VALID + folder).map(
        (file) => [file, JSON.parse(readFileSync(`${VALID}${folder}/${file}`, 'utf8')) as Json] as const,
      )
    : []

/** Blocks that Slack takes in no message. */
const MODAL_ONLY = new Set(['alert', 'file'])
const MODAL_ELEMENTS = new Set(['file_input'])

describeWith(VALID, 'the valid blocks')('every valid block', () => {
  describeWith(CHROMIUM, 'Chromium')('drawn by the page', () => {
    let world: DeskWorld
    let browser: Chromium

    beforeAll(async () => {
      world = await startDeskWorld()
      browser = await startChromium()
    })
    afterAll(async () => {
      await browser?.close()
      await world?.stop()
    })

    it('is drawn in a message, none as unknown and nothing fetched from outside', async () => {
      const drawn: string[] = []
      for (const [file, block] of load('blocks')) {
        if (MODAL_ONLY.has(String(block['type']))) continue
        await world.client.apiCall('chat.postMessage', {
          channel: '#general',
          text: file,
          blocks: JSON.stringify([block]),
        })
        drawn.push(file)
      }
      const at = await browser.open(world.sandbox.url, { as: 'ana', width: 1280 })
      await expect.poll(() => at.page.getByRole('article').count()).toBe(drawn.length)
      expect(await at.page.locator('.unknown').allInnerTexts()).toEqual([])
      const empty = await at.page
        .locator('.message-body')
        .evaluateAll((bodies) => bodies.filter((body) => body.scrollHeight === 0).length)
      expect(empty).toBe(0)
      await at.close()
    })

    it('has every element drawn in a modal or message', async () => {
      const elements = load('elements').filter(([, element]) => !['image', 'url'].includes(String(element['type'])))
      const unknown: string[] = []
      const interactive = elements.filter(([, element]) => !String(element['type']).endsWith('_input'))
      for (const [file, element] of interactive) {
        if (MODAL_ELEMENTS.has(String(element['type']))) continue
        const blocks = JSON.stringify([{ type: 'actions', elements: [element] }])
        await world.client.apiCall('chat.postMessage', { channel: '#brand-refresh', text: file, blocks })
      }
      const at = await browser.open(world.sandbox.url, { as: 'ana', in: 'brand-refresh' })
      await expect.poll(() => at.page.getByRole('article').count()).toBe(interactive.length)
      unknown.push(...(await at.page.locator('.unknown').allInnerTexts()))
      const controls = await at.page
        .locator('.message-body')
        .evaluateAll(
          (bodies) => bodies.filter((body) => body.querySelector('button, input, a, select') === null).length,
        )
      expect(unknown).toEqual([])
      expect(controls).toBe(0)
      await at.close()
    })

    it('has every kind of rich text drawn with its words', async () => {
      const parts = load('rich_text')
        .map(([, part]) => part)
        .map((part) =>
          String(part['type']).startsWith('rich_text_') ? part : { type: 'rich_text_section', elements: [part] },
        )
      await world.client.apiCall('chat.postMessage', {
        channel: '#escalations',
        text: 'rich',
        blocks: JSON.stringify([{ type: 'rich_text', elements: parts }]),
      })
      const at = await browser.open(world.sandbox.url, { as: 'ana', in: 'escalations' })
      const text = at.page.getByRole('article').first()
      for (const words of [
        'I am a bold rich text block!',
        'def hello_world():',
        'Google',
        'Mark',
        'Great and good',
        'The only true wisdom',
      ]) {
        await expect.poll(() => text.innerText()).toContain(words)
      }
      expect(await text.getByRole('listitem').count()).toBeGreaterThanOrEqual(5)
      await at.close()
    })
  })
})

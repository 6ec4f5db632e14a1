import { afterAll, beforeAll, expect, it } from 'vitest'
import { dialog, faultsInLightAndDark, message, startChromium, write } from '../support/browser.ts'
import type { Chromium } from '../support/browser.ts'
import { startDeskWorld } from '../support/desk/world.ts'
import type { DeskWorld } from '../support/desk/world.ts'
import { CHROMIUM, describeWith } from '../support/needs.ts'

const SCREENS = [
  { name: 'desktop', width: 1280 },
  { name: 'phone', width: 390 },
] as const

describeWith(CHROMIUM, 'Chromium')('the page for everybody', () => {
  let world: DeskWorld
  let browser: Chromium

  beforeAll(async () => {
    world = await startDeskWorld()
    browser = await startChromium()
    const at = await browser.open(world.sandbox.url, { as: 'ben' })
    await write(at.page, 'A desk please: <@here> `code` https://example.com > desk please')
    await write(at.page, '/desk show')
    await message(at.page, 'Desk 4 for').waitFor()
    await at.close()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  it.each(SCREENS)('has no faults by axe in a conversation with a thread ($name)', async ({ width }) => {
    const at = await browser.open(world.sandbox.url, { as: 'ana', width })
    await message(at.page, 'Desk 4 for').waitFor()
    await message(at.page, 'A desk please').getByText('1 reply').click()
    await at.page.getByRole('complementary', { name: 'Thread' }).getByText('Which day?').waitFor()
    expect(await faultsInLightAndDark(at.page)).toEqual([])
    await at.close()
  })

  it.each(SCREENS)('has no faults by axe in a modal and on Home ($name)', async ({ width }) => {
    const at = await browser.open(world.sandbox.url, { as: 'eve', width })
    await write(at.page, '/desk form')
    const form = dialog(at.page, 'Book a desk')
    await form.getByRole('button', { name: 'Book', exact: true }).click()
    await form.getByText('Please complete').first().waitFor()
    expect(await faultsInLightAndDark(at.page)).toEqual([])
    await form.getByRole('button', { name: 'Not now' }).click()
    const home = await browser.open(world.sandbox.url, { as: 'eve', in: '@Desk', tab: 'home', width })
    await home.page.getByText('waits for your yes').waitFor()
    expect(await faultsInLightAndDark(home.page)).toEqual([])
    await home.close()
    await at.close()
  })

  it.each(SCREENS)('has no faults by axe in the traffic inspector ($name)', async ({ width }) => {
    const at = await browser.open(world.sandbox.url, { as: 'ana', width })
    await at.page.getByRole('button', { name: 'Traffic inspector' }).click()
    await at.page.getByRole('button', { name: '/desk' }).first().click()
    expect(await faultsInLightAndDark(at.page)).toEqual([])
    await at.close()
  })

  it.each([
    { what: 'the emoji', name: 'Emoji' },
    { what: 'the members of a channel', name: /^\d+ members$/u },
    { what: 'the list of channels', name: 'Browse channels' },
    { what: 'whom to act as', name: /^Acting as .*Change/u },
    { what: 'the time to move to', name: 'Go to…' },
  ])('has no faults by axe with $what open', async ({ name }) => {
    const at = await browser.open(world.sandbox.url, { as: 'ana' })
    await message(at.page, 'Desk 4 for').waitFor()
    await at.page.getByRole('button', { name, exact: true }).first().click()
    expect(await faultsInLightAndDark(at.page)).toEqual([])
    await at.close()
  })

  it('can be used by keyboard alone: write, open a menu, act, come back', async () => {
    const at = await browser.open(world.sandbox.url, { as: 'ana' })
    const focus = () => at.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    const role = () => at.page.evaluate(() => document.activeElement?.getAttribute('role'))
    await expect.poll(focus).toBe('Message #general')
    await at.page.keyboard.type('Typed and sent')
    await at.page.keyboard.press('Enter')
    await message(at.page, 'Typed and sent').waitFor()
    await at.page.keyboard.press('Tab')
    expect(await focus()).toBe('Shortcuts and files')
    await at.page.keyboard.press('Enter')
    await expect.poll(role).toBe('menuitem')
    await at.page.keyboard.press('Escape')
    expect(await focus()).toBe('Shortcuts and files')
    await at.page.keyboard.press('Enter')
    await expect.poll(role).toBe('menuitem')
    await at.page.keyboard.press('Enter')
    await dialog(at.page, 'Book a desk').waitFor()
    for (let i = 0; i < 40; i += 1) await at.page.keyboard.press('Tab')
    const inside = await at.page.evaluate(
      () => document.activeElement?.closest('dialog') !== null || document.activeElement === document.body,
    )
    expect(inside).toBe(true)
    await at.page.keyboard.press('Escape')
    await expect.poll(() => at.page.getByRole('dialog').count()).toBe(0)
    expect(await focus()).toBe('Shortcuts and files')
    await at.close()
  })

  it('tells a screen reader of new messages', async () => {
    const at = await browser.open(world.sandbox.url, { as: 'ana' })
    await message(at.page, 'Desk 4 for').waitFor()
    await world.client.chat.postMessage({ channel: '#general', text: 'Listen to this' })
    await expect
      .poll(() => at.page.getByRole('status').filter({ hasText: 'Listen' }).innerText())
      .toBe('Desk: Listen to this')
    await at.close()
  })

  it('fits a screen of 360 pixels', async () => {
    const at = await browser.open(world.sandbox.url, { as: 'ana', width: 360 })
    await message(at.page, 'Desk 4 for').waitFor()
    const over = await at.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(over).toBeLessThanOrEqual(0)
    await at.page.getByRole('button', { name: 'Conversations', exact: true }).click()
    await at.page.getByRole('navigation').getByRole('button', { name: 'brand-refresh' }).click()
    await at.page.getByRole('heading', { name: 'brand-refresh', level: 1 }).waitFor()
    await expect.poll(() => at.page.getByRole('navigation').isVisible()).toBe(false)
    await at.close()
  })
})

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { accessibilityFaults, choose, dialog, fromMenu, message, startChromium, write } from '../support/browser.ts'
import type { Chromium, SandboxPage } from '../support/browser.ts'
import { read } from '../support/drive.ts'
import { CHROMIUM, describeWith } from '../support/needs.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

describeWith(CHROMIUM, 'Chromium')('Runsheet on the page', () => {
  let bot: TestRunsheet
  let browser: Chromium
  let at: SandboxPage

  beforeAll(async () => {
    bot = await startRunsheet()
    browser = await startChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await bot?.stop()
  })
  beforeEach(async () => {
    at = await browser.open(bot.url, { as: 'ana', in: 'web-redesign' })
  })
  afterEach(async () => {
    await at.close()
  })

  it('creates a task from a line, lists it, and finishes it', async () => {
    await write(at.page, '/task Crop the photos @eve due fri 5pm !high')
    const echo = message(at.page, 'Created').filter({ hasText: 'Crop the photos' })
    await echo.getByText('Owner: eve').waitFor()
    await write(at.page, '/task list @eve week')
    const list = message(at.page, /open tasks?: owned by eve, due this week/)
    await list.getByText('Crop the photos').waitFor()
    await message(at.page, 'Created').getByRole('button', { name: 'Show task' }).click()
    const card = message(at.page, 'Status: Todo')
    await card.getByRole('button', { name: 'Done' }).click()
    await message(at.page, 'Status: Done').waitFor()
    expect(read(await bot.say('ana', '#general', '/task list @eve week'))).not.toContain('Crop the photos')
  })

  it('creates a task in the form, with errors at the fields first', async () => {
    await write(at.page, '/task')
    const form = dialog(at.page, 'New task')
    await form.getByLabel('Title').fill('Style tile')
    await form.getByLabel('Due').fill('sometime')
    await form.getByRole('button', { name: 'Create' }).click()
    await form.getByText('“sometime” could not be read as a date.').waitFor()
    expect(await accessibilityFaults(at.page)).toEqual([])
    await form.getByLabel('Due').fill('fri')
    await choose(at.page, form, { label: /Owner/, option: /Eve/ })
    await form.getByRole('button', { name: 'Create' }).click()
    await message(at.page, 'Created').filter({ hasText: 'Style tile' }).waitFor()
  })

  it('creates a task from a message, whose thread gets the card', async () => {
    await write(at.page, 'Can somebody order the signage by Thursday?')
    await fromMenu(at.page, message(at.page, 'Can somebody'), 'Create task from message')
    const form = dialog(at.page, 'New task')
    await expect.poll(() => form.getByLabel('Title').inputValue()).toBe('Order the signage')
    await expect.poll(() => form.getByLabel('Due').inputValue()).toBe('2026-03-05 17:00')
    await form.getByRole('button', { name: 'Create' }).click()
    await message(at.page, 'Can somebody').getByText('1 reply').click()
    await at.page.getByRole('complementary', { name: 'Thread' }).getByText('Status: Todo').waitFor()
  })

  it('asks about a late task when the clock has moved, and takes the answer', async () => {
    await write(at.page, '/task Late on the page @ana due today 11am')
    await message(at.page, 'Late on the page').waitFor()
    await at.page.getByRole('button', { name: '+1 day' }).click()
    await message(at.page, 'WEB standup digest').waitFor()
    const dm = await browser.open(bot.url, { as: 'ana', in: '@Runsheet' })
    const nudge = message(dm.page, 'Late on the page')
    await nudge.getByRole('button', { name: 'Need until…' }).click()
    await dialog(dm.page, 'Need until…').getByLabel('New due date').fill('in 2 days')
    await dialog(dm.page, 'Need until…').getByRole('button', { name: 'Save' }).click()
    await message(dm.page, 'is now due').waitFor()
    expect(await accessibilityFaults(dm.page)).toEqual([])
    await dm.close()
  })
})

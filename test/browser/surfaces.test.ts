import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { choose, dialog, fromMenu, message, startChromium, write } from '../support/browser.ts'
import type { Chromium, SandboxPage } from '../support/browser.ts'
import { startDeskWorld } from '../support/desk/world.ts'
import type { DeskWorld } from '../support/desk/world.ts'
import { CHROMIUM, describeWith } from '../support/needs.ts'

describeWith(CHROMIUM, 'Chromium')('buttons, modals and Home on the page', () => {
  let world: DeskWorld
  let browser: Chromium
  let at: SandboxPage

  beforeAll(async () => {
    world = await startDeskWorld()
    browser = await startChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })
  beforeEach(async () => {
    at = await browser.open(world.sandbox.url, { as: 'cleo', in: 'web-redesign' })
  })
  afterEach(async () => {
    await at.close()
  })

  const form = () => dialog(at.page, 'Book a desk')
  const last = () => world.desk.booked.at(-1)

  it('presses a button, which changes the message in place', async () => {
    await write(at.page, '/desk show')
    const card = message(at.page, 'Desk 4 for')
    await card.getByRole('button', { name: 'Take it' }).click()
    await message(at.page, /Taken by/u).waitFor()
    await expect.poll(() => at.page.getByRole('button', { name: 'Take it' }).count()).toBe(0)
    expect(
      await message(at.page, /Taken by/u)
        .locator('.mention-me')
        .innerText(),
    ).toBe('@cleo')
  })

  it('asks before a button that wants to be confirmed', async () => {
    await write(at.page, '/desk show')
    const cancel = message(at.page, 'Desk 4 for').getByRole('button', { name: 'Cancel' })
    await cancel.click()
    const question = dialog(at.page, 'Cancel the booking?')
    await question.getByRole('button', { name: 'Keep it' }).click()
    await expect.poll(() => message(at.page, 'Desk 4 for').count()).toBe(1)
    await cancel.click()
    await question.getByRole('button', { name: 'Cancel it' }).click()
    await message(at.page, 'Cancelled').waitFor()
    await expect.poll(() => question.count()).toBe(0)
  })

  it('chooses from a select and from an overflow menu of a message', async () => {
    await write(at.page, '/desk show')
    const card = message(at.page, 'Desk 4 for')
    await choose(at.page, card, { label: /Choose a room/u, option: 'South' })
    await message(at.page, 'Room South it is').waitFor()
    await card.getByRole('button', { name: 'More options' }).click()
    await at.page.getByRole('menuitem', { name: 'Share' }).click()
    await message(at.page, 'You chose Share').waitFor()
    await expect.poll(() => message(at.page, 'You chose Share').getByText('Only visible to you').count()).toBe(1)
  })

  it('fills a form with every kind of input, sees its errors, and books', async () => {
    await write(at.page, '/desk form')
    await form().waitFor()
    await expect
      .poll(() =>
        form()
          .getByRole('textbox', { name: 'Name' })
          .evaluate((box) => box === document.activeElement),
      )
      .toBe(true)
    await form().getByRole('button', { name: 'Book', exact: true }).click()
    await form().getByText('Please complete this required field.').first().waitFor()
    expect(await form().getByRole('textbox', { name: 'Name' }).getAttribute('aria-invalid')).toBe('true')

    await form().getByRole('textbox', { name: 'Name' }).fill('Nobody')
    await form().getByLabel('Day').fill('2026-03-06')
    await choose(at.page, form(), { label: /^City/u, option: 'Berlin', typed: 'ber' })
    await choose(at.page, form(), { label: /^Other cities/u, option: 'London', typed: 'lon' })
    await at.page.getByRole('combobox', { name: /^Search/u }).fill('man')
    await at.page.getByRole('option', { name: 'Manila' }).click()
    await at.page.keyboard.press('Escape')
    await form()
      .locator('input[type=file]')
      .setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('here') })
    await form().getByText('plan.txt').waitFor()
    await choose(at.page, form(), { label: /^Together with/u, option: /Ben Ortiz/u })
    await at.page.getByRole('option', { name: /Eve Reyes/u }).click()
    await at.page.keyboard.press('Escape')
    await form().getByRole('radio', { name: 'Large' }).check()
    await form().getByRole('checkbox', { name: 'Lamp' }).check()
    await form().getByRole('textbox', { name: 'Hours' }).fill('3')
    await form().getByRole('textbox', { name: 'Wishes' }).fill('near a *window*')
    await form().getByRole('button', { name: 'Book', exact: true }).click()
    await form().getByText('A desk is for somebody.').waitFor()
    expect(last()).toBeUndefined()

    await form().getByRole('textbox', { name: 'Name' }).fill('Team')
    await form().getByRole('button', { name: 'Book', exact: true }).click()
    await message(at.page, 'Desk booked for Team on 2026-03-06 by @cleo').waitFor()
    await expect.poll(() => form().count()).toBe(0)
    const { also, plan } = last() ?? {}
    expect(also).toMatchObject({ selected_options: [{ value: 'city-London' }, { value: 'city-Manila' }] })
    expect(plan).toMatchObject({ files: [{ name: 'plan.txt', mimetype: 'text/plain' }] })
    const { city, size, extras, hours, wish, with: others } = last() ?? {}
    expect(city).toMatchObject({ selected_option: { value: 'city-Berlin' } })
    expect(others).toMatchObject({ selected_users: [expect.any(String), expect.any(String)] })
    expect(size).toMatchObject({ selected_option: { value: 'large' } })
    expect(extras).toMatchObject({ selected_options: [{ value: 'lamp' }] })
    expect(hours).toMatchObject({ value: '3' })
    expect(JSON.stringify(wish)).toContain('"style":{"bold":true}')
  })

  it('stacks modals and closes them one by one with Escape', async () => {
    await write(at.page, '/desk form')
    await form().getByRole('textbox', { name: 'Name' }).fill('Kept')
    await form().getByRole('button', { name: 'House rules' }).click()
    const rules = dialog(at.page, 'House rules')
    await rules.getByText('as you found it').waitFor()
    await expect.poll(() => rules.getByRole('note').innerText()).toContain('Read this first')
    await at.page.keyboard.press('Escape')
    await form().waitFor()
    await expect.poll(() => form().getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Kept')
    await at.page.keyboard.press('Escape')
    await expect.poll(() => at.page.getByRole('dialog').count()).toBe(0)
  })

  it('starts from a message by its menu, and from nowhere by the shortcuts', async () => {
    await write(at.page, 'We need a place on Friday')
    await fromMenu(at.page, message(at.page, 'We need a place'), 'Book for this')
    await expect
      .poll(() => form().getByRole('textbox', { name: 'Name' }).inputValue())
      .toBe('We need a place on Friday')
    await form().getByRole('button', { name: 'Not now' }).click()
    await expect.poll(() => form().count()).toBe(0)
    await at.page.getByRole('button', { name: 'Shortcuts and files' }).click()
    await at.page.getByRole('menuitem', { name: /Book a desk/u }).click()
    await form().waitFor()
    await form().getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => form().count()).toBe(0)
  })

  it('works on the app’s Home', async () => {
    await at.page.getByRole('navigation').getByRole('button', { name: 'Desk' }).click()
    const home = at.page.getByRole('region', { name: 'Home of Desk' })
    await home.getByText('waits for your yes').waitFor()
    await home.getByRole('button', { name: 'Approve' }).click()
    await home.getByText('Approved').waitFor()
    await expect.poll(() => home.getByRole('button', { name: 'Approve' }).count()).toBe(0)
    await at.page.getByRole('tab', { name: 'Messages' }).click()
    await at.page.getByRole('textbox', { name: 'Message Desk' }).waitFor()
  })
})

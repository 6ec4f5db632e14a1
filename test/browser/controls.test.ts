import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { message, startChromium, write } from '../support/browser.ts'
import type { Chromium, SandboxPage } from '../support/browser.ts'
import { startDeskWorld } from '../support/desk/world.ts'
import type { DeskWorld } from '../support/desk/world.ts'
import { CHROMIUM, describeWith } from '../support/needs.ts'

describeWith(CHROMIUM, 'Chromium')('the controls of the sandbox on the page', () => {
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
    at = await browser.open(world.sandbox.url, { as: 'ana' })
  })
  afterEach(async () => {
    await at.close()
  })

  const clock = () => at.page.getByRole('region', { name: 'World clock' })

  it('moves the clock by an hour and to the next morning of the acting member', async () => {
    await expect.poll(() => clock().locator('time').innerText()).toContain('9:00 AM')
    await clock().getByRole('button', { name: '+1 h' }).click()
    await clock().getByText('10:00 AM').waitFor()
    await at.page.getByText('Nothing was posted meanwhile').waitFor()
    await clock().getByRole('button', { name: 'Next morning' }).click()
    await clock().getByText('Tue, Mar 3').waitFor()
    await expect.poll(() => clock().locator('time').first().innerText()).toContain('9:00 AM')
    expect(world.sandbox.clock.now().toISOString()).toBe('2026-03-03T08:00:00.000Z')
  })

  it('says what was posted while it moved, and leads there', async () => {
    const due = new Date(world.sandbox.clock.now().getTime() + 3_600_000)
    let told = false
    world.sandbox.join({
      nextDueAt: (after) => Promise.resolve(told || due < after ? null : due),
      runDue: async (now) => {
        if (told || now < due) return
        told = true
        await world.client.chat.postMessage({ channel: '#general', text: 'The hour is over' })
      },
    })
    await clock().getByRole('button', { name: '+1 day' }).click()
    const posted = at.page.getByRole('region', { name: 'What was posted meanwhile' })
    await posted.getByText('1 message was posted meanwhile').waitFor()
    await posted.getByRole('button', { name: /#general.*The hour is over/u }).click()
    await message(at.page, 'The hour is over').waitFor()
    await expect.poll(() => posted.count()).toBe(0)
  })

  it('moves to a chosen time, never back', async () => {
    await clock().getByRole('button', { name: 'Go to…' }).click()
    const field = at.page.getByLabel(/Move the clock to/u)
    await field.fill('2026-03-01T10:00')
    expect(await at.page.getByRole('button', { name: 'Move', exact: true }).isDisabled()).toBe(true)
    await field.fill('2026-03-09T10:30')
    await at.page.getByRole('button', { name: 'Move', exact: true }).click()
    await clock().getByText('10:30 AM').waitFor()
    expect(world.sandbox.clock.now().toISOString()).toBe('2026-03-09T09:30:00.000Z')
  })

  it('lets the clock run and stops it', async () => {
    await clock().getByRole('button', { name: 'Let the clock run' }).click()
    await clock().getByRole('button', { name: 'Stop the clock' }).click()
    await clock().getByRole('button', { name: 'Let the clock run' }).waitFor()
    expect(await clock().getByRole('img').getAttribute('aria-label')).toBe('standing still')
  })

  it('shows times in the zone of whom one plays', async () => {
    await world.client.chat.postMessage({
      channel: '#autumn-campaign',
      text: 'Due <!date^1775030400^{date_short} at {time}|later>',
    })
    const berlin = await browser.open(world.sandbox.url, { as: 'cleo', in: 'autumn-campaign' })
    const manila = await browser.open(world.sandbox.url, { as: 'dev', in: 'autumn-campaign' })
    await expect.poll(() => message(berlin.page, 'Due').innerText()).toContain('Apr 1 at 10:00 AM')
    await expect.poll(() => message(manila.page, 'Due').innerText()).toContain('Apr 1 at 4:00 PM')
    await berlin.close()
    await manila.close()
  })

  it('shows the traffic, narrowed by kind and word, with both bodies', async () => {
    await at.page.getByRole('button', { name: 'Traffic inspector' }).click()
    await write(at.page, '/desk for the log')
    const panel = at.page.getByRole('region', { name: 'Traffic inspector' })
    await panel.getByRole('button', { name: '/desk' }).first().waitFor()
    await panel.getByRole('button', { name: 'Web API' }).click()
    await expect.poll(() => panel.getByRole('button', { name: '/desk' }).count()).toBe(0)
    await panel.getByRole('button', { name: 'To the app' }).click()
    await panel.getByRole('searchbox', { name: 'Filter traffic' }).fill('for the log')
    await expect.poll(() => panel.getByRole('row').count()).toBe(2)
    await panel.getByRole('button', { name: '/desk' }).click()
    const detail = panel.getByRole('region', { name: /Details/u })
    await expect.poll(() => detail.innerText()).toContain('"text": "for the log"')
  })

  it('keeps dark and light as chosen', async () => {
    const ground = () => at.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await ground()
    await at.page.getByRole('button', { name: 'Dark mode' }).click()
    const dark = await ground()
    expect(dark).not.toBe(light)
    await at.page.reload()
    await at.page.getByRole('button', { name: 'Light mode' }).waitFor()
    expect(await ground()).toBe(dark)
  })

  it('says what one is doing, and pauses notifications', async () => {
    const menu = () => at.page.getByRole('button', { name: /^Acting as Ana/u })
    await menu().click()
    await at.page.getByRole('menuitem', { name: 'Set a status…' }).click()
    await at.page.getByRole('textbox', { name: 'Status' }).fill(':palm_tree: On holiday')
    await at.page.keyboard.press('Enter')
    await menu().click()
    await at.page.getByRole('menuitem', { name: 'Status: On holiday' }).waitFor()
    await at.page.getByRole('menuitem', { name: 'Pause notifications for 1 hour' }).click()
    await menu().getByTitle('Notifications are paused').waitFor()
    await at.page.getByRole('button', { name: /^Acting as Ana/u }).click()
    await at.page.getByRole('menuitem', { name: 'Resume notifications' }).click()
    await expect.poll(() => menu().getByTitle('Notifications are paused').count()).toBe(0)
  })

  it('makes a channel and leaves it', async () => {
    const list = at.page.getByRole('dialog', { name: 'Channels' })
    await at.page.getByRole('button', { name: 'Browse channels' }).click()
    await list.getByRole('textbox', { name: 'Name of a new channel' }).fill('Spring Fair')
    await list.getByRole('button', { name: 'Create' }).click()
    const row = at.page.getByRole('navigation').getByRole('button', { name: 'spring-fair', exact: true })
    await row.waitFor()
    await at.page.getByRole('button', { name: 'Browse channels' }).click()
    await list.getByRole('button', { name: 'Leave spring-fair' }).click()
    await list.getByRole('button', { name: 'Join spring-fair' }).waitFor()
    await expect.poll(() => row.count()).toBe(0)
  })

  it('jumps to a conversation by a few letters', async () => {
    await at.page.keyboard.press('Control+k')
    await at.page.getByRole('combobox', { name: 'Search conversations' }).pressSequentially('brand')
    await at.page.keyboard.press('Enter')
    await at.page.getByRole('heading', { name: 'brand-refresh', level: 1 }).waitFor()
    await expect.poll(() => at.page.getByRole('dialog').count()).toBe(0)
  })

  it('remembers whom one played, and goes back in history', async () => {
    await at.page.getByRole('navigation').getByRole('button', { name: 'web-redesign' }).click()
    await at.page.getByRole('heading', { name: 'web-redesign', level: 1 }).waitFor()
    await at.page.goBack()
    await at.page.getByRole('heading', { name: 'general', level: 1 }).waitFor()
    await at.page.goto(world.sandbox.url)
    await at.page.getByRole('button', { name: /^Acting as Ana/u }).waitFor()
    expect(new URL(at.page.url()).searchParams.get('as')).toBe('ana')
  })
})

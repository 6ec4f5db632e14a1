import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest'
import { becomes, composer, fromMenu, message, startChromium, write } from '../support/browser.ts'
import type { Chromium, SandboxPage } from '../support/browser.ts'
import { startDeskWorld } from '../support/desk/world.ts'
import type { DeskWorld } from '../support/desk/world.ts'
import { CHROMIUM, describeWith } from '../support/needs.ts'

describeWith(CHROMIUM, 'Chromium')('a conversation on the page', () => {
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

  it('sends what is typed, with its marks and mentions', async () => {
    await write(at.page, 'Hello *team*, @ben sees `this` :tada:')
    const mine = message(at.page, 'Hello')
    await mine.waitFor()
    await expect.poll(() => mine.locator('.message-body strong').innerText()).toBe('team')
    await expect.poll(() => mine.locator('.mention').innerText()).toBe('@ben')
    await expect.poll(() => mine.locator('code').innerText()).toBe('this')
    await expect.poll(() => mine.getByRole('img', { name: 'tada' }).innerText()).toBe('🎉')
    await expect.poll(() => composer(at.page).inputValue()).toBe('')
  })

  it('makes a new line with Shift and Enter', async () => {
    const box = composer(at.page)
    await box.fill('one')
    await box.press('Shift+Enter')
    await box.pressSequentially('two')
    await box.press('Enter')
    await message(at.page, /one\s*two/u).waitFor()
    expect(
      await message(at.page, /one\s*two/u)
        .locator('.message-body')
        .innerText(),
    ).toBe('one\ntwo')
  })

  it('suggests commands with their usage, people and channels', async () => {
    const box = composer(at.page)
    await box.pressSequentially('/de')
    const list = at.page.getByRole('listbox', { name: 'Suggestions' })
    await expect.poll(() => list.getByRole('option').first().innerText()).toContain('/desk [form | show | wish]')
    await box.press('Enter')
    await expect.poll(() => box.inputValue()).toBe('/desk ')
    await expect.poll(() => at.page.locator('.usage').innerText()).toContain('[form | show | wish]')
    await box.fill('')
    await box.pressSequentially('ask @cl')
    await list.getByRole('option', { name: /Cleo/u }).click()
    await expect.poll(() => box.inputValue()).toBe('ask @cleo ')
    await box.pressSequentially('in #web')
    await box.press('Tab')
    await expect.poll(() => box.inputValue()).toBe('ask @cleo in #web-redesign ')
  })

  it('shows the answer to a command to its sender only', async () => {
    await write(at.page, '/desk near the window')
    const answer = message(at.page, 'You said: near the window')
    await answer.waitFor()
    await expect.poll(() => answer.getByText('Only visible to you').count()).toBe(1)
    await becomes(at.page, /Ben/u)
    await at.page.getByRole('button', { name: /^Acting as Ben/u }).waitFor()
    await at.page.getByRole('region', { name: 'Messages in #general' }).waitFor()
    await expect.poll(() => at.page.getByRole('main').getByText('near the window').count()).toBe(0)
    expect(new URL(at.page.url()).searchParams.get('as')).toBe('ben')
  })

  it('says kindly that an app did not answer, and keeps what was typed', async () => {
    await write(at.page, '/desk-slow please')
    const alert = at.page.getByRole('main').getByRole('alert')
    await expect.poll(() => alert.innerText(), { timeout: 8000 }).toMatch(/desk-slow|respond|time/iu)
    await expect.poll(() => composer(at.page).inputValue()).toBe('/desk-slow please')
    await write(at.page, '/no-such-command')
    await expect.poll(() => alert.innerText()).toMatch(/no-such-command/u)
  })

  it('replies in a thread and sums it up under the message', async () => {
    await write(at.page, 'A desk please, for Friday: desk please')
    const parent = message(at.page, 'for Friday')
    await parent.getByText('1 reply').click()
    const thread = at.page.getByRole('complementary', { name: 'Thread' })
    await thread.getByText('Which day?').waitFor()
    await write(at.page, 'Friday, as I said', 'thread')
    await thread.getByRole('article').filter({ hasText: 'as I said' }).waitFor()
    await parent.getByText('2 replies').waitFor()
    await thread.getByRole('button', { name: 'Close thread' }).click()
    await expect.poll(() => thread.count()).toBe(0)
  })

  it('reacts, and takes the reaction back', async () => {
    await write(at.page, 'We did it')
    const mine = message(at.page, 'We did it')
    await mine.hover()
    await mine.getByRole('button', { name: 'Add reaction' }).click()
    await at.page.getByRole('textbox', { name: 'Search emoji' }).fill('tada')
    await at.page.getByRole('group', { name: 'Found' }).getByRole('button', { name: 'tada', exact: true }).click()
    const reaction = mine.getByRole('button', { name: /^tada, 1/u })
    await expect.poll(() => reaction.getAttribute('aria-pressed')).toBe('true')
    await mine.getByText('1 reply').waitFor()
    await reaction.click()
    await expect.poll(() => reaction.count()).toBe(0)
  })

  it('edits and deletes one’s own message', async () => {
    await write(at.page, 'Lunch at noon')
    await fromMenu(at.page, message(at.page, 'Lunch at noon'), 'Edit message')
    const box = at.page.getByRole('textbox', { name: 'Edit message' })
    await box.fill('Lunch at one')
    await box.press('Enter')
    const changed = message(at.page, 'Lunch at one')
    await changed.getByText('(edited)').waitFor()
    await fromMenu(at.page, changed, 'Delete message…')
    await at.page.getByRole('dialog', { name: 'Delete message' }).getByRole('button', { name: 'Delete' }).click()
    await expect.poll(() => at.page.getByText('Lunch at one').count()).toBe(0)
  })

  it('attaches files: pictures are shown, others can be opened', async () => {
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    await at.page.locator('input[type=file]').setInputFiles([
      { name: 'dot.png', mimeType: 'image/png', buffer: picture },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('some notes') },
    ])
    await write(at.page, 'Two files')
    const posted = message(at.page, 'Two files')
    await posted.getByRole('img', { name: 'dot.png' }).waitFor()
    const width = () =>
      posted.getByRole('img', { name: 'dot.png' }).evaluate((image: HTMLImageElement) => image.naturalWidth)
    await expect.poll(width).toBe(1)
    const href = await posted.getByRole('link', { name: /notes.txt/u }).getAttribute('href')
    expect(await (await fetch(href ?? '')).text()).toBe('some notes')
  })

  it('marks what is unread and clears the mark once it was read', async () => {
    await world.client.chat.postMessage({ channel: '#brand-refresh', text: 'News for everybody' })
    const row = at.page.getByRole('navigation').getByRole('button', { name: /^brand-refresh/u })
    await expect.poll(() => row.getAttribute('aria-label')).toBe('brand-refresh, unread')
    await row.click()
    await message(at.page, 'News for everybody').waitFor()
    await expect.poll(() => row.getAttribute('aria-label')).toBe('brand-refresh')
  })

  it('talks to a colleague in a direct message', async () => {
    const row = at.page.getByRole('navigation').getByRole('button', { name: /^Ben/u })
    await row.click()
    await write(at.page, 'Only for you')
    await message(at.page, 'Only for you').waitFor()
    await becomes(at.page, /Ben/u)
    await at.page
      .getByRole('navigation')
      .getByRole('button', { name: /^Ana.*1 unread/u })
      .click()
    await message(at.page, 'Only for you').waitFor()
    await expect.poll(() => at.page.getByRole('heading', { level: 1 }).innerText()).toContain('Ana')
  })
})

import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import type { Browser, Locator, Page } from 'playwright-core'
import { CHROMIUM } from './needs.ts'

/** Without these Chromium looks outward at its start, or fails as root and without a graphics card. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface PageOptions {
  /** The member to act as, by name. */
  readonly as: string
  /** What to show: `general`, `@ben`, `@Desk`. */
  readonly in?: string
  /** The app's tab. */
  readonly tab?: 'home'
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
}

/** A page of the sandbox. */
export interface SandboxPage {
  readonly page: Page
  /** Ends it; throws where the browser complained, or the page asked for anything outside the sandbox. */
  close(): Promise<void>
}

export interface Chromium {
  open(url: string, options: PageOptions): Promise<SandboxPage>
  close(): Promise<void>
}

/** One Chromium for a test file; each page has a profile of its own. */
export async function startChromium(): Promise<Chromium> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  return {
    open: (url, options) => openPage(browser, url, options),
    close: () => browser.close(),
  }
}

/** Opens the sandbox's page as a member, on a desktop of 1280 by 800 or a screen as wide as `width`. */
export async function openPage(browser: Browser, url: string, options: PageOptions): Promise<SandboxPage> {
  const width = options.width ?? 1280
  const narrow = width < 600
  const context = await browser.newContext({
    viewport: { width, height: options.height ?? (narrow ? 844 : 800) },
    colorScheme: options.dark ? 'dark' : 'light',
    hasTouch: narrow,
    isMobile: narrow,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      complaints.push(`asked for ${request.url()}`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text())
  })
  const query = new URLSearchParams({
    as: options.as,
    in: options.in ?? 'general',
    ...(options.tab ? { tab: options.tab } : {}),
  })
  await page.goto(`${url}/?${query.toString()}`)
  await page.getByRole('main').waitFor()
  await page.locator('.scroll:not([aria-busy=true])').first().waitFor()
  return {
    page,
    close: async () => {
      await context.close()
      if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`)
    },
  }
}

/** Where one writes in the conversation, or in the thread. */
export const composer = (page: Page, where: 'conversation' | 'thread' = 'conversation'): Locator =>
  where === 'thread'
    ? page.getByRole('complementary', { name: 'Thread' }).getByRole('textbox', { name: 'Reply…' })
    : page.getByRole('main').getByRole('textbox', { name: /^Message / })

/** Types a message or command and sends it with Enter. */
export async function write(
  page: Page,
  text: string,
  where: 'conversation' | 'thread' = 'conversation',
): Promise<void> {
  const box = composer(page, where)
  await box.fill(text)
  // The list of commands takes the first Enter only while a name is incomplete.
  await box.press('Enter')
}

/** The last message of the conversation that has `text` in it. */
export const message = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('main').getByRole('article').filter({ hasText: text }).last()

/** The open modal. */
export const dialog = (page: Page, title: string | RegExp): Locator => page.getByRole('dialog', { name: title })

/** What is chosen in a select: what it is called, what the option says, and what is typed to find it. */
export interface Choice {
  readonly label: string | RegExp
  readonly option: string | RegExp
  readonly typed?: string
}

/** Chooses in one of the page's selects. */
export async function choose(page: Page, inside: Locator, { label, option, typed = '' }: Choice): Promise<void> {
  await inside.getByRole('button', { name: label }).click()
  const search = page.getByRole('combobox', { name: /^Search/ })
  if (typed !== '') await search.pressSequentially(typed)
  await page.getByRole('option', { name: option }).click()
}

/** Opens a message's menu and presses one of its lines. */
export async function fromMenu(page: Page, of: Locator, line: string | RegExp): Promise<void> {
  await of.hover()
  await of.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: line }).click()
}

/** Becomes another member by the page's own switch. */
export async function becomes(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Acting as .*Change/ }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

/** What axe-core finds wrong on the screen as it is: the rule, why, and where. */
export const accessibilityFaults = (page: Page): Promise<string[]> => faultsBy(new AxeBuilder({ page }))

/** The same in light and in dark: in dark again all that colours decide. */
export async function faultsInLightAndDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await accessibilityFaults(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await faultsBy(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))
  return [...light, ...dark.map((fault) => `in dark: ${fault}`)]
}

async function faultsBy(axe: AxeBuilder): Promise<string[]> {
  // The page has no frames: without a look into those of other origins it takes half the time.
  const { violations } = await axe.setLegacyMode().analyze()
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')})`,
  )
}

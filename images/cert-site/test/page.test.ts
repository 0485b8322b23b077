import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { skipReason } from '../../../test/src/layers/runnable.ts'
import { browser, browserPath } from '../../testing/browser.ts'
import { docker } from '../../testing/docker.ts'
import { makeCa, type TestCa } from '../../testing/make-ca.ts'
import { buildCertSite, RunningCertSite } from './cert-site.ts'

const skipped = (await skipReason('images', docker)) ?? (await skipReason('images in a browser', browser))

/** Where pictures of the page go when somebody wants to look at it; none are taken otherwise. */
const pictures = process.env.AINUR_PICTURES

/** Text of a script that runs in the page and returns the value of its last expression. */
function inPage(name: string): string {
  return readFileSync(new URL(`in-page/${name}.js`, import.meta.url), 'utf8')
}

const agents = {
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
  android: 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36',
  windows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
  macos: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
  linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
} as const

describe.skipIf(skipped)('the page in a browser', () => {
  let ca: TestCa
  let site: RunningCertSite
  let chrome: Browser

  beforeAll(async () => {
    ca = await makeCa('Lab Root CA')
    site = await RunningCertSite.start(await buildCertSite(), ca.pem)
    await site.shows(ca.fingerprint)
    // No sandbox of its own: inside a container as root it cannot make one.
    chrome = await chromium.launch({
      executablePath: (await browserPath()) ?? '',
      args: ['--no-sandbox'],
      timeout: 120_000,
    })
  })
  afterAll(async () => {
    await chrome?.close()
    await site?.stop()
  })

  /** Opens the page, and fails on any error that the browser reports, such as a resource that the policy blocks. */
  async function visit(options: BrowserContextOptions, look: (page: Page) => Promise<void>, picture?: string) {
    const context = await chrome.newContext(options)
    context.setDefaultTimeout(120_000)
    const problems: string[] = []
    try {
      const page = await context.newPage()
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      page.on('pageerror', (error) => problems.push(error.message))
      await page.goto(site.container.url)
      await look(page)
      if (pictures && picture) {
        mkdirSync(pictures, { recursive: true })
        await page.screenshot({ path: join(pictures, `cert-site-${picture}.png`), fullPage: true })
      }
    } finally {
      await context.close()
    }
    expect(problems).toEqual([])
  }

  it.each(Object.entries(agents))(
    'opens the steps for %s first, and closes the others',
    async (platform, userAgent) => {
      await visit({ userAgent, viewport: { width: 1100, height: 900 } }, async (page) => {
        const open = page.locator('details[open]')
        expect(await open.count()).toBe(1)
        expect(await open.getAttribute('data-platform')).toBe(platform)
        expect(await page.locator('details').first().getAttribute('data-platform')).toBe(platform)
        expect(await open.locator('summary').textContent()).toContain('your device')
      })
    },
  )

  it('shows everything without JavaScript', async () => {
    const look = async (page: Page) => {
      expect(await page.locator('details[open]').count()).toBe(6)
      expect(await page.locator('#fingerprint').textContent()).toBe(ca.fingerprint)
      expect(await page.locator('button').count()).toBe(0)
    }
    await visit({ javaScriptEnabled: false, viewport: { width: 1100, height: 900 } }, look, 'without-javascript')
  })

  it('copies the fingerprint and commands, over plain HTTP too', async () => {
    await visit({ userAgent: agents.linux }, async (page) => {
      // "Copied" is shown for two seconds, and a busy machine may look later: the page's clock stands still.
      await page.clock.install({ time: 0 })
      await page.clock.pauseAt(3_600_000)
      await page.evaluate(inPage('without-clipboard'))
      // A second is the default, which a busy machine may need for less.
      const patience = { timeout: 60_000 }
      const copied = () => expect.poll(() => page.evaluate('window.lastCopied'), patience)
      await page.locator('.copyable button').click()
      await copied().toBe(ca.fingerprint)
      const command = page.locator('details[open] .with-copy').first()
      await command.locator('button').click()
      await copied().toBe(await command.locator('code').textContent())
      await expect.poll(() => command.locator('button').textContent(), patience).toBe('Copied')
      await page.clock.runFor(2000)
      expect(await command.locator('button').textContent()).toBe('Copy')
    })
  })

  it('hands out the certificate under the name of the lab', async () => {
    await visit({ acceptDownloads: true }, async (page) => {
      const download = page.waitForEvent('download')
      await page.locator('a.button').click()
      expect((await download).suggestedFilename()).toBe('ainur-ca.crt')
    })
  })

  it.each([
    ['a desk, light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }, 'light'],
    ['a desk, dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }, 'dark'],
    ['a phone', { viewport: { width: 360, height: 740 }, userAgent: agents.ios, isMobile: true }, 'phone'],
  ] as const)('fits %s: nothing is cut off, and text stands out from its ground', async (_, options, picture) => {
    const look = async (page: Page) => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.viewport.width)
      expect(await page.evaluate(inPage('lowest-contrast'))).toBeGreaterThan(4.5)
    }
    await visit(options, look, picture)
  })
})

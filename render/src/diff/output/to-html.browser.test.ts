import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { diffYaml } from '../testing/diff-yaml.ts'
import { application, claim, deployment, named, storageClass, tree } from '../testing/objects.ts'
import { toHtml } from './to-html.ts'

const known = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`)
const executablePath = process.env.CHROMIUM ?? known.find((path) => existsSync(path)) ?? '/usr/bin/chromium'
const map = (name: string, x: string) => named('v1', 'ConfigMap', name, { data: { x } })
const result = () =>
  diffYaml(
    tree(
      [application('web')],
      claim('films', 'longhorn'),
      storageClass('longhorn'),
      map('needle', '1'),
      map('hay', 'dry'),
      deployment(),
    ),
    tree(
      [application('web')],
      storageClass('longhorn'),
      map('needle', '2'),
      map('hay', '<img src=x onerror="document.title=1">'),
      deployment({ image: 'registry.example/web:2.0.0' }),
    ),
  )

// A skipped test is shown as such; in CI, Chromium has to be there.
describe.skipIf(!existsSync(executablePath) && !process.env.CI)(
  `the page of a diff, in a browser (needs Chromium at ${executablePath})`,
  () => {
    let browser: Browser
    let folder: string
    const errors: string[] = []

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'ainur-page-'))
      writeFileSync(join(folder, 'page.html'), toHtml(result()))
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: 120_000 })
    })
    afterAll(async () => {
      await browser?.close()
      rmSync(folder, { recursive: true, force: true })
    })
    afterEach(() => expect(errors.splice(0)).toEqual([]))

    async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
      const page = await browser.newPage(options)
      page.setDefaultTimeout(60_000)
      page.on('console', (message) => errors.push(message.text()))
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) errors.push(`asked for ${request.url()}`)
      })
      await page.goto(`file://${join(folder, 'page.html')}`)
      return page
    }
    const shown = (page: Page) => page.locator('.finding:visible, details.object:visible').allTextContents()

    it('shows the sentence and the findings without a click', async () => {
      const page = await open()
      expect(await page.locator('h1').textContent()).toContain('data-loss, PersistentVolumeClaim media/films')
      expect(await page.locator('.finding').first().textContent()).toContain('with its 3 replicas')
    })

    it('finds by search, says how many, and goes back with Escape', async () => {
      const page = await open()
      const all = (await shown(page)).length
      await page.keyboard.press('/')
      await page.keyboard.type('needle')
      expect((await shown(page)).map((text) => text.includes('needle'))).toEqual([true])
      expect(await page.locator('#status').textContent()).toMatch(/^1 of \d+ shown$/)
      await page.keyboard.press('Escape')
      expect((await shown(page)).length).toBe(all)
    })

    it('filters by severity', async () => {
      const page = await open()
      await page.locator('button[data-severity=error]').click()
      expect(await page.locator('.finding.error:visible').count()).toBe(0)
      expect(await page.locator('button[data-severity=error]').getAttribute('aria-pressed')).toBe('false')
    })

    it('folds, moves and opens by keyboard alone', async () => {
      const page = await open()
      await page.keyboard.press('c')
      expect(await page.locator('details[open]').count()).toBe(0)
      await page.keyboard.press('e')
      expect(await page.locator('details:not([open])').count()).toBe(0)
      await page.keyboard.press('c')
      const findings = await page.locator('.finding').count()
      for (let i = 0; i <= findings; i++) await page.keyboard.press('j')
      const item = page.locator('details.object.hit')
      expect(await item.count()).toBe(1)
      expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY')
      await page.keyboard.press('o')
      expect(await item.locator('pre').isVisible()).toBe(true)
      await page.keyboard.press('k')
      expect(await page.locator('.finding.hit').count()).toBe(1)
    })

    it('follows the colours of the system, and can be switched', async () => {
      const background = (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      const dark = await open({ colorScheme: 'dark' })
      const light = await open({ colorScheme: 'light' })
      expect(await background(dark)).not.toBe(await background(light))
      const wasDark = await background(dark)
      await dark.keyboard.press('t')
      expect(await background(dark)).toBe(await background(light))
      await dark.keyboard.press('t')
      expect(await background(dark)).toBe(wasDark)
    })

    it.each(['light', 'dark'] as const)('has text that can be read in %s', async (colorScheme) => {
      const page = await open({ colorScheme })
      await page.keyboard.press('e')
      const worst = await page.evaluate<[number, string]>(worstContrast)
      expect(worst[0], worst[1]).toBeGreaterThanOrEqual(4.5)
    })

    it('runs nothing that a manifest says', async () => {
      const page = await open()
      await page.keyboard.press('e')
      expect(await page.title()).toContain('object')
      expect(await page.locator('img').count()).toBe(0)
      expect(await page.locator('pre', { hasText: '<img src=x' }).count()).toBe(1)
    })

    it('needs no sideways scrolling on a phone', async () => {
      const page = await open({ viewport: { width: 360, height: 700 } })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    })

    it('leaves the head of the page behind where there is little room, and keeps it where there is much', async () => {
      const top = async (width: number) => {
        const page = await open({ viewport: { width, height: 500 } })
        await page.evaluate('scrollTo(0, 100)')
        expect(await page.evaluate('scrollY')).toBeGreaterThan(0)
        return page.evaluate('document.querySelector("header").getBoundingClientRect().top')
      }
      expect(await top(1200)).toBe(0)
      expect(await top(360)).toBeLessThan(0)
    })
  },
)

/** Runs in the page: the lowest ratio of text to what is behind it, and where. See WCAG 2.2, 1.4.3. */
const worstContrast = `(() => {
  const luminance = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((value) => value / 255).map((share) => (share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor
      if (colour !== 'rgba(0, 0, 0, 0)') return colour
    }
    return 'rgb(255, 255, 255)'
  }
  const ratios = [...document.querySelectorAll('h1, .sides, .finding p, .rule, summary, small, pre span, code, button, footer p')].map((element) => {
    const [high, low] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((x, y) => y - x)
    return [(high + 0.05) / (low + 0.05), element.outerHTML.slice(0, 80)]
  })
  return ratios.sort((x, y) => x[0] - y[0])[0]
})()`

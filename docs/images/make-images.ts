import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { terminalPage } from './terminal-page.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const ainur = fileURLToPath(new URL('../../render/bin/ainur.mjs', import.meta.url))
const dist = fileURLToPath(new URL('../../dist', import.meta.url))

/** Larger pictures make every clone of the repository slower. */
const LIMIT = 400_000

const images: Readonly<Record<string, (browser: Browser, folder: string) => Promise<Buffer>>> = {
  synth: synthImage,
  report: reportImage,
}

/** What `synth` prints after one object of the tree has changed. */
async function synthImage(browser: Browser, folder: string): Promise<Buffer> {
  cpSync(dist, join(folder, 'dist'), { recursive: true })
  const stale = join(folder, 'dist/ainur/apps/headlamp/Deployment-headlamp.yaml')
  const before = readFileSync(stale, 'utf8').replace('replicas: 1', 'replicas: 2')
  if (before === readFileSync(stale, 'utf8')) throw new Error(`${stale} has no "replicas: 1" to change`)
  writeFileSync(stale, before)
  // Once for the caches: the time that the picture shows is that of any later run.
  run(folder, 'check')
  const stdout = run(folder, 'synth', '--out', 'dist')
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, deviceScaleFactor: 1.5 })
  await page.setContent(terminalPage('npm run synth', stdout))
  return page.locator('#window').screenshot({ omitBackground: true })
}

/** The head of the report, down to the picture of the waves, of this repository's clusters. */
async function reportImage(browser: Browser, folder: string): Promise<Buffer> {
  run(folder, 'report')
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' })
  await page.goto(pathToFileURL(join(folder, 'report.html')).href)
  const end = await page.locator('#c1-order').boundingBox()
  const height = Math.ceil((end?.y ?? 0) + (end?.height ?? 900))
  return page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width: 1280, height } })
}

function run(cwd: string, ...args: string[]): string {
  return execFileSync(process.execPath, [ainur, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1' },
  })
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(images, name))
if (unknown.length > 0)
  throw new Error(`no picture is called ${unknown.join(', ')}; there is ${Object.keys(images).join(', ')}`)

const executable = process.env.CHROMIUM ?? '/usr/bin/chromium'
// The pages are our own, and a container often has no user namespaces for the sandbox.
const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] })
const folder = mkdtempSync(join(tmpdir(), 'ainur-images-'))
try {
  for (const name of asked.length > 0 ? asked : Object.keys(images)) {
    const picture = (await images[name]?.(browser, folder)) as Buffer
    if (picture.length > LIMIT)
      throw new Error(`${name}.png has ${picture.length} bytes; at most ${LIMIT} are committed`)
    const file = join(here, `${name}.png`)
    writeFileSync(file, picture)
    console.log(`${name}.png: ${statSync(file).size} bytes`)
  }
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}

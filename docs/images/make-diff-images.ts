import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

/**
 * Takes the pictures of read-a-pull-request.md: edits a copy of the reference cluster's tree as a careless change
 * would, compares, and photographs what people see. Needs Chromium.
 *
 *   npx tsx docs/images/make-diff-images.ts
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'ainur-pictures-'))

const edits: readonly (readonly [file: string, from: string | RegExp, to: string])[] = [
  ['apps/omni/Deployment-omni.yaml', /omni:v\d+\.\d+\.\d+/, 'omni:v1.9.0'],
  ['apps/dex/ConfigMap-dex.yaml', 'skipApprovalScreen: true', 'skipApprovalScreen: false'],
  ['apps/headlamp/Deployment-headlamp.yaml', /memory: \d+Mi/g, 'memory: 900Mi'],
  ['apps/dex/Ingress-dex.yaml', / {2}tls:\n[\s\S]*?(?=\n\S|$)/, ''],
]

try {
  const [base, head] = [join(work, 'before'), join(work, 'after')]
  cpSync(join(root, 'dist'), base, { recursive: true })
  cpSync(join(root, 'dist'), head, { recursive: true })
  for (const [file, from, to] of edits) {
    const path = join(head, 'ainur', file)
    const text = readFileSync(path, 'utf8')
    const edited = text.replace(from, to)
    if (edited === text) console.error(`${file}: nothing to edit any more`)
    writeFileSync(path, edited)
  }
  rmSync(join(head, 'ainur/apps/omni/PersistentVolumeClaim-omni.yaml'), { force: true })
  rmSync(join(head, 'ainur/apps/longhorn/NetworkPolicy-longhorn-manager.yaml'), { force: true })
  const diff = (...args: string[]) => [
    'render/bin/ainur.mjs',
    'diff',
    '--base',
    base,
    '--head',
    head,
    '--fail-on',
    'never',
    ...args,
  ]
  const page = join(work, 'page.html')
  execFileSync(process.execPath, diff('--format', 'html', '--out', page), { cwd: root })
  const named = (text: string) => text.replaceAll(base, 'main').replaceAll(head, 'remove-omni-volume')
  writeFileSync(page, named(readFileSync(page, 'utf8')))
  const terminal = spawnSync(process.execPath, diff(), {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: '1', COLUMNS: '100' },
    encoding: 'utf8',
  }).stdout
  const shell = join(work, 'terminal.html')
  writeFileSync(shell, terminalPage(named(terminal)))

  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  for (const scheme of ['light', 'dark'] as const) {
    const tab = await browser.newPage({ viewport: { width: 1100, height: 900 }, colorScheme: scheme })
    await tab.goto(`file://${page}`)
    await tab.screenshot({ path: join(here, `diff-page-${scheme}.png`) })
  }
  const tab = await browser.newPage({ viewport: { width: 980, height: 900 } })
  await tab.goto(`file://${shell}`)
  await tab.screenshot({ path: join(here, 'diff-terminal.png') })
  await browser.close()
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** What a terminal makes of the colours that the command prints. */
function terminalPage(text: string): string {
  const colours: Readonly<Record<string, string>> = {
    '31': 'color:#ff7b84',
    '32': 'color:#7ee08f',
    '33': 'color:#f0c060',
    '35': 'color:#d2a8ff',
    '36': 'color:#7cc7ff',
    '1': 'font-weight:700',
    '2': 'opacity:.65',
    '4': 'text-decoration:underline',
  }
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
  const html = escaped.replace(/\u001b\[(\d+)m/g, (_, code) =>
    colours[code] ? `<span style="${colours[code]}">` : '</span>',
  )
  return `<body style="margin:0;background:#12151a;color:#e6eaef"><pre style="font:13px/1.45 ui-monospace,monospace;padding:1.2rem;margin:0;white-space:pre-wrap">$ npm run diff -- --base main\n${html}</pre>`
}

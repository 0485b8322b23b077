import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { skipReason } from '../../../test/src/layers/runnable.ts'
import { docker, runDocker } from '../../testing/docker.ts'
import { makeCa, type TestCa } from '../../testing/make-ca.ts'
import { buildCertSite, RunningCertSite } from './cert-site.ts'

const skipped = await skipReason('images', docker)

describe.skipIf(skipped)('the image of the cert site', () => {
  let image: string
  let ca: TestCa
  let site: RunningCertSite

  beforeAll(async () => {
    image = await buildCertSite()
    ca = await makeCa('Lab Root CA')
    site = await RunningCertSite.start(image, ca.pem)
    await site.shows(ca.fingerprint)
  })
  afterAll(() => site?.stop())

  describe('confined as rendered', () => {
    it('runs as the ordinary user that the pod names, and the image names no other', async () => {
      expect((await site.container.exec('id', '-u')).stdout).toBe('10001')
      expect(await runDocker('image', 'inspect', '--format', '{{.Config.User}}', image)).toBe('10001:10001')
    })

    it('has no capability and cannot get one', async () => {
      const { stdout } = await site.container.exec('cat', '/proc/1/status')
      expect(stdout).toMatch(/CapEff:\s+0+\n/)
      expect(stdout).toMatch(/CapBnd:\s+0+\n/)
      expect(stdout).toMatch(/NoNewPrivs:\s+1\n/)
    })

    it('cannot write anywhere but where it renders', async () => {
      expect((await site.container.exec('touch', '/x')).stderr).toContain('Read-only file system')
      expect((await site.container.exec('touch', '/usr/share/cert-site/index.html')).exitCode).not.toBe(0)
      expect((await site.container.exec('touch', '/run/site/tmp/x')).exitCode).toBe(0)
    })

    it('says nothing but what it shows', async () => {
      expect((await site.container.logs()).trim()).toBe(`cert-site: shows ${ca.fingerprint}`)
    })
  })

  describe('certificate', () => {
    it('is shown with the fingerprint that another implementation computes', async () => {
      expect(ca.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
      expect(await (await site.container.get('/fingerprint.txt')).text()).toBe(`${ca.fingerprint}\n`)
    })

    it('is handed out as PEM and DER, with the type that devices take for a CA', async () => {
      const pem = await site.container.get('/ca.crt')
      expect(pem.headers.get('content-type')).toBe('application/x-x509-ca-cert')
      expect(new X509Certificate(await pem.text()).fingerprint256).toBe(ca.fingerprint)

      const der = await site.container.get('/ca.der')
      expect(der.headers.get('content-type')).toBe('application/x-x509-ca-cert')
      expect(Buffer.from(await der.arrayBuffer())).toEqual(ca.der)
    })

    it('is handed out as an Apple profile', async () => {
      const profile = await site.container.get('/ca.mobileconfig')
      expect(profile.headers.get('content-type')).toBe('application/x-apple-aspen-config')
      const text = await profile.text()
      expect(text).toContain('<string>com.apple.security.root</string>')
      expect(text).toContain(`<data>${ca.der.toString('base64')}</data>`)
      expect(new Set(text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)).size).toBe(2)
    })
  })

  describe('page', () => {
    it('has steps for every platform, with the address of this site in the commands', async () => {
      const page = await (await site.container.get('/')).text()
      const summaries = [...page.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, name]) => name)
      expect(summaries).toEqual(['macOS', 'Windows', 'Linux', 'iPhone and iPad', 'Android', 'Firefox'])
      expect(page).toContain('curl -fsS -o ainur-ca.crt http://certs.ainur.home.arpa/ca.crt')
      expect(page).toContain("kubectl get configmap lab-ca --namespace cert-site --output jsonpath='{.data.ca\\.crt}'")
      expect(page).not.toContain('{{')
    })

    it('loads nothing from anywhere else, and all that it links to exists', async () => {
      const response = await site.container.get('/')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      const links = [...(await response.text()).matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link ?? '')
      expect(links.length).toBeGreaterThan(8)
      for (const link of links) {
        expect(link).toMatch(/^\/[a-z]/)
        expect((await site.container.get(link)).status, link).toBe(200)
      }
    })

    it('is not kept by browsers, because the certificate may change', async () => {
      for (const path of ['/', '/ca.crt', '/site.js']) {
        expect((await site.container.get(path)).headers.get('cache-control'), path).toBe('no-cache')
      }
    })

    it('answers reads only', async () => {
      expect((await site.container.get('/', { method: 'HEAD' })).status).toBe(200)
      expect((await site.container.get('/', { method: 'POST' })).status).toBe(403)
      expect((await site.container.get('/..%2f..%2fetc/passwd')).status).toBeGreaterThanOrEqual(400)
      expect((await site.container.get('/nothing')).status).toBe(404)
    })
  })

  describe('mounted file', () => {
    it('is followed through a rotation without a restart', async () => {
      const next = await makeCa('Lab Root CA 2', '2026-06-01')
      const started = await site.container.inspect('{{.State.StartedAt}}')

      site.bundle.write(ca.pem + next.pem)
      const both = await site.shows(next.fingerprint)
      expect(both).toContain('Also trusted for now')
      expect(both).toContain(ca.fingerprint)
      expect(new X509Certificate(await (await site.container.get('/ca.crt')).text()).fingerprint256).toBe(
        next.fingerprint,
      )
      const old = await (await site.container.get('/ca-2.crt')).text()
      expect(new X509Certificate(old).fingerprint256).toBe(ca.fingerprint)
      expect((await (await site.container.get('/ca-bundle.pem')).text()).match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
      expect((await (await site.container.get('/ca.mobileconfig')).text()).match(/<data>/g)).toHaveLength(2)

      site.bundle.write(next.pem)
      const one = await site.container.waitFor('/', (_, body) => !body.includes('Also trusted for now'))
      expect(one).not.toContain(ca.fingerprint)
      expect((await site.container.get('/ca-2.crt')).status).toBe(404)

      expect(await site.container.inspect('{{.State.StartedAt}}')).toBe(started)
      site.bundle.write(ca.pem)
      await site.shows(ca.fingerprint)
    })

    it('may break: the last good certificate stays, and the log says why', async () => {
      site.bundle.write('-----BEGIN CERTIFICATE-----\nbm9uc2Vuc2U=\n-----END CERTIFICATE-----\n')
      await waitForLog(site, 'certificate 1 of /ca/ca.crt is broken')
      await site.shows(ca.fingerprint)
      site.bundle.write('')
      await waitForLog(site, '/ca/ca.crt holds no certificate')
      await site.shows(ca.fingerprint)
      site.bundle.write(ca.pem)
    })

    it('may come late: the pod is alive but not ready until it does', async () => {
      const late = await RunningCertSite.start(image)
      try {
        expect((await late.container.get('/ca.crt')).status).toBe(404)
        expect(await (await late.container.get('/')).text()).toContain('No certificate yet')
        late.bundle.write(ca.pem)
        await late.shows(ca.fingerprint)
        expect((await late.container.get('/ca.crt')).status).toBe(200)
      } finally {
        await late.stop()
      }
    })

    it('cannot put markup into the page', async () => {
      const hostile = await makeCa('<script>alert(1)</script> & sons')
      const other = await RunningCertSite.start(image, hostile.pem)
      try {
        const page = await other.shows(hostile.fingerprint)
        expect(page).not.toContain('<script>alert')
        expect(page).toContain('CN=&lt;script&gt;alert(1)&lt;/script&gt; &amp; sons')
      } finally {
        await other.stop()
      }
    })

    it('holds a certificate only: a private key beside it is not handed out', async () => {
      const leaked = `-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n${ca.pem}`
      const other = await RunningCertSite.start(image, leaked)
      try {
        await other.shows(ca.fingerprint)
        for (const path of ['/', '/ca.crt', '/ca-bundle.pem', '/ca.mobileconfig']) {
          expect(await (await other.container.get(path)).text(), path).not.toContain('c2VjcmV0')
        }
      } finally {
        await other.stop()
      }
    })
  })

  it('stops by itself when it is told to, before it is killed', async () => {
    const other = await RunningCertSite.start(image, ca.pem)
    try {
      // Seconds for a busy machine; what does not listen is killed after them, with code 137.
      await runDocker('stop', '--time=60', other.container.id)
      expect(await other.container.inspect('{{.State.ExitCode}}')).toBe('0')
    } finally {
      await other.stop()
    }
  })

  it('refuses to start without its settings, and names the missing one', async () => {
    await expect(runDocker('run', '--rm', '--tmpfs=/run/site:mode=0777', image)).rejects.toThrow('CA_FILE: is not set')
  })
})

async function waitForLog(site: RunningCertSite, text: string): Promise<void> {
  await expect.poll(() => site.container.logs(), { timeout: 120_000 }).toContain(text)
}

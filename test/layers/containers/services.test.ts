import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { Wait } from 'testcontainers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCertSite } from '../../../images/cert-site/test/cert-site.ts'
import { docker, runDocker } from '../../../images/testing/docker.ts'
import { sweep } from '../../../images/testing/sweep.ts'
import { containerCatalogue } from '../../src/assets/container-catalogue.ts'
import { describeMissing } from '../../src/assets/ensure-assets.ts'
import { GitServer } from '../../src/containers/git-server.ts'
import { Registry } from '../../src/containers/registry.ts'
import { testContainer } from '../../src/containers/test-container.ts'
import { skipReason } from '../../src/layers/runnable.ts'

const assets = { name: 'assets', unavailable: () => describeMissing({ modules: containerCatalogue }) }
const skipped = (await skipReason('containers', docker)) ?? (await skipReason('containers', assets))

describe.skipIf(skipped)('the registry in a container', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await Registry.start()
  })
  afterAll(() => registry?.stop())

  it('takes an image of ours, and hands out the same by its digest', async () => {
    const image = await buildCertSite()
    const digest = await registry.push(image, 'cert-site:1')
    const name = `${registry.address}/cert-site@${digest}`
    await runDocker('pull', '--quiet', name)
    try {
      const id = (of: string) => runDocker('image', 'inspect', '--format', '{{.Id}}', of)
      expect(await id(name)).toBe(await id(image))
      // The name goes; the image was there before.
      const container = await testContainer(name)
        .withEnvironment({ CA_FILE: '/ca/ca.crt', LAB_NAME: 'x', SITE_URL: 'http://x/', CHECK_COMMAND: 'x' })
        .withTmpFs({ '/run/site': 'mode=0777' })
        .withExposedPorts(8080)
        .withWaitStrategy(Wait.forHttp('/healthz', 8080))
        .start()
      const page = await fetch(`http://${container.getHost()}:${container.getMappedPort(8080)}/`)
      expect(await page.text()).toContain('No certificate yet')
      await container.stop()
    } finally {
      await runDocker('rmi', name)
    }
  })

  it('does not have what nobody pushed', async () => {
    await expect(runDocker('pull', `${registry.address}/nothing:1`)).rejects.toThrow(/not found|unknown/i)
    await expect(registry.push('ainur.test/no-such-image:1', 'x:1')).rejects.toThrow('ainur.test/no-such-image:1')
  })
})

describe.skipIf(skipped)('the Git server in a container', () => {
  let server: GitServer
  let scratch: string
  const git = (...args: string[]) =>
    execa('git', args, { cwd: scratch, env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' } })

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'ainur-git-'))
    server = await GitServer.start()
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(scratch, { recursive: true })
  })

  it('takes a push and hands it out, to this machine and to other containers', async () => {
    await git('clone', '--quiet', server.url, 'one')
    writeFileSync(join(scratch, 'one', 'file'), 'content\n')
    const one = (...args: string[]) => git('-C', 'one', '-c', 'user.name=test', '-c', 'user.email=test@test', ...args)
    await one('checkout', '--quiet', '-B', 'main')
    await one('add', 'file')
    await one('commit', '--quiet', '--message', 'first')
    await one('push', '--quiet', 'origin', 'main')
    await git('clone', '--quiet', server.url, 'other')
    expect(readFileSync(join(scratch, 'other', 'file'), 'utf8')).toBe('content\n')

    const image = 'ainur.test/git-server:1'
    const heads = await runDocker('run', '--rm', image, 'git', 'ls-remote', '--heads', server.urlForContainers)
    expect(heads).toMatch(/^[0-9a-f]{40}\trefs\/heads\/main$/)
  })

  it('has no other repository', async () => {
    await expect(git('ls-remote', server.url.replace('repository', 'other'))).rejects.toThrow('access denied')
  })
})

describe.skipIf(skipped)('a container for tests', () => {
  it('is swept when its process was killed, and left alone while it runs', async () => {
    const script = fileURLToPath(new URL('held-container.ts', import.meta.url))
    const holder = execa('node', ['--import', 'tsx', script], { buffer: false, reject: false })
    const id = await new Promise<string>((resolve, reject) => {
      holder.stdout.once('data', (data) => resolve(String(data).trim()))
      holder.then((result) => reject(new Error(`the holder ended: ${result.shortMessage ?? 'without a word'}`)))
    })
    const listed = () => runDocker('ps', '--all', '--quiet', '--no-trunc', '--filter', `id=${id}`)
    await sweep()
    expect(await listed()).toBe(id)
    holder.kill('SIGKILL')
    await holder
    await sweep()
    expect(await listed()).toBe('')
  })
})

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemPath } from '../../../src/system/system-programs.ts'
import { until } from '../../../src/wait/until.ts'
import type { SignIn } from '../sign-in/start-sign-in.ts'
import type { StartedTree } from '../start-tree.ts'
import type { Web } from './start-web.ts'

const ainur = fileURLToPath(new URL('../../../../render/bin/ainur.mjs', import.meta.url))
/** Where kubelogin waits for the browser to come back. */
const back = 'http://localhost:8000'

/** What holds for people with the real kubectl and kubelogin, and the file that `npm run kubeconfig` prints. */
export function itSignsPeopleInWithKubectl(started: () => StartedTree, web: () => Web, signIn: () => SignIn): void {
  const admin = () => started().tree.cluster.identity.users[0]?.email as string
  let printed: string
  let home: string
  /** Whether kubelogin may still wait for the browser. */
  let waiting = false

  beforeAll(async () => {
    const { cluster, ca, programs } = started()
    const { directory } = cluster.family
    home = join(directory, 'workstation')
    mkdirSync(join(home, 'bin'), { recursive: true })
    symlinkSync(programs.kubectl as string, join(home, 'bin/kubectl'))
    // As a plugin of kubectl it has a name of that kind.
    symlinkSync(programs.kubelogin as string, join(home, 'bin/kubectl-oidc_login'))
    const issuerCa = join(home, 'issuer-ca.pem')
    writeFileSync(issuerCa, ca.certificate)
    const { stdout } = await execa(process.execPath, [
      ...[ainur, 'kubeconfig', '--cluster', started().tree.cluster.name],
      ...['--server-ca', join(directory, 'pki/ca.crt'), '--issuer-ca', issuerCa],
    ])
    printed = stdout
    writeFileSync(join(home, 'kubeconfig'), printed)
  })

  // It would wait for minutes after kubectl is gone.
  afterAll(async () => {
    if (waiting) await openThere(`${back}/?error=ended`).catch(() => undefined)
  })

  /** Runs kubectl as on somebody's own machine. */
  const kubectl = (...args: readonly string[]) =>
    started().cluster.space.run('env', [
      // kubelogin keeps a lock for the ports that it listens on in the folder for temporary files.
      ...[`HOME=${home}`, `TMPDIR=${home}`, `PATH=${home}/bin:${systemPath}`, `KUBECONFIG=${home}/kubeconfig`],
      ...[join(home, 'bin/kubectl'), ...args],
    ])

  /** Opens an address on the same machine as kubelogin, and returns where it leads to. */
  const openThere = (url: string) =>
    started().cluster.space.run('curl', [
      ...['--silent', '--show-error', '--output', '/dev/null', '--write-out', '%{redirect_url}', url],
    ])

  it('sends them to the issuer once, and the cluster knows them by their own name', async () => {
    waiting = true
    const asked = kubectl('auth', 'whoami', '--output=json')
    let failure: Error | undefined
    asked.catch((error: Error) => {
      failure = error
    })
    const start = await until(async () => ({ done: await openThere(back) }), {
      what: 'kubelogin to wait for a browser',
      guard: () => {
        if (failure) throw failure
      },
    })
    expect(Object.fromEntries(new URL(start).searchParams)).toMatchObject({
      client_id: 'kubectl',
      redirect_uri: back,
      code_challenge_method: 'S256',
    })
    const browser = web().browser()
    const page = await browser.visit(start)
    const { url } = await browser.visit(page.url, { form: signIn().credentials(admin()), stopAt: back })
    await openThere(url)
    const { userInfo } = JSON.parse(await asked).status
    waiting = false
    expect(userInfo.username).toBe(`oidc:${admin()}`)

    // Without a browser: kubelogin has kept the token.
    expect(await kubectl('get', 'namespaces', '--output=name')).toContain('namespace/headlamp')
  })

  it('with a file that holds no secret', () => {
    const certificates = /^ *(certificate-authority-data: .+|- --certificate-authority-data=.+)$/gm
    expect(printed.match(certificates)).toHaveLength(2)
    expect(printed.replaceAll(certificates, '')).not.toMatch(/[A-Za-z0-9+/]{40}|secret|token:|password/i)
  })
}

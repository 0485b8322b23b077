import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { writeGeneratedApps } from '../../../bench/generated-apps.ts'
import { main } from '../main.ts'
import { capturedIo } from '../testing/captured-io.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))
const [first = '', second = ''] = rootCertificates

let folder: string
beforeAll(() => {
  // Inside the repository, or its packages would not be found.
  mkdirSync(join(repository, '.cache'), { recursive: true })
  folder = mkdtempSync(join(repository, '.cache/kubeconfig-'))
  writeFileSync(join(folder, 'ca.pem'), first)
  writeFileSync(
    join(folder, 'chain.pem'),
    `${second}\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n${first}\n`,
  )
  writeFileSync(join(folder, 'not.pem'), 'hello')
  writeFileSync(join(folder, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function kubeconfig(...args: string[]) {
  const { io, output } = capturedIo({ cwd: folder, root: repository })
  const exitCode = await main(['kubeconfig', ...args], io)
  return { exitCode, ...output }
}

const decoded = (data: string) => Buffer.from(data, 'base64').toString()

describe('ainur kubeconfig', () => {
  it('prints how kubectl signs a person in at the issuer of the cluster, and holds no secret', async () => {
    const { exitCode, stdout, stderr } = await kubeconfig('--cluster', 'ainur', '--server-ca', 'ca.pem')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const { clusters, users, contexts, 'current-context': current } = parse(stdout)
    expect(clusters).toEqual([
      {
        name: 'ainur',
        cluster: { server: 'https://192.168.20.10:6443', 'certificate-authority-data': expect.any(String) },
      },
    ])
    expect(decoded(clusters[0].cluster['certificate-authority-data'])).toBe(`${first.trim()}\n`)
    expect(users[0].user.exec.command).toBe('kubectl-oidc_login')
    expect(users[0].user.exec.args).toEqual([
      'get-token',
      '--oidc-issuer-url=https://dex.ainur.home.arpa',
      '--oidc-client-id=kubectl',
      '--oidc-extra-scope=email',
      '--oidc-extra-scope=groups',
      '--oidc-extra-scope=offline_access',
    ])
    expect(contexts).toEqual([{ name: 'ainur', context: { cluster: 'ainur', user: 'ainur' } }])
    expect(current).toBe('ainur')
  })

  it('takes the certificates of a file, and not the key beside them', async () => {
    const { stdout } = await kubeconfig('--cluster', 'ainur', '--server-ca', 'ca.pem', '--issuer-ca', 'chain.pem')
    const argument: string = parse(stdout).users[0].user.exec.args.at(-1)
    const pem = decoded(argument.replace('--certificate-authority-data=', ''))
    expect(pem).toBe(`${second.trim()}\n${first.trim()}\n`)
  })

  it('says on stderr what is missing without the CA, so that what is on stdout can be used', async () => {
    const { exitCode, stdout, stderr } = await kubeconfig('--cluster', 'ainur')
    expect(exitCode).toBe(0)
    expect(parse(stdout).clusters[0].cluster).toEqual({ server: 'https://192.168.20.10:6443' })
    expect(stderr).toMatch(/^No --server-ca was given/)
  })

  it.each([
    ['no certificate', 'not.pem', 'it holds no certificate in PEM form'],
    ['what only looks like one', 'broken.pem', 'it holds no certificate in PEM form'],
    ['no file', 'none.pem', 'there is no such file'],
  ])('refuses %s as CA', async (_, file, why) => {
    const { exitCode, stdout, stderr } = await kubeconfig('--cluster', 'ainur', '--server-ca', file)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`--server-ca '${file}': ${why}`)
  })

  it('refuses a cluster where nobody signs people in', async () => {
    const apps = writeGeneratedApps(join(folder, 'plain'), 1)
    const { exitCode, stdout, stderr } = await kubeconfig('--cluster', 'generated', '--apps', apps)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(
      "--cluster 'generated': nobody signs people in there for kubectl. Add an identity provider to",
    )
  })
})

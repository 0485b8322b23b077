import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { kubectlClient } from '@ainur/constructs'
import { tokenIssuers } from '@ainur/constructs/token-issuers'
import { stringify } from 'yaml'
import { findingReport } from '../../summary/finding-report.ts'
import { painter } from '../../summary/painter.ts'
import { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { renderFor } from '../render.ts'
import { UsageError } from '../usage-error.ts'
import type { KubeconfigFlags } from './command.ts'
import { kubeconfig } from './kubeconfig.ts'

/** `ainur kubeconfig`. */
export async function runKubeconfig(flags: KubeconfigFlags, io: Io): Promise<ExitCode> {
  const { results, clusterFindings } = await renderFor(flags, io)
  const rendering = results[0]?.rendering
  if (!rendering) {
    const findings = clusterFindings.flatMap((cluster) => cluster.findings)
    const paint = painter(io.colors.stderr)
    io.stderr(findingReport(findings, { paint, columns: io.columns, verbose: true, cluster: flags.cluster }))
    return ExitCode.failed
  }
  const issuer = tokenIssuers(rendering.apps.flatMap((app) => app.tokenAudiences)).find(({ audiences }) =>
    audiences.includes(kubectlClient.id),
  )
  if (!issuer) {
    throw new UsageError(
      `--cluster '${flags.cluster}': nobody signs people in there for kubectl. Add an identity provider to apps/${flags.cluster}/index.ts, or use the administrator's own kubeconfig`,
    )
  }
  const serverCa = certificatesIn('--server-ca', flags.serverCa, io)
  const issuerCa = certificatesIn('--issuer-ca', flags.issuerCa, io)
  const config = kubeconfig({
    cluster: rendering.cluster,
    issuer: issuer.url,
    clientId: kubectlClient.id,
    serverCa,
    issuerCa,
  })
  io.stdout(stringify(config, { version: '1.1', lineWidth: 0 }))
  if (serverCa === undefined) {
    io.stderr(
      'No --server-ca was given: kubectl will trust the API only if this machine knows its CA. A node has it, see docs/sign-in.md.\n',
    )
  }
  return ExitCode.ok
}

/** The certificates in a file, and nothing else of it: a key beside them must not come along. */
function certificatesIn(option: string, file: string | undefined, io: Io): string | undefined {
  if (file === undefined) return undefined
  let text: string
  try {
    text = readFileSync(resolve(io.cwd, file), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`${option} '${file}': ${code === 'ENOENT' ? 'there is no such file' : code}`, { cause: error })
  }
  const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  if (found.length === 0 || !found.every(isCertificate)) {
    throw new UsageError(`${option} '${file}': it holds no certificate in PEM form`)
  }
  return `${found.join('\n')}\n`
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    return false
  }
}

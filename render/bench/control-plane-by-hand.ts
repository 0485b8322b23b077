import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ByHandOptions {
  /** For keys, logs and data; emptied at the end. */
  readonly folder: string
  /** Program -> path. */
  readonly binaries: Readonly<Record<string, string>>
  /** Six free ports on 127.0.0.1. */
  readonly ports: readonly number[]
  /** File with kwok's Stages. */
  readonly stages: string
  readonly nodes: readonly object[]
  /** Variables of the API server. */
  readonly apiServerEnvironment: Readonly<Record<string, string>>
}

/**
 * Milliseconds until the nodes of a control plane that is started by hand are ready: openssl and five programs, without
 * the test harness. The flags are those of the harness, written out.
 */
export async function controlPlaneByHand(options: ByHandOptions): Promise<number> {
  const { folder, binaries, nodes, stages } = options
  const [client, peer, api, manager, scheduler, kwok] = options.ports as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const children: ChildProcess[] = []
  const start = (name: string, args: string[], env = {}) => {
    const log = openSync(join(folder, `${name}.log`), 'w')
    const command = binaries[name] as string
    children.push(spawn(command, args, { cwd: folder, stdio: ['ignore', log, log], env: { HOME: folder, ...env } }))
  }
  const started = performance.now()
  try {
    makeKeys(folder)
    const read = (file: string) => readFileSync(join(folder, file), 'utf8')
    const tls = { ca: read('ca.crt'), cert: read('admin.crt'), key: read('admin.key') }
    const call = (method: string, port: number, path: string, body?: object) =>
      ask({ method, port, path, host: '127.0.0.1', ...tls }, body)
    writeFileSync(join(folder, 'kubeconfig'), kubeconfig(api, tls))

    const at = (port: number) => `http://127.0.0.1:${port}`
    start('etcd', [
      '--name=default',
      '--data-dir=data',
      `--listen-client-urls=${at(client)}`,
      `--advertise-client-urls=${at(client)}`,
      `--listen-peer-urls=${at(peer)}`,
      `--initial-advertise-peer-urls=${at(peer)}`,
      `--initial-cluster=default=${at(peer)}`,
      '--unsafe-no-fsync',
      '--heartbeat-interval=20',
      '--election-timeout=100',
      '--log-level=warn',
    ])
    start(
      'kube-apiserver',
      [
        `--etcd-servers=${at(client)}`,
        '--bind-address=127.0.0.1',
        '--advertise-address=127.0.0.1',
        `--secure-port=${api}`,
        ...['--tls-cert-file=server.crt', '--tls-private-key-file=server.key', '--client-ca-file=ca.crt'],
        ...['--service-account-key-file=sa.key', '--service-account-signing-key-file=sa.key'],
        '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
        '--authorization-mode=Node,RBAC',
        '--allow-privileged=true',
        '--service-cluster-ip-range=10.0.0.0/22',
        '--endpoint-reconciler-type=none',
      ],
      options.apiServerEnvironment,
    )
    await poll(async () => (await call('GET', api, '/readyz')).status === 200)
    const controller = (port: number) => [
      '--kubeconfig=kubeconfig',
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      ...['--tls-cert-file=server.crt', '--tls-private-key-file=server.key'],
      '--leader-elect=false',
      '--authorization-always-allow-paths=/healthz,/readyz,/livez,/metrics',
      ...['--kube-api-qps=500', '--kube-api-burst=1000'],
    ]
    start('kube-controller-manager', [
      ...controller(manager),
      ...['--root-ca-file=ca.crt', '--service-account-private-key-file=sa.key', '--node-monitor-grace-period=1h'],
    ])
    start('kube-scheduler', controller(scheduler))
    start('kwok', [
      '--kubeconfig=kubeconfig',
      `--config=${stages}`,
      '--manage-nodes-with-label-selector=test.ainur.tools/simulated!=false',
      '--node-lease-duration-seconds=40',
      '--cidr=10.244.0.0/16',
      '--node-ip=127.0.0.1',
      `--server-address=127.0.0.1:${kwok}`,
    ])
    for (const node of nodes) await call('POST', api, '/api/v1/nodes', node)
    await Promise.all([
      poll(async () => readyNodes((await call('GET', api, '/api/v1/nodes')).body) === nodes.length),
      poll(async () => (await call('GET', api, '/api/v1/namespaces/default/serviceaccounts/default')).status === 200),
      poll(async () => (await call('GET', manager, '/healthz')).status === 200),
      poll(async () => (await call('GET', scheduler, '/healthz')).status === 200),
    ])
    return performance.now() - started
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
}

function makeKeys(folder: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  const key = (name: string) => openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`)
  for (const name of ['ca', 'server', 'admin', 'sa']) key(name)
  openssl('req', '-x509', '-new', '-key', 'ca.key', '-subj', '/CN=by-hand', '-days', '1', '-out', 'ca.crt')
  const issue = (name: string, subject: string, extensions: string) => {
    writeFileSync(join(folder, `${name}.ext`), extensions)
    openssl('req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`)
    const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '1', '-extfile', `${name}.ext`]
    openssl('x509', '-req', '-in', `${name}.csr`, ...signed, '-out', `${name}.crt`)
  }
  issue('server', '/CN=kube-apiserver', 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:10.0.0.1')
  issue('admin', '/O=system:masters/CN=admin', 'extendedKeyUsage=clientAuth')
}

/** A kubeconfig as JSON, which is YAML too. */
function kubeconfig(port: number, { ca, cert, key }: { ca: string; cert: string; key: string }): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const cluster = { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': base64(ca) }
  const user = { 'client-certificate-data': base64(cert), 'client-key-data': base64(key) }
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  })
}

function readyNodes(body: string): number {
  const { items } = JSON.parse(body) as {
    items: { status: { conditions?: { type: string; status: string }[] } }[]
  }
  const ready = ({ type, status }: { type: string; status: string }) => type === 'Ready' && status === 'True'
  return items.filter(({ status }) => status.conditions?.some(ready)).length
}

/** A program that is not there yet counts as status 0. */
function ask(options: object, body?: object): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const call = request({ headers: { 'content-type': 'application/json' }, ...options }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    call.on('error', () => resolve({ status: 0, body: '{"items":[]}' }))
    call.end(body && JSON.stringify(body))
  })
}

async function poll(look: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error('the control plane started by hand was not ready after 60 s')
    await sleep(20)
  }
}

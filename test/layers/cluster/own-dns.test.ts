import { Resolver } from 'node:dns/promises'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { distributionOf } from '@ainur/constructs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { talosTrees } from '../../../docs/examples/testing/talos-trees.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import { ensureAssets } from '../../src/assets/ensure-assets.ts'
import { nodeCatalogue } from '../../src/assets/node-catalogue.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { reservePorts } from '../../src/process/ports.ts'
import type { ProcessCluster } from '../../src/process/process-cluster.ts'
import { createProcessCluster, processProvider } from '../../src/process/process-provider.ts'
import { until } from '../../src/wait/until.ts'

const skipped = await skipReason('own-dns', processProvider)

/** No pod, but the program that would run in it: with our Corefile, against a real API server, with our rights. */
describe.skipIf(skipped)('CoreDNS, where the tree brings it', () => {
  const tree = talosTrees().find(({ name }) => name === 'minirack') as ReturnType<typeof talosTrees>[number]
  const { networks, dnsAddress } = distributionOf(tree.cluster.kubernetes.distribution)
  const objects = tree.rendering.objects.filter(({ app }) => app === 'cluster-dns').map(({ object }) => object)
  const resolver = new Resolver({ timeout: 5000, tries: 2 })
  const resolve = (name: string) => resolver.resolve4(name).catch(({ code }: { code: string }) => code)
  let cluster: ProcessCluster

  beforeAll(async () => {
    const { coredns } = (await ensureAssets({
      modules: nodeCatalogue.filter(({ id }) => id === 'coredns'),
    })) as unknown as Readonly<Record<string, string>>
    cluster = await createProcessCluster({ name: 'own-dns', nodes: [], serviceCidr: networks.services })
    expect((await cluster.apply(objects)).rejections).toEqual([])

    const [dns, health, ready, metrics] = (await reservePorts(4)) as [number, number, number, number]
    cluster.family.onEnd({ ports: [dns, health, ready, metrics] })
    const { directory } = cluster.family
    const configMap = objects.find(({ kind }) => kind === 'ConfigMap') as KubeObject
    const corefile = join(directory, 'Corefile')
    writeFileSync(
      corefile,
      (configMap.data.Corefile as string)
        .replaceAll(':53 {', `:${dns} {`)
        .replace('health {', `health 127.0.0.1:${health} {`)
        .replace('ready\n', `ready 127.0.0.1:${ready}\n`)
        .replace(':9153', `127.0.0.1:${metrics}`)
        .replace('pods insecure', `kubeconfig ${asServiceAccount(cluster, directory)}\n        pods insecure`),
    )
    cluster.family.start('coredns', coredns as string, ['-conf', corefile])
    resolver.setServers([`127.0.0.1:${dns}`])
    await until(
      async () => {
        const { status } = await fetch(`http://127.0.0.1:${ready}/ready`)
        // Its plugins are ready before its servers listen.
        const answer = await resolve('kube-dns.kube-system.svc.cluster.local')
        return status === 200 && answer !== 'ECONNREFUSED' ? { done: true } : { state: `${status}, ${answer}` }
      },
      { what: 'CoreDNS to be ready', guard: () => cluster.family.assertRunning() },
    )
    expect((await fetch(`http://127.0.0.1:${health}/health`)).status).toBe(200)
    expect(await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text()).toContain('coredns_build_info')
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  it('answers for Services, with the rights of its ServiceAccount', async () => {
    expect(await resolve('kube-dns.kube-system.svc.cluster.local')).toEqual([dnsAddress])
    expect(await resolve('nothing.default.svc.cluster.local')).toBe('ENOTFOUND')
  })

  it('answers for every host that the tree exposes, and for no other of its domain', async () => {
    const { exposures } = tree.rendering
    expect(exposures.length).toBeGreaterThan(2)
    for (const { host, address } of exposures) expect(await resolve(host)).toEqual([address])
    expect(await resolve(`nobody.${tree.cluster.domain}`)).not.toEqual(expect.any(Array))
  })
})

/** Path of a kubeconfig that may do what the ServiceAccount of the tree may, and nothing more. */
function asServiceAccount({ kubeconfig }: ProcessCluster, directory: string): string {
  const config = parse(readFileSync(kubeconfig, 'utf8'))
  config.users[0].user.as = 'system:serviceaccount:kube-system:coredns'
  const path = join(directory, 'kubeconfig-coredns')
  writeFileSync(path, stringify(config), { mode: 0o600 })
  return path
}

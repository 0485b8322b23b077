import { describe, expect, it } from 'vitest'
import { planCapacity } from '../../render/src/plan/plan-capacity.ts'
import { talosTrees } from './testing/talos-trees.ts'

describe.each(talosTrees())('$name, on Talos', ({ rendering, findings, cluster }) => {
  const plan = planCapacity(rendering)
  const kinds = rendering.objects.map(({ object }) => `${object.kind} ${object.metadata.name}`)

  it('renders without a finding', () => {
    expect(findings).toEqual([])
  })

  it('has everything of k3s that it needs from the tree, and nothing that only k3s understands', () => {
    expect(kinds).toContain('Deployment coredns')
    expect(rendering.objects.filter(({ object }) => object.apiVersion.includes('cattle.io'))).toEqual([])
    const releases = rendering.apps.flatMap((app) => app.releases.map(({ name }) => name))
    expect(releases).toContain('traefik')
    const replaced = rendering.apps.flatMap((app) => app.replacedComponents.map(({ component }) => component))
    expect(replaced).toEqual(['coredns'])
  })

  it('counts what Talos runs on each node, and CoreDNS once', () => {
    const pods = (name: string) => plan.workloads.filter(({ ref }) => ref.name === name)
    for (const name of ['kube-flannel', 'kube-proxy']) {
      expect(pods(name).map(({ app, assigned }) => [app, assigned.length])).toEqual([['(talos)', cluster.nodes.length]])
    }
    expect(pods('coredns').map(({ app }) => app)).toEqual(['cluster-dns'])
  })

  it('keeps ordinary pods off the servers', () => {
    const servers = new Set(cluster.nodes.filter(({ role }) => role === 'server').map(({ name }) => name))
    const there = plan.workloads.filter(({ assigned }) => assigned.some((node) => servers.has(node)))
    const allowed = ['kube-vip', 'kube-flannel', 'kube-proxy', 'coredns']
    expect(
      there
        .map(({ ref }) => ref.name)
        .filter((name) => !/longhorn|csi|engine|instance/.test(name) && !allowed.includes(name)),
    ).toEqual([])
  })

  it('lets Talos answer for the address of the API, and kube-vip for Services', () => {
    const vip = rendering.objects.find(
      ({ object }) => object.kind === 'DaemonSet' && object.metadata.name === 'kube-vip',
    )
    const env: { name: string; value?: string }[] = vip?.object.spec.template.spec.containers[0].env
    expect(env.find(({ name }) => name === 'cp_enable')?.value).toBe('false')
    expect(env.some(({ name }) => name === 'address')).toBe(false)
  })
})

it('keeps Longhorn off the Raspberry Pis of faerun, the pods that it makes itself too', () => {
  const faerun = talosTrees().find(({ name }) => name === 'faerun')
  if (!faerun) throw new Error('there is no faerun')
  const pis = new Set(faerun.cluster.nodes.filter(({ hardware }) => hardware.raspberryPi).map(({ name }) => name))
  const longhorn = planCapacity(faerun.rendering).workloads.filter(({ app }) => app === 'longhorn')
  expect(pis.size).toBe(5)
  expect(longhorn.length).toBeGreaterThan(5)
  expect(longhorn.flatMap(({ assigned }) => assigned.filter((node) => pis.has(node)))).toEqual([])
})

import { describe, expect, it } from 'vitest'
import { testNode } from '../../app/testing/test-cluster.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { objectsOf, testTree } from '../../workload/testing/test-tree.ts'
import { PiNetboot } from './pi-netboot.ts'

const nodes = [
  testNode({ name: 'manwe', role: 'server', address: '192.168.20.11' }),
  testNode({ name: 'varda', address: '192.168.20.12', boot: 'netboot', mac: '2C:CF:67:00:00:12' }),
  testNode({ name: 'ulmo', address: '192.168.20.13', boot: 'netboot', mac: '2c:cf:67:00:00:13' }),
]

function rendered(overrides: Partial<Cluster> = {}, ubuntu = '24.04.5') {
  const parts = testTree({ nodes, ...overrides })
  const { loadBalancer, storage } = parts
  const app = new PiNetboot(parts.tree, 'pi-netboot', { address: '192.168.20.202', ubuntu, loadBalancer, storage })
  parts.tree.complete()
  const objects = objectsOf(app)
  const jobs = Object.values(objects).filter(({ kind }) => kind === 'Job')
  return { ...parts, app, objects, job: jobs[0], server: objects['Deployment/pi-netboot'].spec.template.spec }
}

const ports = (container: { ports: { containerPort: number; protocol: string }[] }) =>
  container.ports.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`)

describe('server', () => {
  it('is one pod, never two for a moment', () => {
    const { spec } = rendered().objects['Deployment/pi-netboot']
    expect([spec.replicas, spec.strategy]).toEqual([1, { type: 'Recreate' }])
  })

  it('holds TFTP, HTTP, the port mapper and NFS', () => {
    const { server } = rendered()
    expect(server.containers.map(({ name }: { name: string }) => name)).toEqual(['tftp', 'http', 'rpcbind', 'nfs'])
    expect(server.containers.map(ports)).toEqual([
      ['69/UDP'],
      ['80/TCP'],
      ['111/TCP', '111/UDP'],
      ['2049/TCP', '20048/TCP', '20048/UDP'],
    ])
  })

  it('answers TFTP from the port that was asked, or the Service would lose the answer', () => {
    expect(rendered().server.containers[0].args).toContain('--tftp-single-port')
  })

  it('uses no network, device or path of the node, and is nowhere privileged', () => {
    const { server } = rendered()
    expect(server.hostNetwork).toBeUndefined()
    expect(JSON.stringify(server)).not.toMatch(/hostPath|hostPort|"privileged":true/)
    for (const { name, securityContext } of server.containers) {
      expect(securityContext, name).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true })
      expect(securityContext.capabilities.drop, name).toEqual(['ALL'])
    }
  })

  it('gives each container the capabilities that it needs and no other', () => {
    const { server } = rendered()
    expect(
      Object.fromEntries(
        server.containers.map(
          ({ name, securityContext }: { name: string; securityContext: { capabilities: { add?: string[] } } }) => [
            name,
            securityContext.capabilities.add ?? [],
          ],
        ),
      ),
    ).toEqual({
      tftp: [],
      http: [],
      rpcbind: ['SETGID', 'SETUID'],
      nfs: ['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'SETGID', 'SETUID'],
    })
  })

  it('never runs on a node that it boots', () => {
    expect(rendered().server.affinity.nodeAffinity).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: ['ulmo', 'varda'] }] },
        ],
      },
    })
  })

  it('runs anywhere when no node boots from it', () => {
    expect(rendered({ nodes: nodes.map((node) => ({ ...node, boot: 'sd' as const })) }).server.affinity).toBeUndefined()
  })
})

describe('service', () => {
  it('has every port behind the one address of the definition', () => {
    const { objects, loadBalancer, app } = rendered()
    expect(loadBalancer.asked).toEqual(['pi-netboot 192.168.20.202'])
    expect(app.address).toBe('192.168.20.202')
    const services = Object.keys(objects).filter((key) => key.startsWith('Service/'))
    expect(services).toEqual(['Service/pi-netboot'])
    const { spec } = objects['Service/pi-netboot']
    expect(spec.type).toBe('LoadBalancer')
    expect(spec.ports.map(({ port, protocol }: { port: number; protocol: string }) => `${port}/${protocol}`)).toEqual([
      '69/UDP',
      '80/TCP',
      '111/TCP',
      '111/UDP',
      '2049/TCP',
      '20048/TCP',
      '20048/UDP',
    ])
  })

  it('targets only ports that a container has', () => {
    const { objects, server } = rendered()
    const named = server.containers.flatMap((container: { ports: { name: string }[] }) =>
      container.ports.map(({ name }) => name),
    )
    for (const { targetPort } of objects['Service/pi-netboot'].spec.ports) expect(named).toContain(targetPort)
  })
})

describe('volumes', () => {
  it('are claimed from the replicated storage', () => {
    const { objects } = rendered()
    const claims = Object.values(objects).filter(({ kind }) => kind === 'PersistentVolumeClaim')
    expect(
      Object.fromEntries(claims.map(({ metadata, spec }) => [metadata.name, spec.resources.requests.storage])),
    ).toEqual({
      'pi-netboot-boot': '1Gi',
      'pi-netboot-os': '5Gi',
      'pi-netboot-nfs-state': '1Gi',
      'pi-netboot-download': '2Gi',
      'pi-netboot-extracted': '5Gi',
      'pi-netboot-output': '2Gi',
    })
    for (const { spec } of claims) expect(spec.storageClassName).toBe('fake-replicated')
  })

  it('exist for each claim that a pod names', () => {
    const { objects, server, job } = rendered()
    const named = [...server.volumes, ...job.spec.template.spec.volumes].flatMap(
      ({ persistentVolumeClaim }: { persistentVolumeClaim?: { claimName: string } }) =>
        persistentVolumeClaim ? [persistentVolumeClaim.claimName] : [],
    )
    for (const claim of named) expect(objects).toHaveProperty([`PersistentVolumeClaim/${claim}`])
  })

  it('stay when the Application is deleted: nodes run from them', () => {
    expect(rendered().app.options.cascade).toBe(false)
  })
})

describe('builder', () => {
  it('runs where the server has the volumes', () => {
    const { job, objects } = rendered()
    const [term] = job.spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution
    expect(term.topologyKey).toBe('kubernetes.io/hostname')
    expect(objects['Deployment/pi-netboot'].spec.template.metadata.labels).toEqual(term.labelSelector.matchLabels)
    expect(job.spec.template.metadata.labels).not.toEqual(term.labelSelector.matchLabels)
  })

  it('is another Job for another release or another node, and the same for the same', () => {
    const name = (overrides: Partial<Cluster> = {}, ubuntu?: string) => rendered(overrides, ubuntu).job.metadata.name
    expect(name()).toBe(name())
    expect(name({}, '24.04.4')).not.toBe(name())
    expect(name({ nodes: nodes.slice(0, 2) })).not.toBe(name())
    expect(name()).toMatch(/^pi-netboot-builder-[0-9a-f]{8}$/)
  })

  it('is replaced rather than patched, because the template of a Job is immutable', () => {
    expect(rendered().job.metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Force=true,Replace=true',
    })
  })

  it('is tried for an hour, with the pauses that kubelet makes between restarts', () => {
    const { backoffLimit } = rendered().job.spec
    const seconds = Array.from({ length: backoffLimit }, (_, restart) => Math.min(10 * 2 ** restart, 300))
    expect(seconds.reduce((sum, pause) => sum + pause)).toBeGreaterThanOrEqual(3600)
  })

  it('gives way to everything else', () => {
    expect(rendered().job.spec.template.spec.priorityClassName).toBe('ainur-background')
  })
})

describe('image', () => {
  it('is one for the server and the builder, in the registry of the owner', () => {
    const { app, server, job } = rendered()
    const images = [...server.containers, ...job.spec.template.spec.containers].map(({ image }) => image)
    expect(new Set(images)).toEqual(new Set(['registry.example.com/lab/ainur-netboot:1.0.0']))
    expect(app.ownImages.map(({ reference }) => reference)).toEqual([images[0]])
  })
})

describe('configuration', () => {
  it('has a command line for each node that boots from it, in the folder that its firmware asks for', () => {
    expect(rendered().objects['ConfigMap/pi-netboot'].data).toEqual({
      'ubuntu-release': '24.04.5\n',
      nodes: '2c-cf-67-00-00-12 varda\n2c-cf-67-00-00-13 ulmo\n',
      '2c-cf-67-00-00-12.cmdline.txt': `${[
        'console=serial0,115200 console=tty1 ip=dhcp root=/dev/nfs',
        'nfsroot=192.168.20.202:/nodes/2c-cf-67-00-00-12,vers=3,tcp rw rootwait cgroup_enable=memory',
        'ds=nocloud;s=http://192.168.20.202/2c-cf-67-00-00-12/',
      ].join(' ')}\n`,
      '2c-cf-67-00-00-13.cmdline.txt': expect.stringContaining('/nodes/2c-cf-67-00-00-13,'),
    })
  })
})

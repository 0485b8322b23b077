import { describe, expect, it } from 'vitest'
import { policiesFor } from '../placement/place.ts'
import { onNodesWith, preferArm64 } from '../placement/policy.ts'
import { objectsOf, testTree } from '../workload/testing/test-tree.ts'
import { ContainerApp } from './container-app.ts'
import type { ContainerAppProps } from './props.ts'

const least = {
  image: 'registry.example.com/feeds:1.0.0',
  user: 1000,
  resources: { cpu: '10m', memory: '32Mi' },
} satisfies ContainerAppProps

function build(
  props: Partial<ContainerAppProps> | ((parts: ReturnType<typeof testTree>) => Partial<ContainerAppProps>),
) {
  const parts = testTree()
  const own = typeof props === 'function' ? props(parts) : props
  const app = new ContainerApp(parts.tree, 'feeds', { ...least, ...own })
  const objects = objectsOf(app)
  const { spec } = objects['Deployment/feeds']
  const [container] = spec.template.spec.containers
  return { ...parts, app, objects, spec, pod: spec.template.spec, container }
}

describe('ContainerApp', () => {
  it('makes a Deployment and nothing else of an image that nobody visits', () => {
    const { objects, app, container, pod } = build({})
    expect(Object.keys(objects)).toEqual(['Deployment/feeds'])
    expect(app.url).toBeUndefined()
    expect(app.secretNeeds).toEqual([])
    expect(container).toEqual({
      name: 'feeds',
      image: 'registry.example.com/feeds:1.0.0',
      resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '32Mi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
    })
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    })
  })

  it('asks by TCP whether it is well when it has no health path', () => {
    const { container } = build({ port: 1883, health: { startupSeconds: 61 } })
    expect(container.livenessProbe).toMatchObject({ tcpSocket: { port: 'http' }, periodSeconds: 30 })
    expect(container.startupProbe).toEqual({
      tcpSocket: { port: 'http' },
      periodSeconds: 5,
      timeoutSeconds: 5,
      failureThreshold: 13,
    })
  })

  it('asks another path whether it is ready when it is given one', () => {
    const { container } = build({ port: 8080, health: { path: '/live', ready: '/ready' } })
    expect(container.livenessProbe.httpGet.path).toBe('/live')
    expect(container.readinessProbe.httpGet.path).toBe('/ready')
  })

  it('gives Argo CD as much patience as the app wants for its start', () => {
    expect(build({ port: 80, health: { startupSeconds: 900 } }).spec.progressDeadlineSeconds).toBe(1200)
    expect(build({ port: 80, health: '/' }).spec).not.toHaveProperty('progressDeadlineSeconds')
  })

  it('has the new pod ready before the old one goes, unless both want what only one can hold', () => {
    const strategy = (props: Parameters<typeof build>[0]) => build(props).spec.strategy.type
    expect(strategy({ volumes: { tmp: { path: '/tmp', size: '16Mi', storage: 'memory' } } })).toBe('RollingUpdate')
    expect(strategy(({ storage }) => ({ volumes: { data: { path: '/data', size: '1Gi', storage } } }))).toBe('Recreate')
    expect(strategy({ allow: { hostNetwork: 'It listens for multicast.' } })).toBe('Recreate')
    const devices = { '/dev/ttyACM0': 'It reads the meter.' }
    expect(strategy({ allow: { devices }, placement: onNodesWith('meter') })).toBe('Recreate')
  })

  it('claims what must stay, and gives the files to its group', () => {
    const { objects, pod } = build(({ storage }) => ({
      group: 2000,
      volumes: {
        data: {
          path: '/data',
          size: '200Mi',
          storage,
          storageClass: 'fake-small',
          labels: { 'recurring-job.longhorn.io/source': 'enabled' },
        },
      },
    }))
    expect(objects['PersistentVolumeClaim/feeds-data']).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'feeds-data', labels: { 'recurring-job.longhorn.io/source': 'enabled' } },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fake-small',
        resources: { requests: { storage: '200Mi' } },
      },
    })
    expect(pod.securityContext).toMatchObject({ runAsUser: 1000, runAsGroup: 2000, fsGroup: 2000 })
  })

  it('scratches on the disk or in memory what may be lost', () => {
    const { pod, container } = build({
      volumes: {
        tmp: { path: '/tmp', size: '64Mi', storage: 'disk' },
        run: { path: '/run/feeds', size: '1Mi', storage: 'memory' },
      },
    })
    expect(pod.volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    ])
    expect(container.volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'run', mountPath: '/run/feeds' },
    ])
  })

  it('makes one Secret need of all secret values, and reads a Secret that something else makes', () => {
    const { app, container } = build({
      environment: {
        PLAIN: 'yes',
        TOKEN: { from: 'random', bytes: 16, encoding: 'hex' },
        KEY: { from: 'user', question: 'Which key did the provider give you?' },
        OTHER: { secret: 'mail', key: 'password' },
      },
    })
    expect(app.secretNeeds).toEqual([
      {
        namespace: 'feeds',
        name: 'feeds-environment',
        keys: {
          TOKEN: { from: 'random', bytes: 16, encoding: 'hex' },
          KEY: { from: 'user', question: 'Which key did the provider give you?' },
        },
        why: 'Variables of feeds: TOKEN, KEY.',
      },
    ])
    expect(container.env).toEqual([
      { name: 'PLAIN', value: 'yes' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'feeds-environment', key: 'TOKEN' } } },
      { name: 'KEY', valueFrom: { secretKeyRef: { name: 'feeds-environment', key: 'KEY' } } },
      { name: 'OTHER', valueFrom: { secretKeyRef: { name: 'mail', key: 'password' } } },
    ])
  })

  it('is published under a whole host name as well, in another domain of the owner', () => {
    const { app, ingress } = build(({ ingress }) => ({ port: 8080, host: 'news.lab-owner.org', ingress }))
    expect(app.url).toBe('https://news.lab-owner.org')
    expect(ingress.routes.map(({ host }) => host)).toEqual(['news.lab-owner.org'])
  })

  it('is published by the sign-in proxy, and no other pod reaches it', () => {
    const { app, ingress, objects, identity } = build((parts) => ({
      port: 8080,
      host: 'news',
      signIn: { ...parts, displayName: 'Feeds', allowed: ['bo@lab.test'] },
    }))
    expect(app.url).toBe('https://news.ainur.home.arpa')
    expect(ingress.routes.map(({ host, service }) => [host, service])).toEqual([
      ['news.ainur.home.arpa', 'feeds-sign-in'],
    ])
    expect(identity.requests.map(({ id, displayName }) => [id, displayName])).toEqual([['feeds', 'Feeds']])
    expect(objects['ConfigMap/feeds-sign-in'].data.emails).toBe('bo@lab.test\n')
    expect(objects['NetworkPolicy/feeds-only-through-sign-in'].spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'feeds', 'app.kubernetes.io/instance': 'feeds' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: objects['Service/feeds-sign-in'].spec.selector } }],
          ports: [{ port: 8080, protocol: 'TCP' }],
        },
      ],
    })
  })

  it('says where its metrics are, at its port or at one of their own', () => {
    const annotations = (props: Partial<ContainerAppProps>) => build(props).spec.template.metadata.annotations
    const scrape = { 'prometheus.io/scrape': 'true' }
    expect(annotations({ port: 8080 })).toBeUndefined()
    expect(annotations({ port: 8080, metrics: '/api/metrics' })).toEqual({
      ...scrape,
      'prometheus.io/port': '8080',
      'prometheus.io/path': '/api/metrics',
    })
    const own = build({ port: 8080, metrics: { port: 9090 } })
    expect(own.spec.template.metadata.annotations).toEqual({ ...scrape, 'prometheus.io/port': '9090' })
    expect(own.container.ports).toEqual([
      { name: 'http', containerPort: 8080 },
      { name: 'metrics', containerPort: 9090 },
    ])
    expect(build({ metrics: { port: 9090 } }).container.ports).toEqual([{ name: 'metrics', containerPort: 9090 }])
    expect(build({ port: 8080, metrics: { port: 8080 } }).container.ports).toHaveLength(1)
  })

  it('lets every pod scrape it behind a sign-in, and none past the sign-in', () => {
    const { objects } = build((parts) => ({ port: 8080, signIn: parts, metrics: { port: 9090 } }))
    expect(objects['NetworkPolicy/feeds-only-through-sign-in'].spec.ingress).toEqual([
      {
        from: [{ podSelector: { matchLabels: objects['Service/feeds-sign-in'].spec.selector } }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
      { ports: [{ port: 9090, protocol: 'TCP' }] },
    ])
  })

  it('comes after every app in its props, however deep', () => {
    const { app } = build(({ storage, ...parts }) => ({
      port: 80,
      signIn: parts,
      volumes: { data: { path: '/data', size: '1Gi', storage } },
    }))
    expect(app.dependencies.map((dependency) => dependency.app.appName).sort()).toEqual(
      expect.arrayContaining(['dex-fake', 'lab-pki', 'longhorn', 'traefik']),
    )
  })

  it('asks for the pieces of a device plugin on both sides, as Kubernetes wants it', () => {
    const { container } = build({ resources: { ...least.resources, extended: { 'squat.ai/zigbee': 1 } } })
    expect(container.resources).toEqual({
      requests: { cpu: '10m', memory: '32Mi', 'squat.ai/zigbee': '1' },
      limits: { memory: '32Mi', 'squat.ai/zigbee': '1' },
    })
  })

  it('may be placed by one policy or by several', () => {
    expect(policiesFor(build({ placement: preferArm64 }).app.deployment)).toEqual([preferArm64])
    const both = [preferArm64, onNodesWith('nvme')]
    expect(policiesFor(build({ placement: both }).app.deployment)).toEqual(both)
  })

  it('lets the author change the finished container and pod', () => {
    const { container, pod } = build({
      command: ['/feeds'],
      args: ['--quiet'],
      container: (made) => ({ ...made, workingDir: '/srv' }),
      pod: (made) => ({ ...made, hostname: 'feeds' }),
    })
    expect(container).toMatchObject({ command: ['/feeds'], args: ['--quiet'], workingDir: '/srv' })
    expect(pod).toMatchObject({ hostname: 'feeds', automountServiceAccountToken: false })
  })

  it('can live in another namespace, as any app', () => {
    const { tree } = testTree()
    expect(new ContainerApp(tree, 'feeds', least, { namespace: 'media' }).appNamespace).toBe('media')
  })
})

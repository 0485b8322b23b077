import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ImageLock } from '../../render/src/images/image-lock.ts'
import { parseImageLock } from '../../render/src/images/parse-image-lock.ts'
import { renderTree } from '../../render/src/pipeline/render-tree.ts'
import { addGotify } from './gotify.ts'
import { HomeAssistant } from './home-assistant.ts'
import { NfsStorage } from './nfs-storage.ts'
import { smallCluster } from './testing/small-cluster.ts'
import { Vaultwarden } from './vaultwarden.ts'

const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '../..')
const systems = parseImageLock(readFileSync(join(repositoryRoot, 'images.lock.json'), 'utf8'))

/** What `docs/add-an-app.md` has its reader write into `images.lock.json`, for each example. */
const examples: ImageLock['images'] = {
  'ghcr.io/gotify/server:3.1.1': {
    tag: '3.1.1',
    platforms: ['linux/386', 'linux/amd64', 'linux/arm/v7', 'linux/arm64', 'linux/riscv64'],
    source: 'declared',
    upstream: 'https://github.com/gotify/server/blob/v3.1.1/Makefile',
  },
  'ghcr.io/dani-garcia/vaultwarden:1.36.0': {
    tag: '1.36.0',
    platforms: ['linux/amd64', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm64'],
    source: 'declared',
    upstream: 'https://github.com/dani-garcia/vaultwarden/blob/1.36.0/docker/DockerSettings.yaml',
  },
  'ghcr.io/home-assistant/home-assistant:2026.9.4': {
    tag: '2026.9.4',
    platforms: ['linux/amd64', 'linux/arm64'],
    source: 'declared',
    upstream: 'https://github.com/home-assistant/core/blob/2026.9.4/.github/workflows/builder.yml',
  },
  'registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2': {
    tag: 'v4.0.2',
    platforms: ['linux/amd64', 'linux/arm/v7', 'linux/arm64'],
    source: 'declared',
    upstream: 'https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner/blob/v4.0.2/Makefile',
  },
}

function render(lock: ImageLock, zigbeeStick?: string) {
  const { tree, ...systems } = smallCluster()
  addGotify(tree, systems)
  new Vaultwarden(tree, 'vaultwarden', systems)
  new HomeAssistant(tree, 'home-assistant', { ...systems, zigbeeStick })
  return renderTree(tree, lock, repositoryRoot)
}

const names = ['gotify', 'vaultwarden', 'home-assistant']
const lock = { images: { ...systems.images, ...examples } }

function about(findings: ReturnType<typeof renderTree>['findings']) {
  return findings.filter(({ object }) => names.includes(object.namespace ?? object.name))
}

describe('the examples', () => {
  const { rendering, findings, applications } = render(lock)

  it('pass every check', () => {
    expect(about(findings)).toEqual([])
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('come after the systems that they were handed', () => {
    for (const name of names) {
      expect(rendering.waves.get(name)).toBeGreaterThan(rendering.waves.get('longhorn') ?? Number.NaN)
      expect(rendering.waves.get(name)).toBeGreaterThan(rendering.waves.get('traefik') ?? Number.NaN)
    }
  })

  it('are published with a certificate and a redirect to it', () => {
    const kinds = rendering.objects.filter(({ app }) => app === 'gotify').map(({ object }) => object.kind)
    expect(kinds).toEqual([
      'PersistentVolumeClaim',
      'Service',
      'Certificate',
      'Ingress',
      'Middleware',
      'Ingress',
      'Deployment',
    ])
    expect(rendering.exposures.map(({ url }) => url)).toContain('https://push.lothlorien.home.arpa')
  })

  it('keep their data when they leave index.ts', () => {
    for (const { kind, metadata } of applications) {
      if (kind === 'Application' && names.includes(metadata.name)) expect(metadata).not.toHaveProperty('finalizers')
    }
    expect(
      applications.filter(({ kind, metadata }) => kind === 'Application' && names.includes(metadata.name)),
    ).toHaveLength(3)
  })

  it('get the strictest Pod Security level that their pods allow', () => {
    const levels = rendering.objects
      .filter(({ object }) => object.kind === 'Namespace' && names.includes(object.metadata.name))
      .map(({ object: { metadata } }) => [metadata.name, metadata.labels?.['pod-security.kubernetes.io/enforce']])
    expect(Object.fromEntries(levels)).toEqual({
      gotify: 'restricted',
      vaultwarden: 'restricted',
      'home-assistant': 'privileged',
    })
  })

  it('come from the file that wires them, says the inventory', () => {
    const sources = rendering.objects.filter(({ app, object }) => app === 'gotify' && object.kind === 'Deployment')
    expect(sources.map(({ origin }) => origin.sourceFile)).toEqual(['docs/examples/gotify.ts'])
  })
})

describe('Home Assistant with a Zigbee stick', () => {
  const { rendering, findings } = render(lock, '/dev/serial/by-id/usb-ITead_Sonoff-if00-port0')

  it('passes every check, privileged for a reason that it gives', () => {
    expect(about(findings)).toEqual([])
  })

  it('runs only on the node that has the stick', () => {
    const home = rendering.objects.find(({ app, object }) => app === 'home-assistant' && object.kind === 'Deployment')
    const { affinity, volumes, containers } = home?.object.spec?.template.spec ?? {}
    expect(JSON.stringify(affinity)).toContain('zigbee')
    expect(volumes).toContainEqual({
      name: 'device-0',
      hostPath: { path: '/dev/serial/by-id/usb-ITead_Sonoff-if00-port0', type: 'CharDevice' },
    })
    expect(containers[0].securityContext).toEqual({ privileged: true, readOnlyRootFilesystem: false })
  })
})

describe('a chart that Argo CD renders', () => {
  const { tree, ingress } = smallCluster()
  const storage = new NfsStorage(tree, 'nfs', { server: '192.168.30.5', path: '/srv/volumes' })
  new Vaultwarden(tree, 'vaultwarden', { ingress, storage })
  const { rendering, findings, applications } = renderTree(tree, lock, repositoryRoot)

  it('passes every check, and holds the claims of others', () => {
    expect(findings.filter(({ object }) => ['nfs', 'vaultwarden'].includes(object.namespace ?? object.name))).toEqual(
      [],
    )
    expect(rendering.waves.get('vaultwarden')).toBeGreaterThan(rendering.waves.get('nfs') ?? Number.NaN)
  })

  it('is an Application with the chart and its values as its source', () => {
    const application = applications.find(({ kind, metadata }) => kind === 'Application' && metadata.name === 'nfs')
    expect(JSON.stringify(application?.spec)).toContain('"nfs":{"server":"192.168.30.5","path":"/srv/volumes"}')
  })
})

it('is refused as long as nobody said what its image runs on', () => {
  expect(about(render(systems).findings).map(({ rule }) => rule)).toContain('image-not-locked')
})

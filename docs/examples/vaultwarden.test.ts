import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Longhorn, Traefik } from '@ainur/constructs'
import { expect, it } from 'vitest'
import ainur from '../../apps/ainur/index.ts'
import { renderTree } from '../../render/src/pipeline/render-tree.ts'
import { Vaultwarden } from './vaultwarden.ts'

const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** What `docs/add-an-app.md` has its reader write into `images.lock.json`. */
const images = {
  images: {
    'ghcr.io/dani-garcia/vaultwarden:1.36.0': {
      tag: '1.36.0',
      platforms: ['linux/amd64', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm64'],
      source: 'declared',
      upstream: 'https://github.com/dani-garcia/vaultwarden/blob/1.36.0/docker/DockerSettings.yaml',
    },
  },
} as const

function renderWithVaultwarden(lock: Parameters<typeof renderTree>[1]) {
  const tree = ainur()
  const ingress = tree.apps.find((app): app is Traefik => app instanceof Traefik)
  const storage = tree.apps.find((app): app is Longhorn => app instanceof Longhorn)
  if (!ingress || !storage) throw new Error('the reference cluster has lost its ingress or its storage')
  new Vaultwarden(tree, 'vaultwarden', { ingress, storage })
  const { rendering, findings, applications } = renderTree(tree, lock, repositoryRoot)
  return {
    rendering,
    application: applications.find(({ kind, metadata }) => kind === 'Application' && metadata.name === 'vaultwarden'),
    findings: findings.filter(({ object }) => object.namespace === 'vaultwarden'),
    objects: rendering.objects.filter(({ app }) => app === 'vaultwarden'),
  }
}

it('renders into objects that pass every check, after what it was handed', () => {
  const { rendering, findings, objects, application } = renderWithVaultwarden(images)

  expect(findings).toEqual([])
  // Who takes the app out of index.ts keeps the passwords.
  expect(application?.metadata).not.toHaveProperty('finalizers')
  expect(objects.map(({ object }) => `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`)).toEqual([
    'PersistentVolumeClaim vaultwarden/vaultwarden-data',
    'Service vaultwarden/vaultwarden',
    'Certificate vaultwarden/vaultwarden',
    'Ingress vaultwarden/vaultwarden',
    'Middleware vaultwarden/vaultwarden-to-https',
    'Ingress vaultwarden/vaultwarden-http',
    'Deployment vaultwarden/vaultwarden',
  ])
  expect(rendering.waves.get('vaultwarden')).toBeGreaterThan(rendering.waves.get('longhorn') ?? Number.NaN)
  expect(rendering.exposures).toContainEqual({
    app: 'vaultwarden',
    host: 'passwords.ainur.home.arpa',
    address: '192.168.20.200',
    url: 'https://passwords.ainur.home.arpa',
  })
  const namespace = rendering.objects.find(
    ({ object }) => object.kind === 'Namespace' && object.metadata.name === 'vaultwarden',
  )
  expect(namespace?.object.metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' })
})

it('is refused as long as nobody said what its image runs on', () => {
  expect(renderWithVaultwarden({ images: {} }).findings).toContainEqual(
    expect.objectContaining({ rule: 'image-not-locked', severity: 'error' }),
  )
})

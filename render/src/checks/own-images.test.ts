import { CertSite, PiNetboot } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import { testTree } from '../../../constructs/src/workload/testing/test-tree.ts'
import type { LockedImage } from '../images/image-lock.ts'
import { renderTree } from '../pipeline/render-tree.ts'
import { mixedCluster } from '../pods/testing/test-rendering.ts'

const reference = 'registry.example.com/lab/ainur-cert-site:1.0.0'

type Parts = ReturnType<typeof testTree>

/** Findings of this rule about a tree in which `add` has put an app. */
function found(add: (parts: Parts) => unknown, images: Record<string, LockedImage> = {}) {
  const { nodes, architectures } = mixedCluster()
  const parts = testTree({ nodes, architectures })
  add(parts)
  const { findings } = renderTree(parts.tree, { images }, '')
  return findings.filter(({ rule }) => rule === 'own-image-unpublished')
}

const certSite = ({ tree, ingress, trust }: Parts) => new CertSite(tree, 'cert-site', { ingress, trust })

describe('own-image-unpublished', () => {
  it('names the command that builds and pushes the image, for the nodes that it may run on', () => {
    expect(found(certSite)).toEqual([
      {
        rule: 'own-image-unpublished',
        severity: 'info',
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'cert-site', name: 'cert-site' },
        path: 'spec.template.spec.containers[0].image',
        message: `"${reference}" comes from images/cert-site, and is not known to be in the registry; it is needed for linux/amd64 and linux/arm64`,
        remedy: `docker buildx build --platform linux/amd64,linux/arm64 --tag ${reference} --push images/cert-site, then npm run images -- lock`,
      },
    ])
  })

  it('accepts an image that was read from the registry, and no other', () => {
    const locked = { tag: '1.0.0', platforms: ['linux/amd64', 'linux/arm64'] }
    const digest = `sha256:${'a'.repeat(64)}`
    expect(found(certSite, { [reference]: { ...locked, source: 'registry', digest } })).toEqual([])
    expect(found(certSite, { [reference]: { ...locked, source: 'declared', upstream: 'images' } })).toHaveLength(1)
  })

  it('warns of an image that nobody can build', () => {
    const netboot = ({ tree, loadBalancer, storage }: Parts) =>
      new PiNetboot(tree, 'pi-netboot', { address: '192.168.20.202', ubuntu: '24.04.5', loadBalancer, storage })
    expect(found(netboot)).toMatchObject([
      {
        severity: 'warning',
        message: expect.stringMatching(/its Dockerfile is not in this repository yet$/),
        remedy: expect.stringMatching(/^leave the app out/),
      },
    ])
  })
})

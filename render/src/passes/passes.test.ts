import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, testRendering } from '../pods/testing/test-rendering.ts'
import { imageLockPass } from './image-lock.ts'
import { passes } from './index.ts'
import { labelsPass } from './labels.ts'
import { namespacePass } from './namespace.ts'

const namespaced = namespacePass(
  (_, kind) => ({ ConfigMap: 'Namespaced' as const, Namespace: 'Cluster' as const })[kind],
)

function configMap(metadata: Partial<KubeObject['metadata']> = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', ...metadata } }
}

describe('namespacePass', () => {
  it('stamps the namespace of the app on namespaced objects that have none', () => {
    const rendering = testRendering({ objects: [configMap(), configMap({ namespace: 'kube-system' })] })
    expect(namespaced.run(rendering)).toEqual([])
    expect(rendering.objects.map(({ object }) => object.metadata.namespace)).toEqual(['web', 'kube-system'])
  })

  it('leaves cluster-scoped objects alone', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }
    const rendering = testRendering({ objects: [namespace] })
    expect(namespaced.run(rendering)).toEqual([])
    expect(rendering.objects[0]?.object).toEqual(namespace)
  })

  it('leaves an unknown kind alone, and takes the scope from a definition in the tree', () => {
    const thing = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' } }
    const unknown = testRendering({ objects: [thing] })
    expect(namespaced.run(unknown)).toEqual([])
    expect(unknown.objects[0]?.object).toEqual(thing)
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.example.com', namespace: 'unknown-here' },
      spec: { group: 'example.com', scope: 'Namespaced', names: { kind: 'Thing' } },
    }
    const rendering = testRendering({ objects: [thing, definition] })
    expect(namespaced.run(rendering)).toEqual([])
    expect(rendering.objects[0]?.object.metadata.namespace).toBe('web')
  })
})

describe('labelsPass', () => {
  it('labels the object only, and overrides nothing', () => {
    const object = deployment('web', 'both:1')
    object.metadata.labels = { 'app.kubernetes.io/part-of': 'argocd' }
    const rendering = testRendering({ objects: [object] })
    labelsPass.run(rendering)
    expect(rendering.objects[0]?.object).toEqual({
      ...object,
      metadata: {
        ...object.metadata,
        labels: { 'app.kubernetes.io/managed-by': 'ainur', 'app.kubernetes.io/part-of': 'argocd' },
      },
    })
  })
})

describe('imageLockPass', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  const images = {
    'ghcr.io/a/b:1': { tag: '1', digest, platforms: ['linux/arm64'], source: 'registry' as const },
    'ghcr.io/a/c:1': ['linux/arm64'],
  }
  const run = (image: string) => {
    const rendering = testRendering({ objects: [deployment('web', image)], images })
    const findings = imageLockPass.run(rendering)
    return { findings, image: rendering.objects[0]?.object.spec.template.spec.containers[0].image }
  }

  it('pins a tag to the digest that the lock has, once', () => {
    expect(run('ghcr.io/a/b:1')).toEqual({ findings: [], image: `ghcr.io/a/b:1@${digest}` })
    expect(run(`ghcr.io/a/b:1@${digest}`)).toEqual({ findings: [], image: `ghcr.io/a/b:1@${digest}` })
  })

  it('keeps the tag of an image whose digest is not known', () => {
    expect(run('ghcr.io/a/c:1')).toEqual({ findings: [], image: 'ghcr.io/a/c:1' })
  })

  it('reports an image that is not locked, with the command that locks it', () => {
    const { findings } = run('ghcr.io/a/d:1')
    expect(findings).toMatchObject([
      { rule: 'image-not-locked', severity: 'error', path: 'spec.template.spec.containers[0].image' },
    ])
    expect(findings[0]?.remedy).toContain('npm run images -- lock')
  })

  it('reports a digest that contradicts the lock', () => {
    expect(run(`ghcr.io/a/b:1@sha256:${'b'.repeat(64)}`).findings).toMatchObject([{ rule: 'image-digest-conflict' }])
  })
})

describe('passes', () => {
  it('run in an order in which each finds what it needs, and change nothing the second time', () => {
    expect(passes.map(({ id }) => id)).toEqual([
      'namespace',
      'overrides',
      'drain-budgets',
      'labels',
      'server-defaults',
      'image-lock',
      'pull-secrets',
      'placement',
      'spread',
      'pod-security',
    ])
    const rendering = testRendering({
      objects: [deployment('web', 'arm:1'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } }],
      images: { 'arm:1': ['linux/arm64'] },
    })
    expect(passes.flatMap((pass) => pass.run(rendering))).toEqual([])
    const once = structuredClone(rendering.objects)
    passes.forEach((pass) => {
      pass.run(rendering)
    })
    expect(rendering.objects).toEqual(once)
  })
})

import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../model/rendered-object.ts'
import { containersOf } from './containers-of.ts'
import { podTemplatesOf } from './pod-templates-of.ts'

const pod = { containers: [{ name: 'a', image: 'a:1' }] }
const template = { metadata: { labels: { app: 'a' } }, spec: pod }

function make(apiVersion: string, kind: string, spec: unknown): KubeObject {
  return { apiVersion, kind, metadata: { name: 'a', namespace: 'web' }, spec }
}

describe('podTemplatesOf', () => {
  it.each([
    ['v1', 'Pod', pod, 'spec', 'replicated', 1],
    ['apps/v1', 'Deployment', { replicas: 3, template }, 'spec.template.spec', 'replicated', 3],
    ['apps/v1', 'Deployment', { template }, 'spec.template.spec', 'replicated', 1],
    ['apps/v1', 'StatefulSet', { replicas: 0, template }, 'spec.template.spec', 'replicated', 0],
    ['apps/v1', 'ReplicaSet', { replicas: 2, template }, 'spec.template.spec', 'replicated', 2],
    ['apps/v1', 'DaemonSet', { template }, 'spec.template.spec', 'per-node', 1],
    ['batch/v1', 'Job', { parallelism: 2, template }, 'spec.template.spec', 'completes', 2],
    ['batch/v1', 'Job', { suspend: true, template }, 'spec.template.spec', 'completes', 0],
    [
      'batch/v1',
      'CronJob',
      { jobTemplate: { spec: { template } } },
      'spec.jobTemplate.spec.template.spec',
      'completes',
      1,
    ],
    ['argoproj.io/v1alpha1', 'Rollout', { replicas: 2, template }, 'spec.template.spec', 'replicated', 2],
  ])('%s %s', (apiVersion, kind, spec, path, workloadType, replicas) => {
    const object = make(apiVersion, kind, spec)
    expect(podTemplatesOf(object)).toMatchObject([{ path, workloadType, replicas, edit: 'pod-spec' }])
    expect(podTemplatesOf(object)[0]?.spec).toBe(pod)
  })

  it('reads the labels of the template, not of the object', () => {
    expect(podTemplatesOf(make('apps/v1', 'Deployment', { template }))[0]?.labels).toEqual({ app: 'a' })
  })

  it('makes pods of a system-upgrade Plan, whose version is the tag', () => {
    const plan = make('upgrade.cattle.io/v1', 'Plan', {
      version: 'v1.36.3+k3s1',
      concurrency: 2,
      nodeSelector: { matchLabels: { a: 'b' } },
      prepare: { image: 'rancher/k3s-upgrade:v1' },
      upgrade: { image: 'rancher/k3s-upgrade' },
    })
    const [made] = podTemplatesOf(plan)
    expect(made).toMatchObject({ edit: 'plan', workloadType: 'completes', replicas: 2 })
    expect(made && containersOf(made).map(({ container }) => container.image)).toEqual([
      'rancher/k3s-upgrade:v1',
      'rancher/k3s-upgrade:v1.36.3-k3s1',
    ])
  })

  it('finds pod specs anywhere in an unknown custom resource, and cannot edit them', () => {
    const object = make('example.com/v1', 'Thing', { parts: [{ pod }, { template }] })
    expect(podTemplatesOf(object).map(({ path, edit }) => [path, edit])).toEqual([
      ['spec.parts[0].pod', 'none'],
      ['spec.parts[1].template.spec', 'none'],
    ])
  })

  it.each([
    ['a ConfigMap with such text', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: pod }],
    ['containers without images', make('example.com/v1', 'Thing', { containers: [{ name: 'a' }] })],
    ['a broken template', make('apps/v1', 'Deployment', { template: { spec: null } })],
    ['no spec at all', { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a' } }],
  ])('finds none in %s', (_, object) => {
    expect(podTemplatesOf(object as KubeObject)).toEqual([])
  })

  it('lists init, ordinary and ephemeral containers with their paths', () => {
    const spec = { ...pod, initContainers: pod.containers, ephemeralContainers: pod.containers }
    expect(containersOf({ path: 'spec', spec }).map(({ path }) => path)).toEqual([
      'spec.initContainers[0]',
      'spec.containers[0]',
      'spec.ephemeralContainers[0]',
    ])
  })
})

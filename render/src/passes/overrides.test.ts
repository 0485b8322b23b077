import type { ClusterTree, Override } from '@ainur/constructs'
import { describe, expect, it } from 'vitest'
import { schemaCheck } from '../checks/schema.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import { deployment, TestApp, testRendering } from '../pods/testing/test-rendering.ts'
import { overridesPass } from './overrides.ts'

const configMap = (namespace: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace },
})

function run(wanted: readonly Override[], objects: KubeObject[] = [deployment('web', 'a:1')]) {
  const apps = (tree: ClusterTree) => {
    const app = new TestApp(tree)
    for (const { kind, name, changes, namespace } of wanted) app.override(kind, name, changes, namespace)
  }
  const rendering = testRendering({ apps, objects })
  const findings = overridesPass.run(rendering)
  return { rendering, findings, object: rendering.objects[0]?.object as KubeObject }
}

describe('overridesPass', () => {
  it('changes the object, and leaves the rest of it', () => {
    const changes = { metadata: { labels: { team: 'home' } }, spec: { replicas: 2 } }
    const { object, findings } = run([{ kind: 'Deployment', name: 'web', changes }])
    expect(findings).toEqual([])
    expect(object.metadata.labels).toMatchObject({ team: 'home' })
    expect(object.spec).toEqual({ ...deployment('web', 'a:1').spec, replicas: 2 })
  })

  it('carries out several overrides of one object in turn', () => {
    const replicas = (count: number) => ({ kind: 'Deployment', name: 'web', changes: { spec: { replicas: count } } })
    expect(run([replicas(2), replicas(3)]).object.spec.replicas).toBe(3)
  })

  it('leaves a wrong field or value to the checks that see every object', () => {
    const changes = { spec: { replicas: 'two', replcias: 2 } }
    const { rendering } = run([{ kind: 'Deployment', name: 'web', changes }])
    expect(schemaCheck.run(rendering).map(({ path }) => path)).toEqual(['spec.replicas', 'spec.replcias'])
  })

  it.each([
    ['kind', { kind: 'Deployments', name: 'web', changes: {} }, 'app web has no such object; its kinds are Deployment'],
    [
      'name',
      { kind: 'Deployment', name: 'wep', changes: {} },
      'app web has no such object; its objects of kind Deployment are web',
    ],
  ])('refuses a wrong %s, and says what there is', (_, override, message) => {
    expect(run([override]).findings).toMatchObject([{ rule: 'override-unmatched', severity: 'error', message }])
  })

  it('asks which object is meant where there are two, and takes the namespace for an answer', () => {
    const objects = () => [configMap('a'), configMap('b')]
    const override = { kind: 'ConfigMap', name: 'web', changes: { data: { x: '1' } } }
    expect(run([override], objects()).findings).toMatchObject([
      { rule: 'override-unmatched', message: 'the override of ConfigMap web could mean 2 objects, in a and b' },
    ])
    const { findings, rendering } = run([{ ...override, namespace: 'b' }], objects())
    expect(findings).toEqual([])
    expect(rendering.objects.map(({ object }) => object.data)).toEqual([undefined, { x: '1' }])
  })

  it('refuses to rename or move an object', () => {
    const changes = { apiVersion: 'apps/v2', metadata: { name: 'other', namespace: 'other' } }
    const { findings, object } = run([{ kind: 'Deployment', name: 'web', changes }])
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['override-identity', 'apiVersion'],
      ['override-identity', 'metadata.name'],
      ['override-identity', 'metadata.namespace'],
    ])
    expect(object.metadata.name).toBe('web')
  })

  it('tells of an override that changes nothing', () => {
    const { kind, spec } = deployment('web', 'a:1')
    expect(run([{ kind, name: 'web', changes: { spec } }]).findings).toMatchObject([
      { rule: 'override-idle', severity: 'warning', message: 'the override of Deployment web changes nothing' },
    ])
  })
})

import { expect, it } from 'vitest'
import { deployment, TestApp, testRendering } from '../../pods/testing/test-rendering.ts'
import { namedElsewhere } from './named-elsewhere.ts'

it('is what pods and objects name and the tree does not hold, once, with the keys that are asked for', () => {
  const secret = (name: string, key: string) => ({ name, valueFrom: { secretKeyRef: { name: 'login', key } } })
  const spec = {
    runtimeClassName: 'sandboxed',
    containers: [
      {
        name: 'a',
        image: 'a:1',
        env: [
          secret('A', 'user'),
          secret('B', 'password'),
          secret('C', 'user'),
          { name: 'D', valueFrom: { configMapKeyRef: { name: 'there', key: 'x' } } },
          { name: 'E', valueFrom: { secretKeyRef: { name: 'maybe', key: 'x', optional: true } } },
        ],
      },
    ],
  }
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'there', namespace: 'web' }, data: { x: '1' } },
    deployment('a', 'a:1', spec),
  ]
  const podSpec = { priorityClassName: 'mine', containers: [{ name: 'b', image: 'b:1' }] }
  const apps = (tree: ConstructorParameters<typeof TestApp>[0]) =>
    new TestApp(tree).addRuntimeWorkload({ kind: 'Deployment', namespace: 'web', name: 'b', podSpec })

  expect(namedElsewhere(testRendering({ objects, apps }))).toEqual([
    { group: 'node.k8s.io', kind: 'RuntimeClass', name: 'sandboxed', keys: [] },
    { group: '', kind: 'Secret', namespace: 'web', name: 'login', keys: ['user', 'password'] },
    { group: 'scheduling.k8s.io', kind: 'PriorityClass', name: 'mine', keys: [] },
  ])
})

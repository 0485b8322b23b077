import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { deployment, named, yaml } from '../testing/objects.ts'

const config = (data: object) => named('v1', 'ConfigMap', 'settings', { data })
const mounted = (more = {}, template = {}) =>
  deployment({ template, pod: { volumes: [{ name: 'c', configMap: { name: 'settings', ...more } }] } })
const diff = (before: object, user: object, after: object, newUser = user) =>
  findingsOf(
    'config-without-restart',
    { 'c.yaml': yaml(before), 'd.yaml': yaml(user) },
    { 'c.yaml': yaml(after), 'd.yaml': yaml(newUser) },
  )
const [a, b] = [config({ x: '1', y: '1' }), config({ x: '2', y: '1' })]

describe('config-without-restart', () => {
  it('reports a mounted ConfigMap whose Deployment is in a file that did not change', () => {
    expect(diff(a, mounted(), b)).toMatchObject([
      {
        object: { kind: 'ConfigMap', name: 'settings' },
        path: 'data["x"]',
        message: expect.stringContaining('Deployment media/web does not restart'),
      },
    ])
  })

  it('says that variables are read at the start only', () => {
    const env = deployment({ container: { envFrom: [{ configMapRef: { name: 'settings' } }] } })
    expect(diff(a, env, b)[0]?.message).toContain('reads it only when a pod starts')
  })

  it('says nothing when the pods restart with the change', () => {
    expect(
      diff(
        a,
        mounted({}, { annotations: { 'checksum/config': '1' } }),
        b,
        mounted({}, { annotations: { 'checksum/config': '2' } }),
      ),
    ).toEqual([])
  })

  it('says nothing when only keys change that nobody reads', () => {
    expect(diff(a, mounted({ items: [{ key: 'y', path: 'y' }] }), b)).toEqual([])
    expect(diff(a, mounted({ items: [{ key: 'x', path: 'x' }] }), b)).toHaveLength(1)
  })

  it('says nothing when a controller restarts them, another namespace has the name, or only labels change', () => {
    expect(
      diff(
        a,
        {
          ...mounted(),
          metadata: { name: 'web', namespace: 'media', annotations: { 'reloader.stakater.com/auto': 'true' } },
        },
        b,
      ),
    ).toEqual([])
    expect(diff(a, { ...mounted(), metadata: { name: 'web', namespace: 'other' } }, b)).toEqual([])
    expect(
      diff(a, mounted(), { ...a, metadata: { name: 'settings', namespace: 'media', labels: { x: 'y' } } }),
    ).toEqual([])
  })

  it('says nothing about a key that is not among the files mounted by subPath', () => {
    const config = (other: string) => named('v1', 'ConfigMap', 'conf', { data: { 'a.yaml': 'x', other } })
    const user = (subPath: string) =>
      deployment({
        pod: { volumes: [{ name: 'c', configMap: { name: 'conf' } }] },
        container: { volumeMounts: [{ name: 'c', mountPath: '/etc/a', subPath }] },
      })
    const diff = (subPath: string) =>
      findingsOf('config-without-restart', yaml(config('1'), user(subPath)), yaml(config('2'), user(subPath)))
    expect(diff('a.yaml')).toEqual([])
    expect(diff('other')).toHaveLength(1)
  })
})

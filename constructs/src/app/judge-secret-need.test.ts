import { expect, it } from 'vitest'
import { App } from './app.ts'
import { ClusterTree } from './cluster-tree.ts'
import { testCluster } from './testing/test-cluster.ts'

class Web extends App {}

const password = { from: 'random', bytes: 32, encoding: 'hex' } as const
const right = { name: 'web', keys: { password }, why: 'It signs in with it' }

/** What is reported of an app that needs this Secret. */
function told(need: object): string[] {
  const web = new Web(new ClusterTree(testCluster()), 'web')
  web.addSecretNeed({ ...right, ...need })
  return web.findings.map(({ path, message }) => `${path}: ${message}`)
}

it('takes a Secret that can be made', () => {
  const keys = { password, 'tls.key': { from: 'lab-ca', part: 'private-key' }, both: { from: 'template', text: 'x' } }
  expect(told({ keys, kind: 'Secret', type: 'Opaque', labels: { a: 'b' } })).toEqual([])
})

it.each([
  [{ name: 'Web_Admin' }, 'addSecretNeed(…).name: "Web_Admin" is not a name of a Secret'],
  [{ namespace: 'Web_1' }, 'addSecretNeed(…).namespace: "Web_1" is not a name of a namespace'],
  [
    { type: 'kubernetes.io/tls' },
    'addSecretNeed(…).keys: a Secret of the type kubernetes.io/tls has tls.crt and tls.key',
  ],
  [{ why: undefined }, 'addSecretNeed(…).why: nothing was given'],
  [{ keys: undefined }, 'addSecretNeed(…).keys: nothing was given'],
  [{ kez: {} }, 'addSecretNeed(…).kez: "kez" is not a setting of a secret need'],
  [{ keys: { 'a b': password } }, 'addSecretNeed(…).keys["a b"]: "a b" is not a key of a Secret'],
  [{ keys: { a: 'hunter2' } }, 'addSecretNeed(…).keys.a: "hunter2" was given; it takes an object'],
  [{ keys: { a: { from: 'nope' } } }, 'addSecretNeed(…).keys.a.from: "nope" is not known; allowed are random, user,'],
  [{ keys: { a: { from: 'user' } } }, 'addSecretNeed(…).keys.a.question: nothing was given; it takes a string'],
  [{ keys: { a: { ...password, bytes: 0.5 } } }, 'addSecretNeed(…).keys.a.bytes: 0.5 was given; allowed are whole'],
  [{ keys: { a: { ...password, byts: 3 } } }, 'addSecretNeed(…).keys.a.byts: "byts" is not a setting of keys.a'],
])('says what is wrong with %j', (need, start) => {
  expect(told(need)).toEqual([expect.stringContaining(start)])
})

it('does not refuse a name twice that is made of the name of the app', () => {
  const web = new Web(new ClusterTree(testCluster()), 'Web')
  web.addSecretNeed({ ...right, name: 'Web-admin' })
  expect(web.findings.map(({ path }) => path)).toEqual(['name'])
})

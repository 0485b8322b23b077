import { describe, expect, it } from 'vitest'
import { onNodesWith } from '../placement/policy.ts'
import { testTree } from '../workload/testing/test-tree.ts'
import { ContainerApp } from './container-app.ts'
import type { ContainerAppProps } from './props.ts'
import { containerRules } from './rules.ts'

const { tree, storage, ingress, identity, trust } = testTree()
const signIn = { ingress, identity, trust }
const resources = { cpu: '10m', memory: '32Mi' }
const right = {
  image: 'registry.example.com/feeds:1.0.0',
  user: 1000,
  port: 8080,
  resources,
} satisfies ContainerAppProps
const volume = { path: '/data', size: '1Gi', storage }

// biome-ignore lint/suspicious/noExplicitAny: what types forbid is written all the same, and must be understood
const wrong: Readonly<Record<string, Readonly<Record<string, readonly [props: any, path: string, says: string]>>>> = {
  'missing-value': {
    'an app without an image': [{ image: undefined }, 'image', 'nothing was given'],
    'an app without resources': [{ resources: undefined }, 'resources', 'nothing was given'],
    'a volume without a storage': [
      { volumes: { data: { path: '/d', size: '1Gi' } } },
      'volumes.data.storage',
      'nothing',
    ],
  },
  'unknown-key': {
    'a misspelt key, which is not missing as well': [{ port: undefined, prot: 80, ingress }, 'prot', '"prot" is not a'],
    'a key that does not exist': [{ envrionment: { TZ: 'UTC' } }, 'envrionment', '"envrionment" is not a'],
    'a misspelt key of a volume': [
      { volumes: { data: { ...volume, backups: true } } },
      'volumes.data.backups',
      '"backups" is not a',
    ],
  },
  'wrong-type': {
    'a request without quotes': [{ resources: { cpu: 1, memory: '32Mi' } }, 'resources.cpu', '1 was given'],
    'a user in quotes': [{ user: '1000' }, 'user', '"1000" was given'],
    'a group by name': [{ group: 'video' }, 'group', '"video" was given'],
    'true as a reason': [{ allow: { hostNetwork: true } }, 'allow.hostNetwork', 'true was given'],
    'an ingress by name': [{ ingress: 'traefik' }, 'ingress', '"traefik" was given'],
    'a policy in quotes': [{ placement: 'amd64Only' }, 'placement', '"amd64Only" was given; it takes a policy'],
    'a container for what changes it': [{ container: { stdin: true } }, 'container', 'it takes a function'],
    'metrics as a switch': [{ metrics: true }, 'metrics', 'true was given'],
    'a time in words': [{ health: { startupSeconds: '10m' } }, 'health.startupSeconds', '"10m" was given'],
  },
  'unknown-value': {
    'a way to make a secret that does not exist': [
      { environment: { TOKEN: { from: 'randm', bytes: 32 } } },
      'environment.TOKEN.from',
      '"randm" is not known; allowed are random, user',
    ],
    'an encoding that does not exist': [
      { environment: { TOKEN: { from: 'random', bytes: 32, encoding: 'base32' } } },
      'environment.TOKEN.encoding',
      '"base32" is not known',
    ],
  },
  'app-invalid': {
    'fewer than no bytes': [
      { environment: { TOKEN: { from: 'random', bytes: -3, encoding: 'hex' } } },
      'environment.TOKEN.bytes',
      '-3 was given',
    ],
  },
  'container-port-invalid': {
    'a port out of range': [{ port: 70000 }, 'port', '70000 is not a port'],
  },
  'container-user-invalid': {
    'a user that is missing': [{ user: undefined }, 'user', 'nothing is not a user'],
    'root without a reason': [{ user: 0 }, 'user', '0 is not a user'],
    'a user beside root': [{ allow: { root: 'It insists.' } }, 'user', '1000 was given beside allow.root'],
    'a group below 0': [{ group: -1 }, 'group', '-1 is not a group'],
  },
  'container-resources-invalid': {
    'a unit that does not exist': [
      { resources: { cpu: '10m', memory: '32MB' } },
      'resources.memory',
      '"32MB" is not an amount',
    ],
    'nothing as a limit': [
      { resources: { ...resources, memoryLimit: '0' } },
      'resources.memoryLimit',
      '"0" is not an amount',
    ],
    'a limit below the request': [
      { resources: { ...resources, memoryLimit: '16Mi' } },
      'resources.memoryLimit',
      '"16Mi" is less than the "32Mi"',
    ],
    'an extended resource without a domain': [
      { resources: { ...resources, extended: { zigbee: 1 } } },
      'resources.extended.zigbee',
      '"zigbee" is not an extended resource',
    ],
    'half a device': [
      { resources: { ...resources, extended: { 'squat.ai/zigbee': 0.5 } } },
      'resources.extended["squat.ai/zigbee"]',
      '0.5 was given',
    ],
    'a size in words': [
      { volumes: { data: { ...volume, size: 'big' } } },
      'volumes.data.size',
      '"big" is not an amount',
    ],
  },
  'container-environment-invalid': {
    'a variable with a space': [
      { environment: { 'TIME ZONE': 'UTC' } },
      'environment["TIME ZONE"]',
      '"TIME ZONE" is not the name of a variable',
    ],
    'a variable without a value': [{ environment: { TZ: null } }, 'environment.TZ', 'null is not a value'],
    'a secret without a key': [
      { environment: { TOKEN: { secret: 'mail' } } },
      'environment.TOKEN',
      '{"secret":"mail"} is not a value',
    ],
  },
  'container-volume-invalid': {
    'a name of a volume in capitals': [{ volumes: { Data: volume } }, 'volumes.Data', '"Data" is not a name'],
    'a relative path': [
      { volumes: { data: { ...volume, path: 'data' } } },
      'volumes.data.path',
      '"data" is not a path',
    ],
    'the root as a volume': [{ volumes: { data: { ...volume, path: '/' } } }, 'volumes.data.path', '"/" is not a path'],
    'two volumes in one place': [
      { volumes: { data: volume, more: volume } },
      'volumes.more.path',
      'also the path of volume "data"',
    ],
    'a storage by name': [
      { volumes: { data: { ...volume, storage: 'longhorn' } } },
      'volumes.data.storage',
      '"longhorn" is not a storage',
    ],
    'a label with spaces': [
      { volumes: { data: { ...volume, labels: { backup: 'every night' } } } },
      'volumes.data.labels.backup',
      '"every night" is not a label',
    ],
  },
  'container-route-invalid': {
    'two ways to publish': [{ ingress, signIn }, 'signIn', 'both ingress and signIn'],
    'an app without a port to publish': [{ ingress, port: undefined }, 'port', 'listens on a port'],
    'a host with a part missing': [{ ingress, host: 'push.' }, 'host', '"push." is neither a label'],
    'a host that nothing publishes': [{ host: 'push' }, 'host', 'nothing publishes the app'],
    'a sign-in that can be walked around': [
      { signIn, allow: { hostNetwork: 'Multicast.' } },
      'signIn',
      'no sign-in is asked for',
    ],
  },
  'container-health-invalid': {
    'health of what cannot be asked': [{ port: undefined, health: '/' }, 'health', 'without a port'],
    'a health path without a slash': [{ health: 'health' }, 'health', '"health" is not an HTTP path'],
    'a ready path without a slash': [
      { health: { path: '/', ready: 'ready' } },
      'health.ready',
      '"ready" is not an HTTP path',
    ],
    'a start that takes no time': [{ health: { startupSeconds: 0 } }, 'health.startupSeconds', '0 is not a time'],
  },
  'container-metrics-invalid': {
    'metrics of what serves nothing': [{ port: undefined, metrics: '/metrics' }, 'metrics', 'without a port'],
    'a metrics path without a slash': [{ metrics: 'metrics' }, 'metrics', '"metrics" is not an HTTP path'],
    'a path without a slash beside a port': [
      { metrics: { port: 9090, path: 'm' } },
      'metrics.path',
      '"m" is not an HTTP path',
    ],
    'a port that is none': [{ metrics: { port: 0 } }, 'metrics.port', '0 is not a port'],
    'metrics behind a sign-in': [{ signIn, metrics: '/metrics' }, 'metrics', 'which only the sign-in reaches'],
    'metrics at the port behind a sign-in': [
      { signIn, metrics: { port: 8080 } },
      'metrics.port',
      'which only the sign-in reaches',
    ],
  },
  'container-allow-invalid': {
    'an empty reason': [{ allow: { writableImage: ' ' } }, 'allow.writableImage', '" " is not a reason'],
    'a capability with its prefix': [
      { user: undefined, allow: { root: 'r', capabilities: { CAP_NET_RAW: 'r' } } },
      'allow.capabilities.CAP_NET_RAW',
      'without CAP_',
    ],
    'a capability that nobody holds': [
      { allow: { capabilities: { NET_RAW: 'It pings.' } } },
      'allow.capabilities',
      'NET_RAW would do nothing',
    ],
    'capabilities beside devices': [
      {
        user: undefined,
        allow: { root: 'r', capabilities: { NET_RAW: 'r' }, devices: { '/dev/ttyACM0': 'r' } },
        placement: onNodesWith('meter'),
      },
      'allow.capabilities',
      'holds every capability already',
    ],
    'a path that is not a device': [
      { allow: { devices: { '/mnt/stick': 'r' } }, placement: onNodesWith('meter') },
      'allow.devices["/mnt/stick"]',
      '"/mnt/stick" is not a device',
    ],
    'a device on any node': [
      { allow: { devices: { '/dev/ttyACM0': 'r' } } },
      'placement',
      '/dev/ttyACM0 is plugged into one node',
    ],
  },
}

/** What is reported of an app with these props. */
let apps = 0
// biome-ignore lint/suspicious/noExplicitAny: see above
function findingsOf(props: any) {
  apps += 1
  return new ContainerApp(tree, `feeds-${apps}`, props).findings
}

describe('the props of a ContainerApp', () => {
  it('are fine as the types say', () => {
    expect(findingsOf(right)).toEqual([])
    expect(findingsOf({ ...right, signIn, host: 'news', volumes: { data: volume } })).toEqual([])
  })

  describe.each(Object.entries(wrong))('by the rule %s', (rule, cases) => {
    it.each(Object.entries(cases))('do not take %s, and nothing else is said', (_, [props, path, says]) => {
      const findings = findingsOf({ ...right, ...props })
      expect(findings.map((finding) => [finding.rule, finding.path])).toEqual([[rule, path]])
      expect(findings[0]?.message).toContain(says)
    })
  })

  it('have a case of each rule', () => {
    const rules = Object.values(containerRules).map(({ id }) => id)
    expect(Object.keys(wrong)).toEqual(expect.arrayContaining(rules))
  })

  it('are told all at once, each mistake with its place and what to do', () => {
    const findings = findingsOf({ ...right, prot: 80, group: -1, resources: { cpu: 'much' } })
    expect(findings.map(({ path, remedy }) => [path, remedy])).toEqual([
      ['resources.memory', "Add it, e.g. memory: '96Mi'"],
      ['prot', 'Remove it: "port" is set as well.'],
      ['group', 'Write e.g. 1000, or leave it out.'],
      ['resources.cpu', 'Write e.g. 25m for a fortieth of a core, or 1 for a whole one.'],
    ])
  })
})

it.each(['container', 'pod'])('a function in %s that returns nothing is refused', (prop) => {
  expect(() => findingsOf({ ...right, [prop]: () => {} })).toThrow(`the function in ${prop} returns nothing`)
})

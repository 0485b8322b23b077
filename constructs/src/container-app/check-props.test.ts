import { describe, expect, it } from 'vitest'
import { onNodesWith } from '../placement/policy.ts'
import { testTree } from '../workload/testing/test-tree.ts'
import { containerProblems } from './check-props.ts'
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
  'container-port-invalid': {
    'a port out of range': [{ port: 70000 }, 'port', '70000 is not a port'],
  },
  'container-user-invalid': {
    'a user that is missing': [{ user: undefined }, 'user', 'nothing is not a user'],
    'root without a reason': [{ user: 0 }, 'user', '0 is not a user'],
    'a user beside root': [{ allow: { root: 'It insists.' } }, 'user', '1000 was given beside allow.root'],
    'a group by name': [{ group: 'video' }, 'group', '"video" is not a group'],
  },
  'container-resources-invalid': {
    'a request without quotes': [{ resources: { cpu: 1, memory: '32Mi' } }, 'resources.cpu', '1 is not an amount'],
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
      'resources.extended["zigbee"]',
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
    'a variable without a value': [{ environment: { TZ: null } }, 'environment["TZ"]', 'null is not a value'],
    'a secret without a key': [
      { environment: { TOKEN: { secret: 'mail' } } },
      'environment["TOKEN"]',
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
      'also the path of volumes.data',
    ],
    'a storage by name': [
      { volumes: { data: { ...volume, storage: 'longhorn' } } },
      'volumes.data.storage',
      '"longhorn" is not a storage',
    ],
    'a label with spaces': [
      { volumes: { data: { ...volume, labels: { backup: 'every night' } } } },
      'volumes.data.labels["backup"]',
      '"every night" is not a label',
    ],
  },
  'container-route-invalid': {
    'two ways to publish': [{ ingress, signIn }, 'signIn', 'both ingress and signIn'],
    'an app without a port to publish': [{ ingress, port: undefined }, 'port', 'listens on a port'],
    'a host with dots': [{ ingress, host: 'push.ainur.home.arpa' }, 'host', '"push.ainur.home.arpa" is not a label'],
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
  'container-allow-invalid': {
    'an empty reason': [{ allow: { writableImage: ' ' } }, 'allow.writableImage', '" " is not a reason'],
    'true as a reason': [{ allow: { hostNetwork: true } }, 'allow.hostNetwork', 'true is not a reason'],
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
    'a device that is none': [
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

describe('containerProblems', () => {
  it('finds nothing in props that are right', () => {
    expect(containerProblems(right)).toEqual([])
    expect(containerProblems({ ...right, signIn, host: 'news', volumes: { data: volume } })).toEqual([])
  })

  describe.each(Object.entries(wrong))('by the rule %s', (rule, cases) => {
    it.each(Object.entries(cases))('refuses %s, and nothing else', (_, [props, path, says]) => {
      const problems = containerProblems({ ...right, ...props })
      expect(problems.map((problem) => [problem.rule, problem.path])).toEqual([[rule, path]])
      expect(problems[0]?.message).toContain(says)
    })
  })

  it('has a case of each rule', () => {
    expect(Object.keys(wrong).sort()).toEqual(
      Object.values(containerRules)
        .map(({ id }) => id)
        .sort(),
    )
  })
})

it('says all mistakes at once, each with its place and what to do', () => {
  expect(
    () => new ContainerApp(tree, 'feeds', { ...right, port: -1, resources: { cpu: 'much', memory: '32Mi' } }),
  ).toThrow(/port: -1 is not a port.*Write e\.g\. 8080\.\nresources\.cpu: "much" is not an amount.*Write e\.g\. 25m/s)
})

import { fileURLToPath } from 'node:url'
import { layoutTree } from '@ainur/render'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorsOf, Lab, objectsOf, skipped } from './lab.ts'

const image = 'registry.example.com/kettle:1.0.0'

let lab: Lab
let sha256: string

beforeAll(async () => {
  if (skipped) return
  lab = await Lab.start()
  sha256 = lab.pack(fileURLToPath(new URL('kettle', import.meta.url)))
  lab.lockImages({ [image]: ['linux/amd64'] })
})
afterAll(() => lab?.end())

const render = (values: object = {}, more: object = {}, env?: NodeJS.ProcessEnv) =>
  lab.render(kettle({ sha256, values, ...more }), env)

describe.skipIf(skipped)('a chart that is inflated into the tree', () => {
  it('is in the tree as objects that every pass has seen', async () => {
    const result = await render()
    expect(errorsOf(result)).toEqual([])
    const objects = objectsOf(result, 'kettle')
    expect(Object.keys(objects).sort()).toEqual([
      'ConfigMap tea-facts',
      'ConfigMap tea-lid',
      'ConfigMap tea-unstable',
      'CustomResourceDefinition kettles.example.com',
      'Deployment tea',
      'Kettle tea',
      'Service tea',
    ])
    expect(objects['Deployment tea']).toMatchObject({
      metadata: { namespace: 'kettle', labels: { 'app.kubernetes.io/part-of': 'kettle' } },
      spec: { template: { spec: { affinity: { nodeAffinity: amd64Only } } } },
    })
    expect(objects['CustomResourceDefinition kettles.example.com']?.metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '-1',
    })
    expect(objects['Service tea']?.metadata).not.toHaveProperty('annotations')
    expect(objectsOf(result, 'namespaces')['Namespace kettle']?.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'baseline',
    })
  })

  it('is synced from the tree alone, and belongs to its release in the index', async () => {
    const { applications, rendering, root } = await render()
    expect(applications.find(({ metadata }) => metadata.name === 'kettle')?.spec.source).toEqual({
      repoURL: 'https://github.com/example/lab.git',
      targetRevision: 'main',
      path: 'dist/lab/apps/kettle',
    })
    if (!rendering || !root) throw new Error('not rendered')
    const index = layoutTree({ name: 'lab', findings: [], rendering, applications, root }).get('index.json')
    expect(index).toMatchObject({
      apps: expect.arrayContaining([
        expect.objectContaining({
          name: 'kettle',
          releases: [
            expect.objectContaining({
              name: 'tea',
              version: '0.1.0',
              inflated: {
                chart: 'kettle',
                releaseName: 'tea',
                sha256,
                values: expect.stringMatching(/^[0-9a-f]{64}$/),
              },
            }),
          ],
        }),
      ]),
      objects: expect.arrayContaining([
        expect.objectContaining({
          file: 'apps/kettle/Deployment-tea.yaml',
          release: 'tea',
          constructPath: 'kettle/tea',
          sourceFile: expect.stringMatching(/^apps-\w+\/lab\/index\.ts$/),
        }),
      ]),
    })
  })

  it('is told the cluster as the definition has it, whatever cluster or machine is at hand', async () => {
    const facts = async (more: object, env?: NodeJS.ProcessEnv) =>
      objectsOf(await render({}, more, env), 'kettle')['ConfigMap tea-facts']?.data
    const plain = {
      kubernetes: 'v1.36.3',
      namespace: 'kettle',
      namespaces: '0',
      deployment: 'true',
      certificate: 'false',
      monitor: 'false',
    }
    const misleading = { HELM_NAMESPACE: 'other', HELM_KUBECONTEXT: 'prod', KUBECONFIG: '/nowhere', TZ: 'Asia/Tokyo' }
    expect(await facts({}, { ...lab.env, ...misleading })).toEqual(plain)
    const apiVersions = ['monitoring.coreos.com/v1/ServiceMonitor']
    expect(await facts({ apiVersions })).toEqual({ ...plain, monitor: 'true' })
  })

  it('finds the custom resources of the apps before it, and of no other', async () => {
    const crd = (name: string) => ({ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition', name })
    const issuer = `const issuer = new (class extends lab.App {})(cluster, 'issuer')
      issuer.provides(${JSON.stringify(crd('certificates.cert-manager.io'))})`
    const certificate = async (wiring: string) =>
      objectsOf(await lab.render(`${issuer}; ${kettle({ sha256 })}; ${wiring}`), 'kettle')['ConfigMap tea-facts']?.data
        .certificate
    expect(await certificate("app.dependOn(issuer, 'certificates')")).toBe('true')
    expect(await certificate('')).toBe('false')
  })

  it('says of a finding about one of its objects that the values are the place to change it', async () => {
    const { findings } = await render({ image: 'registry.example.com/kettle:2.0.0' })
    expect(findings.find(({ rule }) => rule === 'image-not-locked')?.remedy).toContain(
      'the chart of release tea makes it: change its values',
    )
  })

  it('is not refused for what it is declared to make, but told where that is not so', async () => {
    const declared = (contents: object) => lab.render(kettle({ sha256 }, contents))
    const right = {
      namespaces: ['kettle'],
      clusterKinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
      workloads: [
        {
          kind: 'Deployment',
          namespace: 'kettle',
          name: 'tea',
          podSpec: { containers: [{ name: 'kettle', image, resources: { requests: { memory: '64Mi', cpu: '10m' } } }] },
        },
      ],
      provides: [{ group: '', kind: 'Service', namespace: 'kettle', name: 'tea', keys: ['http', '80'] }],
    }
    const told = async (contents: object) =>
      (await declared(contents)).findings.filter(({ rule }) => rule === 'release-declaration')
    expect(await told(right)).toEqual([])
    const [finding] = await told({
      namespaces: ['kettle', 'kube-system'],
      clusterKinds: [],
      workloads: [{ ...right.workloads[0], replicas: 2, podSpec: { containers: [{ name: 'kettle', image }] } }],
      provides: [
        { group: '', kind: 'Service', namespace: 'kettle', name: 'coffee' },
        { ...right.provides[0], keys: ['https'] },
      ],
    })
    for (const part of [
      'namespace kube-system is declared, and not used',
      'cluster-scoped kind apiextensions.k8s.io/CustomResourceDefinition is not declared',
      `declared with ${image} (no requests); it has ${image} (cpu 10m, memory 64Mi)`,
      'declared with 2 replicas; it has 1',
      'Service kettle/coffee is declared, and not there',
      'Service kettle/tea is declared with https, which it lacks',
    ]) {
      expect(finding?.message).toContain(part)
    }
  })
})

describe.skipIf(skipped)('a chart that cannot be rendered into the tree as it is', () => {
  it.each(['random', 'date', 'seconds'])('is refused if it makes something up: %s', async (what) => {
    const [error, ...others] = errorsOf(await render({ [what]: true }))
    expect(others).toEqual([])
    expect(error).toBe(
      `chart-unstable: the chart renders something else each time: ConfigMap tea-unstable data.${what}`,
    )
  })

  it('is refused with what helm says if it does not render', async () => {
    const [error] = errorsOf(await render({ broken: true }))
    expect(error).toMatch(/^chart-render-failed: helm template \(.*v3\.22\.0\) ended with 1: .*the lid is missing/s)
  })

  it('is refused while nobody has decided about its hooks', async () => {
    const [error, ...others] = errorsOf(await render({ hooks: true }))
    expect(others).toEqual([])
    expect(error).toContain('chart-hook-undecided')
    expect(error).toContain('Job/tea-before (pre-install, pre-upgrade); Job/tea-goodbye (pre-delete)')
    expect(error).not.toContain('undo')
  })

  it('does with each hook what the release says, and leaves tests and rollback hooks out', async () => {
    const hooks = { 'Job/tea-before': 'argo-cd', 'Job/tea-goodbye': 'object' }
    const result = await render({ hooks: true }, { hooks })
    expect(errorsOf(result)).toEqual([])
    expect(result.findings.filter(({ rule }) => rule === 'argo-cd-hook')).toHaveLength(1)
    const objects = objectsOf(result, 'kettle')
    expect(objects['Job tea-before']?.metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'PreSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded',
      'argocd.argoproj.io/sync-wave': '-5',
      'example.com/kept': 'yes',
    })
    expect(objects['Job tea-goodbye']?.metadata.annotations).toEqual({ 'example.com/kept': 'yes' })
    expect(Object.keys(objects).filter((name) => /undo|test/.test(name))).toEqual([])
    expect(objects['CustomResourceDefinition kettles.example.com']?.metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '-6',
    })
    const none = objectsOf(await render({ hooks: true }, { hooks: 'leave-out' }), 'kettle')
    expect(Object.keys(none).filter((name) => name.startsWith('Job'))).toEqual([])
  })

  it('is refused if the release decides about a hook that is not there', async () => {
    expect(errorsOf(await render({}, { hooks: { 'Job/before': 'leave-out' } }))).toEqual([
      'chart-hook-unknown: hooks names Job/before, and the chart has no such hook',
    ])
  })

  it('says what was looked for when helm or the archive is missing, both at once', async () => {
    const none = { PATH: '/nowhere', XDG_CACHE_HOME: lab.env.XDG_CACHE_HOME }
    const version = { version: '0.2.0' }
    expect(errorsOf(await render({}, version, none))).toEqual([
      expect.stringMatching(/^chart-missing: .*kettle 0\.2\.0 .*looked for charts\/kettle-0\.2\.0\.tgz and .*charts\//),
      'helm-missing: no helm on the PATH (/nowhere), and neither AINUR_HELM nor HELM names one',
    ])
    expect(errorsOf(await render({}, {}, { ...none, HELM: '/nowhere/helm' }))).toEqual([
      'helm-missing: HELM=/nowhere/helm: there is no such program',
    ])
    const [notHelm] = errorsOf(await render({}, {}, { ...none, AINUR_HELM: '/bin/echo' }))
    expect(notHelm).toContain('AINUR_HELM=/bin/echo is not helm')
  })

  it('is refused if the archive is not the one that is pinned, or none is', async () => {
    const other = 'f'.repeat(64)
    expect(errorsOf(await render({}, { sha256: other }))).toEqual([
      `chart-altered: charts/kettle-0.1.0.tgz has SHA-256 ${sha256}; the release pins ${other}`,
    ])
    const [unpinned] = errorsOf(await render({}, { sha256: '' }))
    expect(unpinned).toContain("chart-unpinned: sha256 '' is not a SHA-256")
  })
})

const amd64Only = {
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }] }],
  },
}

/** An app `kettle` with the chart as its only release. */
function kettle(source: object, contents?: object): string {
  const release = {
    name: 'tea',
    source: { type: 'chart', chart: 'kettle', version: '0.1.0', render: 'inflate', ...source },
    ...(contents ? { contents } : {}),
  }
  return `const app = new (class extends lab.App {})(cluster, 'kettle'); app.addRelease(${JSON.stringify(release)})`
}

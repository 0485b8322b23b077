import { approvalAnnotation, crdsOf } from '@ainur/constructs/crds'
import { isRecord } from '@ainur/constructs/is-record'
import { upstreams } from '@ainur/constructs/upstreams'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crdDigest } from '../../../constructs/src/upstream/generate/crd-digest.ts'
import {
  CrdsUnavailable,
  readUpstreamCrds,
  type UpstreamWithCrds,
} from '../../../constructs/src/upstream/generate/read-upstream-crds.ts'
import type { KubeObject } from '../../src/api/kube-object.ts'
import type { ApplyReport } from '../../src/apply/apply-objects.ts'
import { installCrds } from '../../src/crds/install-crds.ts'
import { pinnedCrds } from '../../src/crds/pinned-crds.ts'
import { keepLogsOfFailures } from '../../src/layers/keep-logs.ts'
import { skipReason } from '../../src/layers/runnable.ts'
import { processProvider } from '../../src/process/process-provider.ts'
import type { TestCluster } from '../../src/provider/provider.ts'
import { testNode } from '../sample-objects.ts'

const skipped = await skipReason('pinned-crds', processProvider)

/** Places where two values differ, `-` what only the first has, `+` what only the second has. */
function differences(before: unknown, after: unknown, path: readonly string[] = []): string[] {
  const keyed = (isRecord(before) && isRecord(after)) || (Array.isArray(before) && Array.isArray(after))
  if (!keyed) return before === after ? [] : [`~ ${path.join('/')}`]
  const [a, b] = [before, after] as [Record<string, unknown>, Record<string, unknown>]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => {
    const at = [...path, key]
    if (!Object.hasOwn(b, key)) return [`- ${at.join('/')}`]
    if (!Object.hasOwn(a, key)) return [`+ ${at.join('/')}`]
    return differences(a[key], b[key], at)
  })
}

/** A text beside the keywords of a schema, a column or a rule; never a field, which lies directly below `properties`. */
const prose =
  /^- (?!.*\/properties\/(description|message)$).*(\/description|\/deprecationWarning|\/x-kubernetes-validations\/\d+\/message)$/

describe('the definitions of this repository', () => {
  it("are equal to upstream's own but for the prose, where those can be had", async ({ skip }) => {
    const without: string[] = []
    for (const upstream of upstreams.filter((one): one is UpstreamWithCrds => one.crds !== undefined)) {
      const theirs = await readUpstreamCrds(upstream).catch((error: unknown) => {
        if (error instanceof CrdsUnavailable) return undefined
        throw error
      })
      if (!theirs) {
        without.push(upstream.name)
        continue
      }
      expect(crdDigest(theirs), upstream.name).toBe(upstream.crds.sha256)
      const ours = crdsOf(upstream).map(({ metadata: { name, annotations }, spec }) => {
        const approval = annotations?.[approvalAnnotation]
        return { name, ...(approval === undefined ? {} : { approval }), spec }
      })
      const found = differences(theirs, ours)
      expect(found.filter((difference) => !prose.test(difference))).toEqual([])
    }
    const note = `not compared, since upstream's own files cannot be had: ${without.join(', ')}`
    if (without.length === upstreams.filter(({ crds }) => crds).length) skip(note)
    if (without.length > 0) process.stderr.write(`${note}\n`)
  })

  it('would be told apart from definitions that lack more than prose', () => {
    const theirs = { properties: { description: { type: 'string', description: 'x', default: 'y' } } }
    const ours = { properties: { description: { type: 'string' } } }
    const found = differences(theirs, ours)
    expect(found).toEqual(['- properties/description/description', '- properties/description/default'])
    expect(found.filter((difference) => !prose.test(difference))).toEqual(['- properties/description/default'])
    expect(prose.test(`- ${'spec'}/properties/description`)).toBe(false)
  })
})

const namespace = 'default'
const object = (apiVersion: string, kind: string, spec: object, name = 'a'): KubeObject => ({
  apiVersion,
  kind,
  metadata: apiVersion.startsWith('trust.') ? { name } : { name, namespace },
  spec,
})
const certificate = (spec: object) =>
  object('cert-manager.io/v1', 'Certificate', { secretName: 'a', issuerRef: { name: 'a' }, ...spec })
const bundle = (spec: object) => object('trust.cert-manager.io/v1alpha1', 'Bundle', spec)
const route = (spec: object) => object('traefik.io/v1alpha1', 'IngressRoute', spec)
const volume = (spec: object) => object('longhorn.io/v1beta2', 'Volume', spec)
const backend = (port: unknown) => ({
  routes: [{ match: 'Host(`a`)', kind: 'Rule', services: [{ name: 'a', port }] }],
})

describe.skipIf(skipped)('an API server that gets the definitions of this repository', () => {
  const crds = pinnedCrds()
  let cluster: TestCluster
  const reports: ApplyReport[] = []
  beforeAll(async () => {
    cluster = await processProvider.create({ name: 'pinned-crds', nodes: [testNode('arm', 'arm64')] })
    reports.push(await cluster.apply(crds), await cluster.apply(crds))
    // Leaves existing definitions as they are, and waits until all kinds are served.
    await installCrds(cluster.api, crds)
  })
  keepLogsOfFailures(() => cluster)
  afterAll(() => cluster?.destroy())

  it('takes all of them by server-side apply, a second time too', () => {
    expect(reports.flatMap(({ rejections }) => rejections)).toEqual([])
    expect(reports.map(({ applied }) => applied)).toEqual([crds.length, crds.length])
    // Longhorn gives a format of numbers to texts.
    const messages = new Set(reports.flatMap(({ warnings }) => warnings.map(({ message }) => message)))
    expect([...messages]).toEqual(['unrecognized format "int64"'])
  })

  it('has nothing against their schemas', async () => {
    const live = await Promise.all(crds.map((crd) => cluster.api.read(crd)))
    const conditions = live.flatMap(({ metadata, status }) =>
      status.conditions.map(({ type, status }: Record<string, string>) => `${metadata.name} ${type} ${status}`),
    )
    // The API server asks for an approval of kinds of Kubernetes' own groups.
    const approved = live.filter(({ metadata }) => metadata.annotations?.[approvalAnnotation])
    expect(approved).toHaveLength(3)
    const wanted = [
      ...['NamesAccepted', 'Established'].flatMap((type) => live.map((crd) => `${crd.metadata.name} ${type} True`)),
      ...approved.map((crd) => `${crd.metadata.name} KubernetesAPIApprovalPolicyConformant True`),
    ]
    expect(conditions.sort()).toEqual(wanted.sort())
  })

  it.each([
    ['a field that is missing', certificate({ secretName: undefined }), 'spec.secretName: Required value'],
    ['a field that nobody knows', certificate({ dnsName: ['a'] }), '.spec.dnsName: field not declared in schema'],
    ['another value than those listed', certificate({ privateKey: { algorithm: 'DSA' } }), 'Unsupported value: "DSA"'],
    ['another type', volume({ numberOfReplicas: 'three' }), 'spec.numberOfReplicas'],
    [
      'a text that does not match its pattern',
      object('traefik.io/v1alpha1', 'Middleware', { errors: { status: ['abc'] } }),
      'spec.errors.status[0] in body should match',
    ],
    ['an empty list', bundle({ sources: [], target: {} }), 'spec.sources in body should have at least 1 items'],
    [
      'two of which a rule wants one',
      bundle({ sources: [{ inLine: 'a', useDefaultCAs: true }], target: { configMap: { key: 'a' } } }),
      'failed rule: (has(self.configMap)?1:0)+(has(self.secret)?1:0)+(has(self.inLine)?1:0)+(has(self.useDefaultCAs)?1:0) == 1',
    ],
    ['a route of an unknown kind', route({ routes: [{ match: 'a', kind: 'Path' }] }), 'Unsupported value: "Path"'],
    [
      'an Application without a destination',
      object('argoproj.io/v1alpha1', 'Application', { project: 'a' }),
      'spec.destination: Required value',
    ],
  ])('refuses %s', async (_, wrong, message) => {
    const refusal = await cluster.api.apply(JSON.parse(JSON.stringify(wrong)), { dryRun: true }).then(
      () => 'taken',
      (error: Error) => error.message,
    )
    expect(refusal).toContain(message)
  })

  it('refuses a change of what a rule makes immutable', async () => {
    await cluster.api.apply(volume({ encrypted: false }))
    await expect(cluster.api.apply(volume({ encrypted: true }))).rejects.toThrow('failed rule: self == oldSelf')
  })

  it('takes numbers and names where a field may be either', async () => {
    for (const port of [80, 'http']) await cluster.api.apply(route(backend(port)), { dryRun: true })
  })

  it('fills in defaults', async () => {
    const target = { configMap: { key: 'a' }, additionalFormats: { jks: { key: 'b' } } }
    const { object } = await cluster.api.apply(bundle({ sources: [{ useDefaultCAs: true }], target }), { dryRun: true })
    expect(object.spec.target.additionalFormats.jks).toEqual({ key: 'b', password: 'changeit' })
  })

  it('keeps values that a schema leaves open', async () => {
    const source = { repoURL: 'https://example.org/a', helm: { valuesObject: { a: { b: [1] } } } }
    const application = { project: 'a', destination: { name: 'a' }, source }
    const { object: kept } = await cluster.api.apply(object('argoproj.io/v1alpha1', 'Application', application))
    expect(kept.spec.source).toEqual(source)
  })
})

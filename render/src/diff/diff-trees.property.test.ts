import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprinter } from '../secrets/fingerprint.ts'
import { loadTrees } from './input/load-trees.ts'
import { toHtml } from './output/to-html.ts'
import { toJson } from './output/to-json.ts'
import { toMarkdown } from './output/to-markdown.ts'
import { toTerminal } from './output/to-terminal.ts'
import { applyChanges } from './testing/apply-changes.ts'
import { treeFiles, treeObjects } from './testing/arbitrary-tree.ts'
import { diffYaml, memoryFiles } from './testing/diff-yaml.ts'
import { secretTree } from './testing/secret-tree.ts'
import { written } from './testing/written.ts'

// PROPERTY_RUNS=8000 looks for what happens once in thousands of trees.
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) }
// Other tests may be using the machine.
const TIMEOUT_MS = 60_000
const formats = (result: ReturnType<typeof diffYaml>) => [
  JSON.stringify(toJson(result)),
  toMarkdown(result).join('\n'),
  toTerminal(result, { colors: true, columns: 80 }),
  toHtml(result),
]

describe('diffTrees, for any tree', { timeout: TIMEOUT_MS }, () => {
  it('finds nothing between a tree and itself, however its files are cut and its keys ordered', () => {
    fc.assert(
      fc.property(treeObjects, fc.integer(), fc.integer(), (objects, one, two) => {
        const result = diffYaml(treeFiles(objects, one), treeFiles(objects, two))
        expect(result.objects).toEqual([])
        expect(result.findings).toEqual([])
      }),
      runs,
    )
  })

  it('does not depend on the order of files or keys', () => {
    fc.assert(
      fc.property(treeObjects, treeObjects, fc.integer(), fc.integer(), (before, after, one, two) => {
        const key = new Uint8Array(32)
        const diff = (seed: number) =>
          diffYaml(treeFiles(before, seed), treeFiles(after, seed + 1), { fingerprint: fingerprinter(key) })
        const plain = ({ objects, findings, summary }: ReturnType<typeof diff>) => ({
          summary,
          objects: objects.map(({ change, object, paths }) => ({
            change,
            object,
            paths: paths.map(({ path }) => path).sort(),
          })),
          findings: findings.map(({ rule, object, path }) => ({ rule, object, path: path.replace(/\[\d+\]/g, '[]') })),
        })
        const [a, b] = [plain(diff(one)), plain(diff(two))]
        expect(a).toEqual(b)
      }),
      runs,
    )
  })

  it('reports changes that lead from one side to the other', () => {
    fc.assert(
      fc.property(treeObjects, treeObjects, (before, after) => {
        const { objects } = diffYaml(treeFiles(before, 1), treeFiles(after, 2))
        for (const { change, before: old, after: now, paths, hidden } of objects) {
          if (change === 'added' || change === 'removed') continue
          const result = applyChanges(old?.value, [...paths, ...hidden]) as object
          // Not by asking the comparison itself, which might be blind to what it did not report.
          expect(written(result)).toEqual(written(now?.value))
        }
        const ids = (list: readonly { kind: string; metadata: { name: string; namespace?: string } }[]) =>
          new Set(list.map(({ kind, metadata }) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`))
        const [a, b] = [ids(before as never), ids(after as never)]
        for (const { change, object, before: old } of objects) {
          const id = `${object.kind}/${object.namespace ?? ''}/${object.name}`
          if (change === 'added' || change === 'renamed') b.delete(id)
          if (change === 'removed') a.delete(id)
          if (change === 'renamed' && old) a.delete(`${old.ref.kind}/${old.ref.namespace ?? ''}/${old.ref.name}`)
        }
        expect([...a].sort()).toEqual([...b].sort())
      }),
      runs,
    )
  })

  it('never shows a secret value in any format', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{12,24}$/).map((text) => `Zq${text}`)
    fc.assert(
      fc.property(
        treeObjects,
        fc.array(secret, { minLength: 9, maxLength: 9 }),
        fc.array(secret, { minLength: 9, maxLength: 9 }),
        fc.boolean(),
        (objects, before, after, broken) => {
          const side = (values: string[]) => ({
            ...treeFiles(objects, 1),
            'secrets.yaml': secretTree(values),
            ...(broken && { 'broken.yaml': `kind: Secret\nstringData:\n  password: "${values[0]}\n  b: [` }),
          })
          const result = diffYaml(side(before), side(after))
          expect(result.findings.some(({ rule }) => rule === 'rule-failed')).toBe(false)
          const encoded = (text: string) => [text, Buffer.from(text).toString('base64')]
          for (const output of formats(result))
            for (const value of [...before, ...after].flatMap(encoded)) expect(output.includes(value)).toBe(false)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('survives any text in any file', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        '---\n',
        'apiVersion: v1\n',
        'kind: Service\n',
        'metadata:\n  name: a\n',
        'spec:\n',
        '  ports: x\n',
        '  - a: &x [*x]\n',
        '? ',
        '!!binary x\n',
        '<<: *a\n',
        '{',
        '[',
        '"',
        '\t',
        'items: 3\n',
        'kind: List\n',
        '  containers:\n  - 1\n',
        '\u0000',
        '\ufeff',
        'data:\n  a.yaml: "{"\n',
        '__proto__: 1\n',
        'constructor:\n  prototype: 1\n',
      ),
    )
    const text = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a.yaml', 'b.yml', 'c.json'), text),
        fc.dictionary(fc.constantFrom('a.yaml', 'b.yml', 'c.json'), text),
        (before, after) => {
          const result = diffYaml(before, after)
          expect(result.findings.filter(({ rule }) => rule === 'rule-failed')).toEqual([])
          formats(result)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('survives objects of the right kinds with anything inside', () => {
    const kinds = [
      ['apps/v1', 'Deployment'],
      ['apps/v1', 'StatefulSet'],
      ['v1', 'Service'],
      ['v1', 'Secret'],
      ['v1', 'ConfigMap'],
      ['v1', 'PersistentVolumeClaim'],
      ['v1', 'Namespace'],
      ['networking.k8s.io/v1', 'Ingress'],
      ['networking.k8s.io/v1', 'NetworkPolicy'],
      ['argoproj.io/v1alpha1', 'Application'],
      ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
      ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
      ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
      ['traefik.io/v1alpha1', 'IngressRoute'],
      ['example.io/v1', 'Thing'],
    ] as const
    const keys = fc.constantFrom(
      'spec',
      'template',
      'containers',
      'name',
      'image',
      'metadata',
      'labels',
      'annotations',
      'ports',
      'rules',
      'subjects',
      'roleRef',
      'data',
      'selector',
      'matchLabels',
      'volumes',
      'configMap',
      'sources',
      'source',
      'path',
      'versions',
      'names',
      'env',
      'value',
      'resources',
      'requests',
      'securityContext',
      'routes',
      'hosts',
      'http',
      'paths',
      'ingress',
      'stringData',
      'finalizers',
      'syncPolicy',
      'automated',
      'tls',
      'key',
      'password',
    )
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, 0, -1, 1.5, '', 'a', 'x:y', '10Gi', 'media'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(keys, tie('any'), { maxKeys: 5 }),
      ),
    })).any
    const object = fc
      .tuple(fc.constantFrom(...kinds), fc.constantFrom('a', 'b'), fc.dictionary(keys, value, { maxKeys: 6 }), value)
      .map(([[apiVersion, kind], name, rest, more]) => ({
        ...rest,
        spec: more,
        apiVersion,
        kind,
        metadata: {
          ...(typeof rest.metadata === 'object' && !Array.isArray(rest.metadata) ? rest.metadata : {}),
          name,
          namespace: 'media',
        },
      }))
    const tree = fc
      .array(object, { maxLength: 6 })
      .map((list) => ({ 'a.yaml': list.map((each) => JSON.stringify(each)).join('\n---\n') }))
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const result = diffYaml(before, after)
        expect(result.findings.filter(({ rule }) => rule === 'rule-failed')).toEqual([])
        formats(result)
      }),
      { numRuns: 120 },
    )
  })

  it('survives anything in the fields that rules read of Argo CD and of definitions', () => {
    const odd = fc.constantFrom<unknown>(
      null,
      true,
      0,
      '',
      'a',
      '*',
      '!a',
      'v1.2.3',
      '^1',
      'main',
      [],
      [null],
      {},
      [{}],
      ['a', 1],
    )
    const fields = (...names: string[]) =>
      fc.letrec((tie) => ({
        any: fc.oneof(
          { depthSize: 'small' },
          { arbitrary: odd, weight: 3 },
          { arbitrary: fc.dictionary(fc.constantFrom(...names), tie('any'), { maxKeys: 4 }), weight: 4 },
          { arbitrary: fc.array(tie('any'), { maxLength: 2 }), weight: 1 },
        ),
      })).any
    const source = ['repoURL', 'chart', 'path', 'ref', 'targetRevision']
    const application = fields(
      'project',
      'source',
      'sources',
      'destination',
      'syncPolicy',
      'automated',
      'selfHeal',
      'prune',
      'enabled',
      'template',
      'spec',
      'namespace',
      'name',
      ...source,
    )
    const project = fields(
      'sourceRepos',
      'destinations',
      'syncWindows',
      'kind',
      'applications',
      'server',
      'namespace',
      'schedule',
      'clusterResourceWhitelist',
      'sourceNamespaces',
      'signatureKeys',
    )
    const schema = fields(
      'type',
      'properties',
      'items',
      'additionalProperties',
      'required',
      'enum',
      'nullable',
      'maximum',
      'minLength',
      'pattern',
      'x-kubernetes-preserve-unknown-fields',
      'x-kubernetes-validations',
      'rule',
      'anyOf',
      'a',
      'status',
    )
    const definition = fc.array(schema, { maxLength: 2 }).map((schemas) => ({
      group: 'example.io',
      names: { kind: 'Thing' },
      versions: schemas.map((openAPIV3Schema, at) => ({
        name: `v${at}`,
        storage: at === schemas.length - 1,
        schema: { openAPIV3Schema },
      })),
    }))
    const object = (apiVersion: string, kind: string, spec: fc.Arbitrary<unknown>) =>
      spec.map((each) => ({ apiVersion, kind, metadata: { name: 'a', namespace: 'argocd' }, spec: each }))
    const side = fc
      .tuple(
        object('argoproj.io/v1alpha1', 'Application', application),
        object('argoproj.io/v1alpha1', 'ApplicationSet', application),
        object('argoproj.io/v1alpha1', 'AppProject', project),
        object('helm.cattle.io/v1', 'HelmChart', fields('chart', 'version', 'repo')),
        object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', definition),
        object('example.io/v1', 'Thing', fields('a', 'status', 'type')),
      )
      .map((list) => ({ 'a/a.yaml': list.map((each) => JSON.stringify(each)).join('\n---\n') }))
    fc.assert(
      fc.property(side, side, (before, after) => {
        const result = diffYaml(before, after)
        expect(result.findings.filter(({ rule }) => rule === 'rule-failed')).toEqual([])
        formats(result)
      }),
      { numRuns: 60 },
    )
  })

  it('finds the same objects by looking at the text first as by parsing everything', () => {
    fc.assert(
      fc.property(treeObjects, fc.integer(), (objects, seed) => {
        const files = treeFiles(objects, seed)
        const { base: lazy } = loadTrees(memoryFiles(files), memoryFiles({}), fingerprinter(new Uint8Array(32)))
        const { base: eager } = loadTrees(memoryFiles(files), memoryFiles({}), fingerprinter(new Uint8Array(32)))
        for (const { id, group, ref } of eager.objects()) {
          expect(lazy.find(group, ref.kind, ref.namespace, ref.name)?.id).toBe(id)
          expect(lazy.ofKind(group, ref.kind).some((each) => each.id === id)).toBe(true)
          expect(lazy.ofKind(group, ref.kind, ref.namespace ?? '').some((each) => each.id === id)).toBe(true)
          expect(lazy.mentioning(group, ref.kind, ref.name).some((each) => each.id === id)).toBe(true)
        }
      }),
      runs,
    )
  })
})

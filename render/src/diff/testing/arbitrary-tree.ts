import fc from 'fast-check'
import { Document, Scalar, visit } from 'yaml'
import { isAmbiguous } from '../../yaml/ambiguous.ts'
import type { Plain } from './objects.ts'

const name = fc.constantFrom('a', 'b', 'c', 'web', 'db')
const scalar = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    'yes',
    '12:30',
    '1Gi',
    '0777',
    'a: b',
    '- c',
    '# d',
    '~',
    'multi\nline\n',
    ' lead',
    '"q"',
    'ü',
    '🙂',
  ),
  fc.string({ maxLength: 8 }),
  fc.boolean(),
  fc.integer({ min: -5, max: 5000 }),
)
const words = fc.dictionary(
  fc.constantFrom('app', 'tier', 'example.org/x', 'y', 'on'),
  fc.constantFrom('a', 'b', 'yes', '1', 'true', ''),
  { maxKeys: 3 },
)
const port = fc.record({ containerPort: fc.constantFrom(80, 443), protocol: fc.constantFrom('TCP', 'UDP') })
const container = fc.record({
  name: fc.constantFrom('web', 'side'),
  image: fc.constantFrom('a:1.0.0', 'a:2.0.0', 'b@x'),
  env: fc.uniqueArray(fc.record({ name: fc.constantFrom('A', 'B', 'C'), value: fc.constantFrom('1', '2', '$(A)') }), {
    selector: ({ name: key }) => key,
    maxLength: 3,
  }),
  args: fc.array(fc.constantFrom('x', 'y', '--z'), { maxLength: 3 }),
  ports: fc.uniqueArray(port, { selector: (each) => `${each.containerPort}${each.protocol}`, maxLength: 3 }),
  resources: fc.constantFrom({}, { requests: { cpu: '100m' } }, { requests: { cpu: 0.1 } }),
})
const pods = fc.uniqueArray(container, { selector: (each) => each.name, minLength: 1, maxLength: 2 })

const free: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'name', 'n', 'x.y', 'k l'), tie('any'), { maxKeys: 3 }),
  ),
})).any

function object(apiVersion: string, kind: string, body: fc.Arbitrary<Plain>, namespaced = true): fc.Arbitrary<Plain> {
  return fc.tuple(name, fc.constantFrom('media', 'infra'), words, body).map(([id, namespace, labels, rest]) => ({
    apiVersion,
    kind,
    metadata: { name: id, ...(namespaced && { namespace }), ...(Object.keys(labels).length > 0 && { labels }) },
    ...rest,
  }))
}

/** Objects without duplicates, of kinds with keyed lists, atomic lists, documents and free content. */
export const treeObjects: fc.Arbitrary<Plain[]> = fc.uniqueArray(
  fc.oneof(
    object(
      'apps/v1',
      'Deployment',
      fc.record({
        spec: fc.record({
          replicas: fc.integer({ min: 0, max: 3 }),
          template: fc.record({ metadata: fc.record({ labels: words }), spec: fc.record({ containers: pods }) }),
        }),
      }),
    ),
    object(
      'v1',
      'Service',
      fc.record({
        spec: fc.record({
          selector: words,
          ports: fc.uniqueArray(
            fc.record({ port: fc.constantFrom(80, 443), targetPort: fc.constantFrom(80, '80', 'http') }),
            { selector: (each) => each.port, maxLength: 2 },
          ),
        }),
      }),
    ),
    object(
      'v1',
      'ConfigMap',
      fc.record({
        data: fc.dictionary(
          fc.constantFrom('a', 'b.txt', 'c.yaml', 'd.json', 'e.ini'),
          fc.oneof(
            fc.constantFrom('', 'x', 'a: 1\n', 'a: 2\nb: [1, 2]\n', '{"a":1}', '{"a":[2]}', 'k=v\n', '[s]\nk=w\n'),
            fc.string({ maxLength: 12 }),
          ),
          { maxKeys: 3 },
        ),
      }),
    ),
    object(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      fc.record({
        rules: fc.array(
          fc.record({
            apiGroups: fc.constant(['']),
            resources: fc.constantFrom(['pods'], ['secrets']),
            verbs: fc.constantFrom(['get'], ['*']),
          }),
          { maxLength: 3 },
        ),
      }),
      false,
    ),
    object('example.io/v1', 'Thing', fc.record({ spec: free.filter((value) => value !== null) })),
  ),
  {
    selector: ({ kind, metadata }) => `${kind}/${(metadata as Plain).namespace}/${(metadata as Plain).name}`,
    maxLength: 8,
  },
)

/** Writes objects in one of many ways: order of keys, files and documents, YAML or JSON, block or flow style. */
export function treeFiles(objects: readonly Plain[], seed: number): Record<string, string> {
  const random = generator(seed)
  const files: Record<string, string[]> = {}
  for (const each of [...objects].sort(() => random() - 0.5)) {
    const shuffled = shuffleKeys(each, random)
    const json = random() < 0.3
    const file = `${'abc'[Math.floor(random() * 3)]}/${Math.floor(random() * 3)}.yaml`
    files[file] ??= []
    files[file].push(json ? JSON.stringify(shuffled, null, random() < 0.5 ? 2 : 0) : toYaml(shuffled))
  }
  return Object.fromEntries(
    Object.entries(files).map(([file, documents]) => [
      file,
      documents.map((text) => text.replace(/\n*$/, '\n')).join('---\n'),
    ]),
  )
}

/** As a careful author would write it: `yaml` itself leaves `+_0` bare, which Argo CD's reader takes for a number. */
function toYaml(value: unknown): string {
  const document = new Document(value, { version: '1.1' })
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && isAmbiguous(node.value)) node.type = Scalar.QUOTE_DOUBLE
    },
  })
  return document.toString({ lineWidth: 0 })
}

function shuffleKeys(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((each) => shuffleKeys(each, random))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(() => random() - 0.5)
      .map(([key, each]) => [key, shuffleKeys(each, random)]),
  )
}

function generator(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

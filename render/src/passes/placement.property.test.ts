import type { PlacementPolicy } from '@ainur/constructs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RenderedObject } from '../model/rendered-object.ts'
import { nodesOf } from '../plan/nodes-of.ts'
import { eligibleNodes } from '../plan/testing/eligible-nodes.ts'
import { podTemplatesOf } from '../pods/pod-templates-of.ts'
import { deployment, inApp, testCluster, testNode, testRendering } from '../pods/testing/test-rendering.ts'
import { placementPass } from './placement.ts'

const architecture = fc.constantFrom('arm64' as const, 'amd64' as const, 'arm' as const)
const disk = fc.constantFrom('sd', 'nvme')
const images = {
  'both:1': ['linux/amd64', 'linux/arm64'],
  'arm:1': ['linux/arm64'],
  'intel:1': ['linux/amd64'],
  'every:1': ['linux/amd64', 'linux/arm64', 'linux/arm/v7'],
}
const runsOn = {
  'both:1': ['amd64', 'arm64'],
  'arm:1': ['arm64'],
  'intel:1': ['amd64'],
  'every:1': ['amd64', 'arm64', 'arm'],
}

const nodes = fc.array(fc.record({ architecture, disk }), { minLength: 1, maxLength: 5 })
const policies = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('only' as const), architecture }),
    fc.record({ type: fc.constant('prefer' as const), architecture }),
    fc.record({ type: fc.constant('on-nodes-with' as const), capability: disk }),
    fc.record({ type: fc.constant('not-on-nodes-with' as const), capability: disk }),
    fc.record({ type: fc.constant('prefer-nodes-with' as const), capability: disk }),
  ),
  { maxLength: 3 },
)
const requirement = fc.oneof(
  fc.record({
    key: fc.constant('kubernetes.io/arch'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.tuple(architecture),
  }),
  fc.record({ key: fc.constant('ainur.tools/nvme'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
)
const term = fc.record({ matchExpressions: fc.array(requirement, { maxLength: 2 }) })
const author = fc.record({
  nodeSelector: fc.option(fc.record({ 'kubernetes.io/arch': architecture }), { nil: undefined }),
  terms: fc.option(fc.array(term, { minLength: 1, maxLength: 3 }), { nil: undefined }),
})
const image = fc.constantFrom('both:1' as const, 'arm:1' as const, 'intel:1' as const, 'every:1' as const)

it('lets a pod onto exactly the nodes that its author, its images and its policies all allow', () => {
  fc.assert(
    fc.property(nodes, policies, author, image, image, (shapes, rules, { nodeSelector, terms }, main, init) => {
      const cluster = testCluster({
        nodes: shapes.map((shape, index) =>
          testNode({ name: `n${index}`, architecture: shape.architecture, capabilities: [shape.disk] }),
        ),
      })
      const affinity = terms && {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
      }
      const object = deployment('a', main, { nodeSelector, affinity, initContainers: [{ name: 'b', image: init }] })
      const before = eligible(inApp('web', structuredClone(object)))
      const rendering = testRendering({ cluster, images, objects: [inApp('web', object, ...rules)] })
      const findings = placementPass.run(rendering)
      const after = eligible(rendering.objects[0] as RenderedObject)

      const expected = before.filter((name) => {
        const shape = shapes[Number(name.slice(1))] as (typeof shapes)[number]
        const runs = [main, init].every((reference) => runsOn[reference].includes(shape.architecture))
        return runs && rules.every((rule) => allows(rule, shape))
      })
      expect(after).toEqual(expected)
      expect(findings.some(({ rule }) => rule === 'placement-nowhere')).toBe(expected.length === 0)
      expect(findings.some(({ rule }) => rule === 'placement-architecture')).toBe(false)

      function eligible({ object }: RenderedObject): string[] {
        const [template] = podTemplatesOf(object)
        return template ? eligibleNodes(template.spec, nodesOf(cluster)).eligible.map(({ name }) => name) : []
      }
    }),
    { numRuns: 500 },
  )
})

function allows(rule: PlacementPolicy, shape: { architecture: string; disk: string }): boolean {
  if (rule.type === 'only') return shape.architecture === rule.architecture
  if (rule.type === 'not-on-nodes-with') return shape.disk !== rule.capability
  return rule.type === 'on-nodes-with' ? shape.disk === rule.capability : true
}

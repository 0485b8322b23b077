import { expect, it } from 'vitest'
import { askedOfNodes, nodeAffinityFor } from './asked-of-nodes.ts'
import { amd64Only, everywhere, notOnNodesWith, onNodesWith, preferAmd64, preferNodesWith } from './policy.ts'

it.each([
  [amd64Only, 'amd64Only', true],
  [preferAmd64, 'preferAmd64', false],
  [onNodesWith('nvme'), "onNodesWith('nvme')", true],
  [notOnNodesWith('netboot'), "notOnNodesWith('netboot')", true],
  [preferNodesWith('poe'), "preferNodesWith('poe')", false],
])('names %j as its author wrote it', (policy, name, required) => {
  expect(askedOfNodes(policy)).toMatchObject([{ policy: name, required }])
})

it('writes policies as one node affinity, and none where nothing is asked', () => {
  expect(nodeAffinityFor([amd64Only, notOnNodesWith('netboot'), preferNodesWith('poe')])).toEqual({
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
            { key: 'ainur.tools/netboot', operator: 'DoesNotExist' },
          ],
        },
      ],
    },
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        preference: { matchExpressions: [{ key: 'ainur.tools/poe', operator: 'In', values: ['true'] }] },
      },
    ],
  })
  expect(nodeAffinityFor([everywhere])).toBeUndefined()
})

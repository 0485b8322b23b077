import type { SimulatedStage } from './stage.ts'

/** The kubelet's part in a Node object. Leases are kwok's own doing. */
export const nodeStages: readonly SimulatedStage[] = [
  {
    name: 'node-ready',
    simulates: 'A kubelet registered, found no pressure on memory, disk or processes, and says that it is ready.',
    apiGroup: 'v1',
    kind: 'Node',
    when: [
      { key: '.status.conditions.[] | select( .type == "Ready" ) | .status', operator: 'NotIn', values: ['True'] },
    ],
    steps: [
      {
        type: 'strategic',
        patchStatus: `
{{ $now := Now }}
conditions:
{{ range NodeConditions }}
- type: {{ .type | Quote }}
  status: {{ .status | Quote }}
  reason: {{ .reason | Quote }}
  message: {{ .message | Quote }}
  lastHeartbeatTime: {{ $now | Quote }}
  lastTransitionTime: {{ $now | Quote }}
{{ end }}
phase: Running
`,
      },
    ],
  },
]

import type { SimulatedStage } from './stage.ts'

/** A stage that sets one condition to True for the object's present generation. */
function condition(apiGroup: string, kind: string, type: string, reason: string, simulates: string): SimulatedStage {
  return {
    name: `${kind.toLowerCase()}-${type.toLowerCase()}`,
    simulates,
    apiGroup,
    kind,
    when: [
      '!has(self.metadata.deletionTimestamp)',
      `!has(self.status) || !has(self.status.conditions) || !self.status.conditions.exists(c, c.type == '${type}' && c.status == 'True' && has(c.observedGeneration) && c.observedGeneration == self.metadata.generation)`,
    ],
    steps: [
      {
        type: 'merge',
        patchStatus: `
conditions:
- type: ${type}
  status: "True"
  reason: ${reason}
  message: simulated by the test cluster
  lastTransitionTime: {{ Now | Quote }}
  observedGeneration: {{ .metadata.generation }}
`,
      },
    ],
  }
}

/** The parts of the operators that are not installed: conditions on the resources that they own, and nothing else. */
export const customResourceStages: readonly SimulatedStage[] = [
  condition(
    'cert-manager.io/v1',
    'Certificate',
    'Ready',
    'Ready',
    'cert-manager issued the certificate. No Secret is made.',
  ),
  condition('cert-manager.io/v1', 'ClusterIssuer', 'Ready', 'KeyPairVerified', 'cert-manager read and checked the CA.'),
  condition('cert-manager.io/v1', 'Issuer', 'Ready', 'KeyPairVerified', 'cert-manager read and checked the CA.'),
  condition(
    'trust.cert-manager.io/v1alpha1',
    'Bundle',
    'Synced',
    'Synced',
    'trust-manager wrote the bundle into every selected namespace. No ConfigMap is made.',
  ),
  {
    name: 'longhorn-setting-applied',
    simulates: 'longhorn-manager accepted and applied the setting, whatever its value.',
    apiGroup: 'longhorn.io/v1beta2',
    kind: 'Setting',
    when: [
      '!has(self.metadata.deletionTimestamp)',
      '!has(self.status) || !has(self.status.applied) || !self.status.applied',
    ],
    steps: [{ type: 'merge', patchStatus: '\napplied: true\n' }],
  },
]

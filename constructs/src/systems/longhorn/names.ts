/**
 * Names that Longhorn's own code looks for: its namespace, its accounts, its Services, the `app` labels of its pods.
 *
 * @see https://github.com/longhorn/longhorn-manager/blob/v1.12.1/types/types.go
 */
export const longhornNamespace = 'longhorn-system'

export const serviceAccount = {
  manager: 'longhorn-service-account',
  ui: 'longhorn-ui-service-account',
  supportBundle: 'longhorn-support-bundle',
} as const

export const managerUrl = 'http://longhorn-backend:9500'

export const longhornPriorityClass = 'longhorn-critical'

/** Labels on everything, beside the `app` label that selectors use. */
export const commonLabels = { 'app.kubernetes.io/name': 'longhorn', 'app.kubernetes.io/instance': 'longhorn' } as const

/** Selector of a workload: immutable, and relied on by Longhorn's code. */
export function appLabel(app: 'longhorn-manager' | 'longhorn-driver-deployer' | 'longhorn-ui') {
  return { app }
}

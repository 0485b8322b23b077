import type { App } from '../../app/app.ts'
import { k8s } from '../../k8s.ts'
import { resources } from '../../workload/resources.ts'
import { appLabel, commonLabels, longhornPriorityClass, managerUrl, serviceAccount } from './names.ts'
import { tolerations } from './tolerations.ts'
import { longhornUpstream } from './upstream.ts'

const selector = appLabel('longhorn-ui')

/** Directories that its nginx writes to. */
const scratch = [
  { name: 'nginx-cache', mountPath: '/var/cache/nginx/' },
  { name: 'nginx-config', mountPath: '/var/config/nginx/' },
  { name: 'var-run', mountPath: '/var/run/' },
] as const

/** The web interface. It asks nobody who they are: see `network-policies.ts` for who reaches it. */
export function addUi(app: App): void {
  const labels = { ...commonLabels, ...selector }
  new k8s.KubeDeployment(app, 'ui', {
    metadata: { name: 'longhorn-ui', labels },
    spec: {
      // Upstream runs two; it keeps no state, and is back in seconds.
      replicas: 1,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: serviceAccount.ui,
          automountServiceAccountToken: false,
          priorityClassName: longhornPriorityClass,
          tolerations: tolerations(app.cluster),
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'longhorn-ui',
              image: longhornUpstream.images.ui.reference,
              imagePullPolicy: 'IfNotPresent',
              ports: [{ name: 'http', containerPort: 8000 }],
              env: [
                { name: 'LONGHORN_MANAGER_IP', value: managerUrl },
                { name: 'LONGHORN_UI_PORT', value: '8000' },
              ],
              resources: resources({ cpu: '5m', memory: '16Mi' }, '64Mi'),
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
              volumeMounts: [...scratch],
            },
          ],
          volumes: scratch.map(({ name }) => ({ name, emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } })),
        },
      },
    },
  })
  new k8s.KubeService(app, 'frontend', {
    metadata: { name: 'longhorn-frontend', labels },
    spec: { selector, ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }] },
  })
}

import type { App } from '../../app/app.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { k8s } from '../../k8s.ts'
import { fieldEnv } from '../../workload/field-env.ts'
import { resources } from '../../workload/resources.ts'
import { appLabel, commonLabels, longhornPriorityClass, managerUrl, serviceAccount } from './names.ts'
import { tolerations } from './tolerations.ts'
import { longhornUpstream } from './upstream.ts'

const selector = appLabel('longhorn-driver-deployer')

const waitForManager =
  `until [ "$(curl -m 5 -s -o /dev/null -w '%{http_code}' ${managerUrl}/v1)" = 200 ]; ` +
  "do echo 'waiting for longhorn-manager'; sleep 5; done"

/** Deploys the CSI driver: its sidecars, and the plugin on every node. */
export function addDriverDeployer(app: App, replicas: SidecarReplicas): void {
  const labels = { ...commonLabels, ...selector }
  new k8s.KubeDeployment(app, 'driver-deployer', {
    metadata: { name: 'longhorn-driver-deployer', labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: serviceAccount.manager,
          priorityClassName: longhornPriorityClass,
          tolerations: tolerations(app.cluster),
          securityContext: { runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } },
          initContainers: [
            {
              name: 'wait-longhorn-manager',
              image: longhornUpstream.images.manager.reference,
              imagePullPolicy: 'IfNotPresent',
              command: ['sh', '-c', waitForManager],
              resources: resources({ cpu: '5m', memory: '16Mi' }, '64Mi'),
              securityContext,
            },
          ],
          containers: [
            {
              name: 'longhorn-driver-deployer',
              image: longhornUpstream.images.manager.reference,
              imagePullPolicy: 'IfNotPresent',
              command: [
                'longhorn-manager',
                '-d',
                'deploy-driver',
                '--manager-image',
                longhornUpstream.images.manager.reference,
                '--manager-url',
                `${managerUrl}/v1`,
              ],
              env: environment(replicas),
              resources: resources({ cpu: '5m', memory: '32Mi' }, '128Mi'),
              securityContext,
            },
          ],
        },
      },
    },
  })
}

const securityContext: k8s.SecurityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }

export type SidecarReplicas = Readonly<
  Record<'csi-attacher' | 'csi-provisioner' | 'csi-resizer' | 'csi-snapshotter', number>
>

/**
 * Replicas of the CSI sidecars: a leader with a stand-by. Upstream's three of every kind are twelve pods.
 *
 * @param snapshots whether the cluster knows volume snapshots; csi-snapshotter logs errors for ever where it does not
 */
export function sidecarReplicas({ nodes }: Cluster, snapshots: boolean): SidecarReplicas {
  const each = Math.min(2, nodes.length)
  return {
    'csi-attacher': each,
    'csi-provisioner': each,
    'csi-resizer': each,
    'csi-snapshotter': snapshots ? each : 0,
  }
}

const { images } = longhornUpstream

/** The CSI sidecars, by the variable that names them to the deployer. */
const csiImages = {
  CSI_ATTACHER_IMAGE: images.csiAttacher,
  CSI_PROVISIONER_IMAGE: images.csiProvisioner,
  CSI_NODE_DRIVER_REGISTRAR_IMAGE: images.csiNodeDriverRegistrar,
  CSI_RESIZER_IMAGE: images.csiResizer,
  CSI_SNAPSHOTTER_IMAGE: images.csiSnapshotter,
  CSI_LIVENESS_PROBE_IMAGE: images.livenessProbe,
}

function environment(replicas: SidecarReplicas): k8s.EnvVar[] {
  return [
    fieldEnv('POD_NAMESPACE', 'metadata.namespace'),
    fieldEnv('NODE_NAME', 'spec.nodeName'),
    fieldEnv('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
    // The same on k3s, Talos and kubeadm. Unset, the deployer finds out with privileged pods that read the processes of a
    // node, and gives up when one takes longer than two minutes.
    { name: 'KUBELET_ROOT_DIR', value: '/var/lib/kubelet' },
    ...Object.entries(csiImages).map(([name, { reference }]) => ({ name, value: reference })),
    ...Object.entries(replicas).map(([sidecar, count]) => ({
      name: `${sidecar.toUpperCase().replace('-', '_')}_REPLICA_COUNT`,
      value: String(count),
    })),
  ]
}

import { createHash } from 'node:crypto'
import type { App } from '../../app/app.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer } from '../../workload/hardened.ts'
import { resources } from '../../workload/resources.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { priorityClass } from '../namespaces/priority-classes.ts'
import { notOnNetbootNodes } from './placement.ts'
import { claimVolumes } from './volumes.ts'

export interface BuilderProps {
  readonly configMap: string
  readonly files: Readonly<Record<string, string>>
  readonly image: string
}

/** The Job that turns Ubuntu's image into what the server hands out. It does nothing when that is there already. */
export function addBuilder(app: App, props: BuilderProps): void {
  const labels = selectorLabels(app, 'builder')
  new k8s.KubeJob(app, 'builder', {
    metadata: {
      // Another configuration is another Job, because a finished one never runs again.
      name: `pi-netboot-builder-${digestOf(props.files).slice(0, 8)}`,
      labels,
      // A Job's pod template is immutable: a new image has to replace the object.
      annotations: { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' },
    },
    spec: {
      // Retries for about an hour, so that a cluster that starts before its internet connection still gets there: restarts
      // count, and kubelet waits 10 seconds before the first, twice as long before each further one, and at most 5 minutes.
      backoffLimit: 16,
      template: { metadata: { labels }, spec: podSpec(app, props) },
    },
  })
}

function podSpec(app: App, { configMap, image }: BuilderProps): k8s.PodSpec {
  const nodeAffinity = notOnNetbootNodes(app.cluster)
  return {
    restartPolicy: 'OnFailure',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: priorityClass.background,
    affinity: {
      ...(nodeAffinity ? { nodeAffinity } : {}),
      // Its volumes can be mounted on one node at a time: the one where the server has them.
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: selectorLabels(app) }, topologyKey: 'kubernetes.io/hostname' },
        ],
      },
    },
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'builder',
        image,
        args: ['build'],
        resources: resources({ cpu: '100m', memory: '256Mi' }, '1Gi'),
        // Root, to keep the owners and the set-user-ID bits of a root filesystem. No mount and no loop device.
        securityContext: {
          ...restrictedContainer,
          runAsUser: 0,
          capabilities: { drop: ['ALL'], add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'SETFCAP'] },
        },
        volumeMounts: [
          { name: 'config', mountPath: '/etc/netboot', readOnly: true },
          { name: 'boot', mountPath: '/srv/boot' },
          { name: 'os', mountPath: '/srv/nodes' },
          { name: 'output', mountPath: '/srv/output' },
          { name: 'download', mountPath: '/work/download' },
          { name: 'extracted', mountPath: '/work/extracted' },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
    ],
    volumes: [
      { name: 'config', configMap: { name: configMap } },
      ...claimVolumes('boot', 'os', 'output', 'download', 'extracted'),
      { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } },
    ],
  }
}

function digestOf(files: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex')
}

import { Lazy } from 'cdk8s'
import type { App } from '../../app/app.ts'
import { privilegedBecause } from '../../app/privileged-because.ts'
import { writesLittleBecause } from '../../app/writes-little-because.ts'
import { k8s } from '../../k8s.ts'
import { fieldEnv } from '../../workload/field-env.ts'
import { resources } from '../../workload/resources.ts'
import type { ComponentResources } from './component-resources.ts'
import { appLabel, commonLabels, longhornPriorityClass, serviceAccount } from './names.ts'
import { tolerations } from './tolerations.ts'
import { longhornUpstream } from './upstream.ts'

const selector = appLabel('longhorn-manager')

/** Where it serves its API, and its metrics. */
export const managerPort = 9500

/** The Pod Security check asks every privileged workload for a reason. */
const reason = 'it formats, mounts and attaches block devices in the namespaces of the host'

/** Data lies there only where a disk is mounted for it, and no such disk may be an SD card. */
const fewWrites = 'on nodes without a disk for Longhorn it holds sockets and the programs of engines'

/** Directories of the host that the manager looks into, and one that it mounts volumes below. */
const hostPaths = [
  { name: 'boot', path: '/boot/', mountPath: '/host/boot/', readOnly: true },
  { name: 'dev', path: '/dev/', mountPath: '/host/dev/' },
  { name: 'proc', path: '/proc/', mountPath: '/host/proc/', readOnly: true },
  { name: 'etc', path: '/etc/', mountPath: '/host/etc/', readOnly: true },
  { name: 'longhorn', path: '/var/lib/longhorn/', mountPath: '/var/lib/longhorn/', mountPropagation: 'Bidirectional' },
] as const

type PodAnnotations = () => Readonly<Record<string, string>> | undefined

/**
 * The manager: one pod on every node, because a node without it can neither store nor mount volumes.
 *
 * @param annotations of its pods, read when the tree is written
 * @see https://github.com/longhorn/longhorn/blob/v1.12.1/chart/templates/daemonset-sa.yaml
 */
export function addManager(app: App, own: Required<ComponentResources>, annotations: PodAnnotations): void {
  const labels = { ...commonLabels, ...selector }
  new k8s.KubeDaemonSet(app, 'manager', {
    metadata: {
      name: 'longhorn-manager',
      labels,
      annotations: { [privilegedBecause]: reason, [writesLittleBecause]: fewWrites },
    },
    spec: {
      selector: { matchLabels: selector },
      // All at once: managers of two versions must not work side by side.
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('100%') } },
      template: {
        metadata: { labels, annotations: Lazy.any({ produce: annotations }) },
        spec: {
          serviceAccountName: serviceAccount.manager,
          priorityClassName: longhornPriorityClass,
          tolerations: tolerations(app.cluster),
          containers: [managerContainer(own), prePullContainer()],
          volumes: [
            ...hostPaths.map(({ name, path }) => ({ name, hostPath: { path } })),
            { name: 'longhorn-grpc-tls', secret: { secretName: 'longhorn-grpc-tls', optional: true } },
          ],
        },
      },
    },
  })
  new k8s.KubeService(app, 'backend', {
    metadata: { name: 'longhorn-backend', labels },
    spec: {
      selector,
      ports: [{ name: 'manager', port: managerPort, targetPort: k8s.IntOrString.fromString('manager') }],
    },
  })
  addManagedService(app, 'longhorn-admission-webhook', { port: 9502, name: 'admission-webhook' }, 'admission-wh')
  addManagedService(app, 'longhorn-recovery-backend', { port: 9503, name: 'recovery-backend' }, 'recov-backend')
}

/**
 * A Service of one part of the manager. The manager puts the label onto its own pod once that part runs: no pod template
 * carries it.
 */
function addManagedService(app: App, name: string, port: { port: number; name: string }, target: string): void {
  new k8s.KubeService(app, name, {
    metadata: { name, labels: { ...commonLabels, app: name } },
    spec: {
      selector: { [`longhorn.io/${name.replace('longhorn-', '')}`]: name },
      ports: [{ ...port, targetPort: k8s.IntOrString.fromString(target) }],
    },
  })
}

function managerContainer({ cpu, memory, memoryLimit }: Required<ComponentResources>): k8s.Container {
  const { images } = longhornUpstream
  return {
    name: 'longhorn-manager',
    image: images.manager.reference,
    imagePullPolicy: 'IfNotPresent',
    command: [
      'longhorn-manager',
      '-d',
      'daemon',
      '--engine-image',
      images.engine.reference,
      '--instance-manager-image',
      images.instanceManager.reference,
      '--share-manager-image',
      images.shareManager.reference,
      '--backing-image-manager-image',
      images.backingImageManager.reference,
      '--support-bundle-manager-image',
      images.supportBundleKit.reference,
      '--manager-image',
      images.manager.reference,
      '--service-account',
      serviceAccount.manager,
      // Refuses to start on volumes that a release before the last minor one left behind: with the pre-upgrade hook left out,
      // nothing else does.
      '--upgrade-version-check',
    ],
    ports: [
      { name: 'manager', containerPort: managerPort },
      { name: 'admission-wh', containerPort: 9502 },
      { name: 'recov-backend', containerPort: 9503 },
    ],
    env: [
      fieldEnv('POD_NAME', 'metadata.name'),
      fieldEnv('POD_NAMESPACE', 'metadata.namespace'),
      fieldEnv('POD_IP', 'status.podIP'),
      fieldEnv('NODE_NAME', 'spec.nodeName'),
    ],
    readinessProbe: {
      httpGet: { path: '/v1/healthz', port: k8s.IntOrString.fromNumber(9502), scheme: 'HTTPS' },
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
    resources: resources({ cpu, memory }, memoryLimit),
    securityContext: { privileged: true },
    volumeMounts: [
      ...hostPaths.map(({ path: _, ...mount }) => mount),
      { name: 'longhorn-grpc-tls', mountPath: '/tls-files/' },
    ],
  }
}

/** Keeps the image of the share manager on the node, so that a shared volume fails over without a pull. */
function prePullContainer(): k8s.Container {
  return {
    name: 'pre-pull-share-manager-image',
    image: longhornUpstream.images.shareManager.reference,
    imagePullPolicy: 'IfNotPresent',
    command: ['sleep', 'infinity'],
    resources: resources({ cpu: '1m', memory: '4Mi' }, '32Mi'),
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
  }
}

import type { App } from '../../app/app.ts'
import type { Trust } from '../../app/roles.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer, unprivilegedPod } from '../../workload/hardened.ts'
import { httpProbes } from '../../workload/http-probes.ts'
import { labCaDirectory } from '../../workload/lab-ca-directory.ts'
import { newBeforeOld } from '../../workload/new-before-old.ts'
import { resources } from '../../workload/resources.ts'
import { scrapeAnnotations } from '../../workload/scrape-annotations.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { priorityClass } from '../namespaces/priority-classes.ts'
import type { SecretFile } from './connectors.ts'
import type { SecretEnv } from './secret-env.ts'
import { dexUpstream } from './upstream.ts'

/** Health and metrics, without TLS. */
const telemetryPort = 5558

export interface DexDeploymentProps {
  readonly serviceAccount: string
  readonly configMap: string
  /** Digest of the configuration: Dex reads it at start only, so a change must replace the pod. */
  readonly configChecksum: string
  readonly secretEnv: readonly SecretEnv[]
  readonly secretFiles: readonly SecretFile[]
  readonly trust: Trust
}

/** Dex's pod. */
export function addDeployment(app: App, props: DexDeploymentProps): void {
  const labels = selectorLabels(app)
  const ca = labCaDirectory(props.trust)

  new k8s.KubeDeployment(app, 'deployment', {
    metadata: { name: 'dex', labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      // State is in the API server, so old and new may overlap, and signing in never pauses.
      strategy: newBeforeOld,
      template: {
        metadata: {
          labels,
          annotations: {
            'checksum/config': props.configChecksum,
            ...scrapeAnnotations(telemetryPort),
          },
        },
        spec: {
          serviceAccountName: props.serviceAccount,
          // Its storage is the Kubernetes API.
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          // Without sign-in nobody reaches the tools that repair a full node.
          priorityClassName: priorityClass.critical,
          securityContext: unprivilegedPod(1001, 1001),
          containers: [
            {
              name: 'dex',
              image: dexUpstream.images.dex.reference,
              // Not the image's entrypoint: that would run the file through a template engine and needs a writable /tmp.
              command: ['/usr/local/bin/dex', 'serve', '/etc/dex/config.yaml'],
              env: [ca.env, ...props.secretEnv.map(toEnvVar)],
              ports: [
                { name: 'http', containerPort: 5556 },
                { name: 'telemetry', containerPort: telemetryPort },
              ],
              ...httpProbes({ port: 'telemetry', live: '/healthz/live', ready: '/healthz/ready' }),
              resources: resources({ cpu: '20m', memory: '48Mi' }, '128Mi'),
              securityContext: restrictedContainer,
              volumeMounts: [
                { name: 'config', mountPath: '/etc/dex', readOnly: true },
                ca.volumeMount,
                ...props.secretFiles.map(({ volume, directory }) => ({
                  name: volume,
                  mountPath: directory,
                  readOnly: true,
                })),
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: props.configMap } },
            ca.volume,
            ...props.secretFiles.map(({ volume, secret, key }) => ({
              name: volume,
              secret: { secretName: secret, items: [{ key, path: key }] },
            })),
          ],
        },
      },
    },
  })
}

function toEnvVar({ variable, secret, key }: SecretEnv): k8s.EnvVar {
  // Not optional: Dex takes an unset variable for an empty client secret and says nothing.
  return { name: variable, valueFrom: { secretKeyRef: { name: secret, key, optional: false } } }
}

import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type { IngressController, Trust } from '../../app/roles.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer, unprivilegedPod } from '../../workload/hardened.ts'
import { httpProbes } from '../../workload/http-probes.ts'
import { newBeforeOld } from '../../workload/new-before-old.ts'
import { resources } from '../../workload/resources.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { certSiteImage } from './own-image.ts'

export interface CertSiteProps {
  readonly ingress: IngressController
  readonly trust: Trust
}

const shape: PropsShape<CertSiteProps> = { ingress: roleReferences.ingress, trust: roleReferences.trust }

/** User and group in the image. */
const user = 10001

/**
 * Cert site: hands the lab's CA to people, with its fingerprint and the steps for their device.
 *
 * The page is made in the container from the certificate that is really mounted, and again whenever that changes.
 */
export class CertSite extends App {
  /** Plain HTTP: its visitor does not trust the CA yet. */
  readonly url: string

  constructor(tree: ClusterTree, name: string, props: CertSiteProps) {
    super(tree, name, props)
    readProps(this, shape, props)
    const host = this.cluster.host('certs')
    this.url = `http://${host}/`
    props.trust.injectRoots(this)
    props.ingress.expose(this, { name: 'cert-site', host, service: 'cert-site', port: 'http', plainHttp: true })

    const labels = selectorLabels(this)
    new k8s.KubeService(this, 'service', {
      metadata: { name: 'cert-site', labels },
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }] },
    })
    new k8s.KubeDeployment(this, 'deployment', {
      metadata: { name: 'cert-site', labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: newBeforeOld,
        template: { metadata: { labels }, spec: podSpec(this, props.trust) },
      },
    })
  }
}

function podSpec(app: CertSite, trust: Trust): k8s.PodSpec {
  const { configMap, key } = trust.roots
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: unprivilegedPod(user, user),
    containers: [
      {
        name: 'cert-site',
        image: app.ownImage(certSiteImage),
        env: [
          { name: 'CA_FILE', value: `/ca/${key}` },
          { name: 'LAB_NAME', value: app.cluster.name },
          { name: 'SITE_URL', value: app.url },
          { name: 'CHECK_COMMAND', value: checkCommand(app.appNamespace, trust) },
        ],
        ports: [{ name: 'http', containerPort: 8080 }],
        ...httpProbes({ port: 'http', live: '/healthz', ready: '/ca.crt' }),
        resources: resources({ cpu: '5m', memory: '16Mi' }, '64Mi'),
        securityContext: restrictedContainer,
        volumeMounts: [
          // The directory, not a subPath: a subPath mount would never show a rotated CA.
          { name: 'lab-ca', mountPath: '/ca', readOnly: true },
          { name: 'site', mountPath: '/run/site' },
        ],
      },
    ],
    volumes: [
      { name: 'lab-ca', configMap: { name: configMap, items: [{ key, path: key }] } },
      // Memory: the rendered page is a few kilobytes, and rewriting it should not wear an SD card.
      { name: 'site', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('16Mi') } },
    ],
  }
}

/** Prints the fingerprint over the API server's own protected connection, to compare with what the page shows. */
function checkCommand(namespace: string, { roots }: Trust): string {
  const key = roots.key.replaceAll('.', '\\.')
  return (
    `kubectl get configmap ${roots.configMap} --namespace ${namespace} --output jsonpath='{.data.${key}}' | ` +
    'openssl x509 -noout -fingerprint -sha256'
  )
}

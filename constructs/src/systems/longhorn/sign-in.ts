import { App } from '../../app/app.ts'
import type { ClusterTree } from '../../app/cluster-tree.ts'
import { appReference, type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import { k8s } from '../../k8s.ts'
import { selectorLabels } from '../../workload/selector-labels.ts'
import { type SignIn, SignInProxy } from '../sign-in-proxy/sign-in-proxy.ts'
import type { Longhorn } from './longhorn.ts'
import { appLabel, commonLabels, longhornNamespace } from './names.ts'

export interface LonghornSignInProps extends SignIn {
  readonly storage: Longhorn
}

const shape: PropsShape<LonghornSignInProps> = {
  storage: appReference<Longhorn>('the app Longhorn', 'ext4StorageClass'),
  identity: roleReferences.identity,
  ingress: roleReferences.ingress,
  trust: roleReferences.trust,
}

/**
 * Publishes Longhorn's web interface to the admins, behind a sign-in.
 *
 * An app of its own: what signs people in may be down or not yet made, and volumes must not wait for it.
 */
export class LonghornSignIn extends App {
  constructor(tree: ClusterTree, name: string, props: LonghornSignInProps) {
    super(tree, name, props, { namespace: longhornNamespace, ownNamespace: false, project: 'system-addons' })
    const { identity, ingress, trust } = readProps(this, shape, props)
    const { podLabels } = new SignInProxy(this, 'sign-in', {
      identity,
      ingress,
      trust,
      name: 'longhorn',
      displayName: 'Longhorn',
      host: this.cluster.host('longhorn'),
      service: 'longhorn-frontend',
      port: 80,
      // Of the time when it was part of the app `longhorn`: a selector is immutable.
      podLabels: selectorLabels({ appName: 'longhorn' }, 'sign-in'),
    })
    new k8s.KubeNetworkPolicy(this, 'network-policy', {
      metadata: { name: 'longhorn-ui-sign-in', labels: commonLabels },
      spec: {
        podSelector: { matchLabels: appLabel('longhorn-ui') },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [{ podSelector: { matchLabels: { ...podLabels } } }],
            ports: [{ port: k8s.IntOrString.fromNumber(8000), protocol: 'TCP' }],
          },
        ],
      },
    })
  }
}

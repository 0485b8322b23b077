import {
  AdminAccess,
  ArgoCd,
  CertManager,
  ClusterTree,
  CoreDns,
  Dex,
  Headlamp,
  KubeVip,
  LabPki,
  Longhorn,
  LonghornCrds,
  LonghornSignIn,
  Namespaces,
  Omni,
  SnapshotController,
  Traefik,
  TrustManager,
} from '@ainur/constructs'
import { cluster as definition } from './cluster.ts'

/**
 * The apps of the cluster. Handing one to another is what orders them: `npm run synth` prints the waves.
 *
 * CertSite is not among them: its image is one that you build and push first, and apps of later waves would wait for it
 * until then. docs/your-first-cluster.md says how to add it. The image of PiNetboot cannot be built yet.
 */
export default function ainur(): ClusterTree {
  const cluster = new ClusterTree(definition)
  new Namespaces(cluster, 'namespaces')
  new AdminAccess(cluster, 'identity')

  const certManager = new CertManager(cluster, 'cert-manager')
  const trustManager = new TrustManager(cluster, 'trust-manager', { certManager })
  const trust = new LabPki(cluster, 'lab-pki', { certManager, trustManager })
  const loadBalancer = new KubeVip(cluster, 'kube-vip')
  const ingress = new Traefik(cluster, 'traefik', { address: '192.168.20.200', loadBalancer, trust })
  const dns = new CoreDns(cluster, 'cluster-dns')

  const identity = new Dex(cluster, 'dex', { ingress, trust, dns })
  new ArgoCd(cluster, 'argo-cd', { ingress, identity })
  new Headlamp(cluster, 'headlamp', { ingress, identity, trust })
  const crds = new LonghornCrds(cluster, 'longhorn-crds')
  const snapshots = new SnapshotController(cluster, 'snapshot-controller')
  const storage = new Longhorn(cluster, 'longhorn', { crds, snapshots })
  new LonghornSignIn(cluster, 'longhorn-sign-in', { storage, ingress, identity, trust })
  new Omni(cluster, 'omni', {
    accountId: 'b7c2a4de-52c1-4f0b-9d55-0e6f3a8c1d27',
    address: '192.168.20.201',
    eula: { name: 'Ainur admin', email: 'admin@ainur.home.arpa' },
    ingress,
    identity,
    trust,
    loadBalancer,
    storage,
  })
  return cluster
}

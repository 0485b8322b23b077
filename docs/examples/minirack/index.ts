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
  Namespaces,
  Traefik,
  TrustManager,
} from '@ainur/constructs'
import { cluster as definition } from './cluster.ts'

/** A Talos cluster without volumes: nothing in it has data of its own. */
export default function minirack(): ClusterTree {
  const cluster = new ClusterTree(definition)
  new Namespaces(cluster, 'namespaces')
  new AdminAccess(cluster, 'identity')

  const certManager = new CertManager(cluster, 'cert-manager')
  const trustManager = new TrustManager(cluster, 'trust-manager', { certManager })
  const trust = new LabPki(cluster, 'lab-pki', { certManager, trustManager })
  const loadBalancer = new KubeVip(cluster, 'kube-vip')
  const ingress = new Traefik(cluster, 'traefik', { address: '10.10.80.200', loadBalancer, trust })
  const dns = new CoreDns(cluster, 'cluster-dns')

  const identity = new Dex(cluster, 'dex', { ingress, trust, dns })
  new ArgoCd(cluster, 'argo-cd', { ingress, identity })
  new Headlamp(cluster, 'headlamp', { ingress, identity, trust })
  return cluster
}

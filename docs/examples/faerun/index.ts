import {
  AdminAccess,
  ArgoCd,
  amd64Only,
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
  place,
  Traefik,
  TrustManager,
} from '@ainur/constructs'
import { cluster as definition } from './cluster.ts'

/** A Talos cluster of both architectures, with replicated volumes on the machines that have a disk for them. */
export default function faerun(): ClusterTree {
  const cluster = new ClusterTree(definition)
  new Namespaces(cluster, 'namespaces')
  new AdminAccess(cluster, 'identity')

  const certManager = new CertManager(cluster, 'cert-manager')
  const trustManager = new TrustManager(cluster, 'trust-manager', { certManager })
  const trust = new LabPki(cluster, 'lab-pki', { certManager, trustManager })
  const loadBalancer = new KubeVip(cluster, 'kube-vip')
  const ingress = new Traefik(cluster, 'traefik', { address: '192.168.100.200', loadBalancer, trust })
  const dns = new CoreDns(cluster, 'cluster-dns')

  const identity = new Dex(cluster, 'dex', { ingress, trust, dns })
  new ArgoCd(cluster, 'argo-cd', { ingress, identity })
  new Headlamp(cluster, 'headlamp', { ingress, identity, trust })
  const crds = new LonghornCrds(cluster, 'longhorn-crds')
  const storage = new Longhorn(cluster, 'longhorn', { crds })
  new LonghornSignIn(cluster, 'longhorn-sign-in', { storage, ingress, identity, trust })
  // The Pis have no disk for volumes, and too little to spare for what serves them.
  place(storage, amd64Only)
  return cluster
}

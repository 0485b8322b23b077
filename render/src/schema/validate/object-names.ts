import { dns1035Label, dnsLabel, dnsSubdomain, pathSegment, type Syntax } from './syntax.ts'

/** Kinds whose names follow other rules than the DNS subdomain that all others, custom resources included, must be. */
const byKind: Readonly<Record<string, Syntax>> = {
  'v1 Namespace': dnsLabel,
  'apps/v1 StatefulSet': dnsLabel,
  'rbac.authorization.k8s.io/v1 Role': pathSegment,
  'rbac.authorization.k8s.io/v1 ClusterRole': pathSegment,
  'rbac.authorization.k8s.io/v1 RoleBinding': pathSegment,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': pathSegment,
  // Addresses and versions of other shapes, which the API server derives or checks by itself.
  'networking.k8s.io/v1 IPAddress': pathSegment,
  'certificates.k8s.io/v1beta1 ClusterTrustBundle': pathSegment,
  'certificates.k8s.io/v1alpha1 ClusterTrustBundle': pathSegment,
  'batch/v1 CronJob': (name) =>
    name.length <= 52 ? dnsSubdomain(name) : 'at most 52 characters, since its Jobs add 11 to the name',
}

/**
 * What is wrong with the name of an object, or nothing.
 *
 * Before Kubernetes 1.36 a Service's name may not start with a digit.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/validation/validation.go
 */
export function nameProblem(apiVersion: string, kind: string, name: string, minor: string): string | undefined {
  if (apiVersion === 'v1' && kind === 'Service') {
    return (Number(minor.split('.')[1]) >= 36 ? dnsLabel : dns1035Label)(name)
  }
  return (byKind[`${apiVersion} ${kind}`] ?? dnsSubdomain)(name)
}

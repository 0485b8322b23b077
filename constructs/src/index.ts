export * from './app/app.ts'
export * from './app/app-error.ts'
export * from './app/application.ts'
export * from './app/cluster-tree.ts'
export * from './app/is-record.ts'
export * from './app/pod-spec.ts'
export * from './app/project.ts'
export * from './app/roles.ts'
export * from './app/secret-need.ts'
export * from './app/source-file.ts'
export * from './app/upstream-release.ts'
export * from './app/waves.ts'
export * from './cert-manager/cert-manager.ts'
export {
  type AddressRange,
  contains as rangeContains,
  formatIPv4,
  parseIPv4,
  parseRange,
  parseSubnet,
  type Subnet,
} from './cluster/addresses.ts'
export * from './cluster/cluster.ts'
export * from './cluster/define-cluster.ts'
export * from './cluster/definition-error.ts'
export * from './cluster/hardware/catalogue.ts'
export * from './cluster/hardware/gibibytes.ts'
export * from './cluster/hardware/model.ts'
export * from './cluster/input.ts'
export * from './cluster/node-labels.ts'
export * from './cluster/node-types.ts'
export * from './custom-resources/cert-manager.ts'
export * from './custom-resources/trust-manager.ts'
export * from './dex/dex.ts'
export * from './finding/finding.ts'
export * from './headlamp/headlamp.ts'
export * from './kube-vip/kube-vip.ts'
export * from './lab-pki/lab-pki.ts'
export * from './namespaces/namespaces.ts'
export * from './namespaces/priority-classes.ts'
export * from './placement/place.ts'
export * from './placement/policy.ts'
export * from './trust-manager/trust-manager.ts'

import type { KnownSystem } from '../known-system.ts'

/** Part of k3s. @see https://github.com/rancher/local-path-provisioner */
export const localPathProvisioner: KnownSystem = { name: 'local-path-provisioner', nodeLocalClasses: ['local-path'] }

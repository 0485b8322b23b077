import type { TreeObject } from '../input/tree-object.ts'

/**
 * Kinds that live in no namespace: those of Kubernetes itself, and of others the ones that say so in their name. A
 * `Cluster` of a database or of Cluster API, and a `SecretProviderClass`, do live in one.
 */
export function isClusterScoped({ group, ref }: Pick<TreeObject, 'group' | 'ref'>): boolean {
  const isBuiltIn = !group.includes('.') || group.endsWith('.k8s.io')
  return isBuiltIn ? builtIn.test(ref.kind) : /^Cluster[A-Z]/.test(ref.kind) && !group.endsWith('x-k8s.io')
}

const builtIn =
  /^(Namespace|PersistentVolume|Node|CustomResourceDefinition|APIService|Cluster.*|.*Class|.*WebhookConfiguration|(Validating|Mutating)AdmissionPolicy.*|CSIDriver|CSINode|VolumeSnapshotContent|CertificateSigningRequest|(FlowSchema|PriorityLevelConfiguration)|VolumeAttachment)$/

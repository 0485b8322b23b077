/** Kinds of Kubernetes itself that live in no namespace; of others the tree does not always tell. */
export function isClusterScoped(kind: string): boolean {
  return /^(Namespace|PersistentVolume|Node|CustomResourceDefinition|APIService|Cluster.*|.*Class|.*WebhookConfiguration|ValidatingAdmissionPolicy.*|CSIDriver|AppProject)$/.test(
    kind,
  )
}

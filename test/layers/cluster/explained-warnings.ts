/** Warnings of the API server that are no fault of the tree, each with the reason. */
export const explainedWarnings: readonly { readonly pattern: RegExp; readonly because: string }[] = [
  {
    pattern: /^metadata\.finalizers: "resources-finalizer\.argocd\.argoproj\.io": prefer a domain-qualified finalizer/,
    because: 'the finalizer is what Argo CD itself defines and documents; its name cannot be chosen',
  },
]

/**
 * Annotations of an object that data hangs on: Argo CD never prunes it, nor deletes it together with an Application.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export const keepInCluster = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  // What stays after it has left the tree would count as out of sync, and hold back every later wave for ever.
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
} as const

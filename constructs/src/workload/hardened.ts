import type { k8s } from '../k8s.ts'

/** Pod security context that the `restricted` Pod Security level accepts. */
export function unprivilegedPod(user: number, group: number, options: { readonly ownsVolumes?: boolean } = {}) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: group,
    // OnRootMismatch: a recursive chown of a volume on every start takes minutes on a Pi.
    ...(options.ownsVolumes ? { fsGroup: group, fsGroupChangePolicy: 'OnRootMismatch' } : {}),
    seccompProfile: { type: 'RuntimeDefault' },
  } satisfies k8s.PodSecurityContext
}

/** Container security context that the `restricted` Pod Security level accepts: what each container gets unless it can say why it needs more. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} satisfies k8s.SecurityContext

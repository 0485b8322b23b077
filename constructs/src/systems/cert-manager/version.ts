/** @see https://github.com/cert-manager/cert-manager/releases */
export const certManagerVersion = 'v1.21.1'

export const certManagerImages = {
  controller: `quay.io/jetstack/cert-manager-controller:${certManagerVersion}`,
  cainjector: `quay.io/jetstack/cert-manager-cainjector:${certManagerVersion}`,
  webhook: `quay.io/jetstack/cert-manager-webhook:${certManagerVersion}`,
} as const

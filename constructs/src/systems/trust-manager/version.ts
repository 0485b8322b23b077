/** @see https://github.com/cert-manager/trust-manager/releases */
export const trustManagerVersion = 'v0.24.0'

/** Debian's CA package, released on a cadence of its own. The same tag is passed to the chart. */
export const trustPackageVersion = '20250419.1'

export const trustManagerImages = {
  controller: `quay.io/jetstack/trust-manager:${trustManagerVersion}`,
  defaultPackage: `quay.io/jetstack/trust-pkg-debian-trixie:${trustPackageVersion}`,
} as const

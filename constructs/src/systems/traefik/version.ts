/**
 * Chart that clusters without a Traefik of their own install. k3s brings its own version with every release.
 *
 * @see https://github.com/traefik/traefik-helm-chart/releases
 */
export const traefikChartVersion = '41.3.0'

/** @see https://github.com/traefik/traefik/releases */
export const traefikVersion = 'v3.7.11'

export const traefikImage = `docker.io/traefik:${traefikVersion}`

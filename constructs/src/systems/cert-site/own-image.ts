/** The image in `images/cert-site`; raise the tag with every change there. Platforms: those of Debian and of Kubernetes. */
export const certSiteImage = {
  name: 'ainur-cert-site',
  tag: '1.0.0',
  platforms: ['linux/amd64', 'linux/arm64'],
  upstream: 'images/cert-site',
} as const

/** Image with dnsmasq, nginx, rpcbind, NFS-Ganesha and the builder, in the owner's registry. */
export const netbootImage = {
  name: 'ainur-netboot',
  tag: '1.0.0',
  platforms: ['linux/amd64', 'linux/arm64'],
  upstream: 'images/netboot',
  unbuildable: 'its Dockerfile is not in this repository yet',
} as const

/** Version of the netboot image. */
export const netbootVersion = '1.0.0'

/** Image with dnsmasq, nginx, rpcbind, NFS-Ganesha and the builder, in the owner's registry. */
export const netbootImage = {
  name: 'ainur-netboot',
  tag: netbootVersion,
  platforms: ['linux/amd64', 'linux/arm64'],
  upstream: 'images/netboot',
} as const

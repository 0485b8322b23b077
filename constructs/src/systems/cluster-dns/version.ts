/** @see https://github.com/coredns/coredns/releases */
export const coreDnsVersion = '1.14.6'

/** Platforms: linux/amd64, linux/arm64 and others. @see https://github.com/coredns/coredns/blob/v1.14.6/Makefile.docker */
export const coreDnsImage = `docker.io/coredns/coredns:${coreDnsVersion}`

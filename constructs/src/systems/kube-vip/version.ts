/** @see https://github.com/kube-vip/kube-vip/releases */
export const kubeVipVersion = 'v1.2.3'

export const kubeVipImage = `ghcr.io/kube-vip/kube-vip:${kubeVipVersion}`

import { stringify } from 'yaml'
import type { SlotNetwork } from './slot-network.ts'

/** Name of the image whose program holds a pod's namespaces. It is packed here; nothing pulls it. */
export const sandboxImage = 'ainur.test/pod-sandbox:1'

export const containerdSocket = '/run/containerd/containerd.sock'

export type NodeFiles = Readonly<Record<string, string>>

/**
 * Configuration of containerd: name -> text.
 *
 * @param directory where the files will stand
 * @param cni directory of the CNI plugins
 */
export function runtimeFiles(directory: string, network: SlotNetwork, cni: string): NodeFiles {
  return {
    'containerd.toml': containerd(directory, cni),
    'net.d/10-pods.conflist': JSON.stringify(podNetwork(network), null, 2),
  }
}

/**
 * Configuration of kubelet and kube-proxy: name -> text.
 *
 * @param directory where the files will stand
 * @param ca path of the cluster's CA certificate
 */
export function kubeletFiles(directory: string, network: SlotNetwork, ca: string): NodeFiles {
  return {
    'kubelet.yaml': stringify(kubelet(directory, network, ca)),
    'kube-proxy.yaml': stringify(kubeProxy(directory, network)),
    // For CoreDNS and the pods of the machine's network: nothing listens there, so that other names fail at once.
    'resolv.conf': `nameserver ${network.machine}\n`,
  }
}

/** Where containerd looks up how to reach a registry, anew for every pull. */
export function registriesDirectory(directory: string): string {
  return `${directory}/registries`
}

/**
 * How to reach a registry: name -> text, for a file below the configuration directory.
 *
 * @see https://github.com/containerd/containerd/blob/main/docs/hosts.md
 */
export function registryFiles(name: string, url: string): NodeFiles {
  const host = JSON.stringify(url)
  return {
    [`registries/${name}/hosts.toml`]: `server = ${host}\n\n[host.${host}]\n  capabilities = ["pull", "resolve"]\n`,
  }
}

/** Version 2 of the file is what containerd 1.6 writes and 2.x still reads. */
function containerd(directory: string, cni: string): string {
  const text = JSON.stringify
  return `version = 2
root = "/var/lib/containerd"
state = "/run/containerd"

[grpc]
  address = ${text(containerdSocket)}

[plugins."io.containerd.internal.v1.opt"]
  path = "/var/lib/containerd-opt"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = ${text(sandboxImage)}
  # Without CAP_SYS_RESOURCE, as in many virtual machines, nobody may lower a score: every sandbox would fail.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = ${text(registriesDirectory(directory))}
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = ${text(cni)}
    conf_dir = ${text(`${directory}/net.d`)}
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
`
}

function podNetwork({ podCidr }: SlotNetwork) {
  return {
    cniVersion: '1.0.0',
    name: 'pods',
    plugins: [
      {
        type: 'bridge',
        bridge: 'cni0',
        isGateway: true,
        // Pods keep their addresses: the machine has a route back to them.
        ipMasq: false,
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          ranges: [[{ subnet: podCidr }]],
          routes: [{ dst: '0.0.0.0/0' }],
          dataDir: '/run/cni-addresses',
        },
      },
      { type: 'portmap', backend: 'nftables', capabilities: { portMappings: true } },
    ],
  }
}

function kubelet(directory: string, network: SlotNetwork, ca: string) {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: ca } },
    authorization: { mode: 'Webhook' },
    // Refused by default since 1.35.
    failCgroupV1: false,
    failSwapOn: false,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: '/',
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    clusterDNS: [network.dnsService],
    clusterDomain: 'cluster.local',
    resolvConf: `${directory}/resolv.conf`,
    volumePluginDir: '/var/lib/kubelet/volume-plugins',
    // The machine's disk and memory are somebody else's: how full they are must not evict pods. "0" would be refused.
    evictionHard: Object.fromEntries(
      ['imagefs.available', 'imagefs.inodesFree', 'memory.available', 'nodefs.available', 'nodefs.inodesFree'].map(
        (signal) => [signal, '0%'],
      ),
    ),
    imageGCHighThresholdPercent: 100,
    // As with containerd: not everybody may lower it.
    oomScoreAdj: 0,
    enforceNodeAllocatable: [],
    serializeImagePulls: false,
  }
}

function kubeProxy(directory: string, { podCidr }: SlotNetwork) {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    clientConnection: { kubeconfig: `${directory}/kube-proxy.conf` },
    clusterCIDR: podCidr,
    oomScoreAdj: 0,
    healthzBindAddress: '127.0.0.1:10256',
    metricsBindAddress: '127.0.0.1:10249',
    // These are the machine's, not the namespace's: left as they are.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  }
}

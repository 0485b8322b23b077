import type { HardwareModel } from './hardware/model.ts'

/** Kubernetes' name of a CPU architecture (`kubernetes.io/arch`). `arm` is 32-bit ARMv7. */
export type Architecture = 'arm64' | 'amd64' | 'arm'

/** A server runs the control plane, and ordinary pods unless it is tainted; an agent runs pods only. */
export type NodeRole = 'server' | 'agent'

/** What a node starts its operating system from. `netboot` needs a MAC address. */
export type BootMedium = 'sd' | 'emmc' | 'nvme' | 'usb' | 'disk' | 'netboot'

/** How a disk is made and attached. `ssd` and `hdd` are SATA, also in a USB enclosure; `usb` is a stick. */
export type DiskKind = 'sd' | 'emmc' | 'nvme' | 'ssd' | 'hdd' | 'usb' | 'virtual'

/** What a disk is for. A node has at most one `os` disk; `storage` disks hold replicated volumes, whatever system makes them. */
export type DiskPurpose = 'os' | 'storage' | 'etcd' | 'local'

/** A disk of a node. */
export interface Disk {
  /** Stable id below `/dev/disk/by-id/`, so that a swapped cable does not wipe the wrong disk. */
  readonly id: string
  readonly kind: DiskKind
  readonly purpose: DiskPurpose
  /** Capacity in gigabytes (10^9 bytes), as printed on the disk. */
  readonly sizeGB: number
}

/** Keeps pods that do not tolerate it off a node. */
export interface Taint {
  readonly key: string
  /** @default empty */
  readonly value?: string
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
}

/** What a node can really give to pods, after the system, the kubelet and k3s itself took their share. */
export interface Allocatable {
  /** Thousandths of a core. */
  readonly cpuMillis: number
  readonly memoryBytes: number
  readonly ephemeralStorageBytes: number
  readonly pods: number
  /** What device plugins offer, by the name that pods ask for: `nvidia.com/gpu`. @default none */
  readonly extended?: Readonly<Record<string, number>>
}

/** A further network interface of a node, beside the one with its address. */
export interface NodeInterface {
  /** As `ip link` shows it. Name or `mac` must be given. */
  readonly name?: string
  readonly mac?: string
  /** @default whatever the network gives it */
  readonly address?: string
  /** Network that it leads into, in CIDR notation. @default unknown */
  readonly subnet?: string
}

/** A node of a validated definition: defaults filled in, hardware resolved. */
export interface ClusterNode {
  readonly name: string
  readonly hardware: HardwareModel
  readonly role: NodeRole
  readonly address: string
  /** IPv6 address; absent unless the cluster is dual-stack. */
  readonly address6?: string
  /** The machine that it runs on; absent unless it is a virtual machine. */
  readonly host?: string
  /**
   * Kind -> name of what it depends on. When any node of the cluster names a kind, all have it: one that names none
   * is alone, in a domain of its own name.
   */
  readonly failureDomains: Readonly<Record<string, string>>
  readonly mac?: string
  readonly boot: BootMedium
  readonly disks: readonly Disk[]
  /** As its author wrote them; `nodeLabels(node)` gives all labels that the node carries. */
  readonly labels: Readonly<Record<string, string>>
  /** Labels that an administrator sets once the node has joined, because its kubelet may not. */
  readonly adminLabels: Readonly<Record<string, string>>
  readonly interfaces: readonly NodeInterface[]
  /** Value of the label `node.kubernetes.io/instance-type`. @default the id of its hardware */
  readonly instanceType?: string
  readonly taints: readonly Taint[]
  readonly allocatable: Allocatable
  /** What `onNodesWith()` can ask for: disk kinds, `poe`, `netboot`, and the owner's own words. */
  readonly capabilities: readonly string[]
}

import type { DistributionId } from '../distribution/distributions.ts'
import type { Connector, Registry, StaticUser } from './cluster.ts'
import type { HardwareId } from './hardware/catalogue.ts'
import type { Allocatable, Architecture, BootMedium, Disk, NodeInterface, NodeRole, Taint } from './node-types.ts'
import type { OutsideMachine } from './outside-machine.ts'

/** A cluster as its owner writes it. `defineCluster()` checks it and fills in the defaults. */
export interface ClusterInput {
  /** DNS label; also the folder in `apps/` and in `dist/`. */
  readonly name: string
  /** Domain below which all hosts are exposed, e.g. `ainur.home.arpa`. */
  readonly domain: string
  /** Says that a public `domain` is registered to you, which silences the warning about it. @default false */
  readonly ownsDomain?: boolean
  readonly git: GitInput
  readonly kubernetes: {
    readonly distribution: DistributionId
    /** Version that the nodes run, e.g. `v1.36.4+k3s1`. */
    readonly version: string
  }
  readonly network: NetworkInput
  readonly nodes: readonly NodeInput[]
  /** Machines that are not part of the cluster: their addresses are reserved, and apps refer to them. @default none */
  readonly machines?: readonly OutsideMachine[]
  readonly identity: IdentityInput
  /**
   * Prefix of the images that this repository builds, e.g. `ghcr.io/you`.
   * @default follows from `git.url` for GitHub, GitLab and Codeberg; else it must be given
   */
  readonly registry?: string
  /**
   * What is special about registries that images are pulled from, by the beginning of an image's name: `ghcr.io/you` for a
   * login, `docker.io` for a mirror. @default none: pulled without a login, from where they are
   */
  readonly registries?: Readonly<Record<string, Registry>>
}

/** The repository with the rendered tree. */
export interface GitInput {
  /** Where Argo CD reads the rendered tree; without credentials. */
  readonly url: string
  /** @default main */
  readonly branch?: string
  /** Folder of the rendered tree inside the repository. @default dist/<name> */
  readonly path?: string
}

/** The LAN of the nodes, and the addresses that the cluster takes in it. */
export interface NetworkInput {
  /** CIDR of the nodes' LAN. */
  readonly subnet: string
  /** Address of the router. */
  readonly gateway: string
  /** DNS servers that nodes ask: at least one, outside the cluster. */
  readonly dns: readonly string[]
  /** Virtual address of the Kubernetes API; free, outside the pool. */
  readonly controlPlaneVip: string
  /** Interface that carries the virtual addresses. @default on each server, the one with its default route */
  readonly interface?: string
  /** Addresses for Services, in one pool or several; those of the LAN are taken out of DHCP. */
  readonly servicePool: PoolInput | readonly PoolInput[]
  /** IPv6 beside IPv4; every node then has an `address6`. It can be chosen only before the cluster exists. @default none */
  readonly ipv6?: Ipv6Input
}

/** Addresses, both ends included: `192.168.1.240-192.168.1.250`, a CIDR, or both ends. */
export type PoolInput = string | PoolEnds

export interface PoolEnds {
  readonly from: string
  readonly to: string
  /**
   * Whether routers learn the way to each address from the load balancer, through BGP, so that the addresses need not be
   * part of the LAN. @default false
   */
  readonly routed?: boolean
}

/** The IPv6 half of a dual-stack cluster. */
export interface Ipv6Input {
  /** CIDR of the nodes' LAN. */
  readonly subnet: string
  /** A second virtual address of the Kubernetes API. @default the API has an IPv4 address only */
  readonly controlPlaneVip?: string
  /** @default `fd00:42::/56` on k3s */
  readonly pods?: string
  /** @default `fd00:43::/112` on k3s */
  readonly services?: string
  /** IPv6 addresses for Services, in one pool or several. @default Services have IPv4 addresses only */
  readonly servicePool?: PoolInput | readonly PoolInput[]
}

/** One machine of the cluster. */
export interface NodeInput {
  /** DNS label: the host name. */
  readonly name: string
  readonly hardware: HardwareId
  /** What only the owner knows of the hardware; what is known of it may be repeated, but not contradicted. @default nothing */
  readonly machine?: MachineInput
  readonly role: NodeRole
  readonly address: string
  /** Second address, in a cluster with `network.ipv6`. @default none */
  readonly address6?: string
  /** The machine that a `virtual-machine` runs on: a hypervisor, or another node. @default none */
  readonly host?: string
  /**
   * What else takes the node down with it, by kind: `{ switch: 'sw1', power: 'ups-a' }`. `zone` and `region` become
   * Kubernetes' own labels. @default none
   */
  readonly failureDomains?: Readonly<Record<string, string>>
  /** MAC address; needed to boot from the network. @default not known */
  readonly mac?: string
  /** @default the kind of the `os` disk; without one what the hardware usually has, `sd` on most boards, else `disk` */
  readonly boot?: BootMedium
  /** @default none */
  readonly disks?: readonly Disk[]
  /** @default none */
  readonly labels?: Readonly<Record<string, string>>
  /** Labels that a kubelet may not set (`kubernetes.io/…`): an administrator sets them at the bootstrap. @default none */
  readonly adminLabels?: Readonly<Record<string, string>>
  /** Value of the label `node.kubernetes.io/instance-type`. @default the hardware's id */
  readonly instanceType?: string
  /** Network interfaces beside the one with `address`. @default none */
  readonly interfaces?: readonly NodeInterface[]
  /** @default what the distribution gives: none on k3s, `node-role.kubernetes.io/control-plane:NoSchedule` on servers of others */
  readonly taints?: readonly Taint[]
  /** Whether power comes over Ethernet. @default false */
  readonly poe?: boolean
  /** Words of your own for `onNodesWith()`. @default none */
  readonly capabilities?: readonly string[]
  /** What the node can really give to pods, where you measured it. @default derived from hardware and role */
  readonly allocatable?: AllocatableInput
}

/** Numbers that replace what is derived, and extended resources by their names: `{ 'nvidia.com/gpu': 1 }`. */
export type AllocatableInput = Partial<Omit<Allocatable, 'extended'>> & {
  readonly [resource: `${string}/${string}`]: number
}

/** The size of a machine, where its hardware comes in several. */
export interface MachineInput {
  /** @default what the hardware has */
  readonly architecture?: Architecture
  /** @default what the hardware has; 4 on a mini-pc */
  readonly cores?: number
  /** Memory in GiB. @default what the hardware has; 16 on a mini-pc */
  readonly memoryGB?: number
}

/** People, and how they sign in. */
export interface IdentityInput {
  /** E-mail addresses of the people who may do everything. */
  readonly admins: readonly string[]
  /** Group name -> e-mail addresses. @default none */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  /** Services that people sign in at. @default none */
  readonly connectors?: readonly Connector[]
  /**
   * People who sign in with a password that Dex itself checks (as a bcrypt hash that the bootstrap asks for).
   * @default none
   */
  readonly users?: readonly StaticUser[]
}

import type { ProvidedObject } from '../app/upstream-release.ts'
import type { Allocatable, Architecture, Taint } from '../cluster/node-types.ts'
import type { Component } from './component.ts'
import type { ConfigurationPart } from './configuration-part.ts'

/** Where the control plane keeps its state. */
export type Datastore = 'sqlite' | 'etcd'

/** What this project knows about a Kubernetes distribution: facts, and how it is configured. */
export interface Distribution {
  /** Name as people write it. */
  readonly title: string
  readonly version: VersionSyntax
  /** Architectures that it is built for. */
  readonly architectures: readonly Architecture[]
  /** Networks of pods and Services that the distribution takes by default, as our clusters do. */
  readonly networks: { readonly pods: string; readonly services: string }
  /** How it runs with IPv6 beside IPv4; or why that cannot be set up, as the end of a sentence. */
  readonly dualStack: DualStack | { readonly because: string }
  /** Address of the Service `kube-system/kube-dns`, which every kubelet writes into its pods. */
  readonly dnsAddress: string
  readonly server: ServerFacts
  /** Ports that its own programs, and SSH, listen on in the network of a node. */
  readonly ports: readonly NodePort[]
  /**
   * Who answers for `network.controlPlaneVip`: kube-vip from our tree, or the distribution by a setting of its own, so
   * that the address is there before any pod runs.
   */
  readonly virtualAddress: 'kube-vip' | 'distribution'
  /** What it starts in a fresh cluster; each component can be left out. */
  readonly components: readonly Component[]
  /** What exists in a fresh cluster besides its components. */
  readonly objects: readonly ProvidedObject[]
  /** Whether Sidero Omni makes and manages such clusters. */
  readonly managedByOmni: boolean
  readonly configure: Configure
}

/** A port of a node that belongs to the node: no pod may have it. */
export interface NodePort {
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
  readonly on: 'servers' | 'all nodes'
  /** Who listens there, as messages call it. */
  readonly of: string
}

/** Networks of pods and Services in IPv6, unless a definition says otherwise. */
export interface DualStack {
  readonly pods: string
  readonly services: string
  /**
   * Has servers use networks of both families, and a node both of its addresses.
   *
   * @param networks IPv4 first, as everywhere.
   */
  configure(
    networks: { readonly pods: readonly string[]; readonly services: readonly string[] },
    addresses: readonly string[],
  ): readonly ConfigurationPart[]
}

/** What a version of the distribution looks like. */
export interface VersionSyntax {
  readonly example: string
  /** Build after the `+`. Absent: versions have none. */
  readonly build?: { readonly pattern: RegExp; readonly first: string }
  /** Minor versions of Kubernetes 1 that can be written down. */
  readonly minors: readonly number[]
}

/** What is special about the servers of a distribution. */
export interface ServerFacts {
  /** Taints of a server that lists none itself. */
  readonly taints: readonly Taint[]
  /** Memory in GiB that the distribution asks for. */
  readonly memoryGB: number
  /** What the control plane takes from a server, beyond what an agent of the same hardware keeps for itself. */
  readonly takes: Readonly<Record<Datastore, Pick<Allocatable, 'cpuMillis' | 'memoryBytes'>>>
  /** @param servers how many there are; @param etcdDisk whether one sets a disk aside for etcd. */
  datastore(servers: number, etcdDisk: boolean): Datastore
}

/** How the distribution is configured: the parts of the files that it reads, for the program that writes them. */
export interface Configure {
  /** Leaves components out, by their names. */
  without(components: readonly string[]): readonly ConfigurationPart[]
  /**
   * Lets the API server believe the tokens of an OpenID Connect issuer.
   *
   * @param configuration see `authenticationConfiguration()`
   */
  authentication(configuration: Readonly<Record<string, unknown>>): readonly ConfigurationPart[]
  /** Labels that a node gives itself; only those that `kubeletMaySet()`. */
  nodeLabels(labels: Readonly<Record<string, string>>): readonly ConfigurationPart[]
  /**
   * Has the distribution answer for the address of the API, where `virtualAddress` says so; otherwise makes the API
   * server's certificate good for it.
   *
   * @param link interface that carries the address
   */
  virtualAddress(address: string, link: string): readonly ConfigurationPart[]
  /**
   * Has a node ask mirrors before a registry, which comes last.
   *
   * @param mirrors host of the registry -> URLs, in the order in which they are asked
   */
  registryMirrors(mirrors: Readonly<Record<string, readonly string[]>>): readonly ConfigurationPart[]
}

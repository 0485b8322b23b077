import { App as Cdk8sApp } from 'cdk8s'
import type { AddressEntry, AddressRegister } from '../cluster/address-register.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { definedAddresses } from '../cluster/defined-addresses.ts'
import { quote } from '../cluster/problem.ts'
import type { App } from './app.ts'
import { noteBegunTree } from './begun-trees.ts'
import { TreeError } from './tree-error.ts'

/** A host that the tree publishes to the LAN. */
export interface Exposure {
  readonly app: string
  readonly host: string
  /** The address that the host must resolve to, inside and outside the cluster. */
  readonly address: string
  /** A second one, of IPv6. @default none */
  readonly address6?: string
  readonly url: string
}

/** The root of a cluster's construct tree: scope of all its apps. */
export class ClusterTree extends Cdk8sApp {
  readonly definition: Cluster
  readonly apps: App[] = []
  readonly exposures: Exposure[] = []
  #addresses: AddressRegister
  #completed = false

  constructor(definition: Cluster) {
    // What cluster.ts exports under another name arrives here as undefined, and each app would stumble over it elsewhere.
    if (typeof definition?.host !== 'function') {
      throw new Error(
        `new ClusterTree() was given ${quote(definition)}; it takes what defineCluster() returns, exported by cluster.ts as \`export const cluster = defineCluster({ … })\``,
      )
    }
    super()
    this.definition = definition
    this.#addresses = definedAddresses(definition)
    noteBegunTree(this)
  }

  /** @internal Called by `App`. */
  register(app: App): void {
    this.apps.push(app)
  }

  /** Who has which address: what the definition says, and what apps have reserved so far. */
  get addresses(): AddressRegister {
    return this.#addresses
  }

  /** @internal Called by `App.reserveAddress()`. */
  registerAddress(entry: AddressEntry): void {
    this.#addresses = this.#addresses.with([entry])
  }

  addExposure(exposure: Exposure): void {
    this.exposures.push(exposure)
  }

  /**
   * Lets every app add what depends on the others. Idempotent. Apps complete after those that depend on them, so that an
   * identity provider has seen all its clients; apps that look at the whole tree (DNS, namespaces) should depend on as
   * little as possible.
   *
   * @throws TreeError if an app was given what it cannot use.
   */
  complete(): void {
    this.#refuseErrors()
    if (this.#completed) return
    this.#completed = true
    for (const app of this.apps) app.applyValueOverrides()
    for (const app of [...this.apps].reverse()) app.complete()
    this.#refuseErrors()
  }

  #refuseErrors(): void {
    if (this.apps.some(({ findings }) => findings.some(({ severity }) => severity === 'error')))
      throw new TreeError(this)
  }
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { ProcessCluster, type ProcessClusterParts } from '../process/process-cluster.ts'
import type { K3d } from './k3d.ts'
import { assertKillable, type K3dNode } from './k3d-config.ts'

/** A cluster of k3s nodes in containers. */
export class K3dCluster extends ProcessCluster {
  /** Which container represents which machine of the definition. */
  readonly nodes: readonly K3dNode[]
  private readonly k3d: K3d
  private readonly id: string
  private readonly forget: () => void

  constructor(
    parts: Omit<ProcessClusterParts, 'nodeNames'> & {
      readonly k3d: K3d
      readonly id: string
      readonly nodes: readonly K3dNode[]
      /** Called once the cluster is deleted. */
      readonly forget: () => void
    },
  ) {
    // Agents register in their own time: all of them are waited for by name.
    super({ ...parts, nodeNames: parts.nodes.map(({ name }) => name) })
    this.k3d = parts.k3d
    this.id = parts.id
    this.nodes = parts.nodes
    this.forget = parts.forget
  }

  override machineOf(node: string): string {
    return this.nodes.find(({ name }) => name === node)?.node.metadata.name ?? node
  }

  /** Stops the machine's container. */
  override async killMachine(machine: string): Promise<void> {
    assertKillable(this.nodes, machine)
    await this.k3d.stopNode(this.nodeOf(machine).name)
  }

  override async reviveMachine(machine: string): Promise<void> {
    await this.k3d.startNode(this.nodeOf(machine).name)
  }

  /** Besides the objects: what k3s wrote on each node. */
  override async exportLogs(directory: string): Promise<void> {
    mkdirSync(directory, { recursive: true })
    for (const { name } of this.nodes) {
      const { all, failed } = await execa('docker', ['logs', name], { all: true, reject: false })
      writeFileSync(join(directory, `${name}.log`), failed ? `docker logs ${name} failed: ${all ?? ''}` : all)
    }
    await super.exportLogs(directory)
  }

  override async destroy(): Promise<void> {
    if (!this.ended) await this.k3d.deleteCluster(this.id)
    this.ended = true
    this.forget()
    await super.destroy()
  }

  private nodeOf(machine: string): K3dNode {
    const found = this.nodes.find(({ node }) => node.metadata.name === machine)
    if (found) return found
    throw new Error(`there is no ${machine}; there are ${this.nodes.map(({ node }) => node.metadata.name).join(', ')}`)
  }

  private ended = false
}

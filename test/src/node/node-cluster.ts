import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { ProcessCluster, type ProcessClusterParts } from '../process/process-cluster.ts'
import { registryFiles } from './node-files.ts'
import type { NodeSpace } from './node-space.ts'
import { removeSlot } from './remove-slot.ts'
import type { Slot } from './slot.ts'
import { writeFiles } from './start-runtime.ts'

/** A cluster with a real node: its namespaces, its link and its cgroup end with it. */
export class NodeCluster extends ProcessCluster {
  readonly slot: Slot
  readonly space: NodeSpace

  constructor(parts: ProcessClusterParts & { readonly slot: Slot; readonly space: NodeSpace }) {
    super(parts)
    this.slot = parts.slot
    this.space = parts.space
  }

  /**
   * Has the node pull images called `name/…` from a registry on this machine, over plain HTTP.
   *
   * @param port on which the registry listens at every address of this machine
   */
  useRegistry(name: string, port: number): void {
    const url = `http://${this.slot.network.machine}:${port}`
    writeFiles(this.family.directory, registryFiles(name, url))
  }

  /** Besides logs and objects: what the containers wrote. */
  override async exportLogs(directory: string): Promise<void> {
    await super.exportLogs(directory)
    const pods = join(this.family.directory, 'pod-logs', 'pods')
    if (existsSync(pods)) cpSync(pods, join(directory, 'pods'), { recursive: true })
  }

  override async destroy(): Promise<void> {
    await this.space.close()
    await super.destroy()
    await removeSlot(this.slot)
  }
}

import { mkdirSync } from 'node:fs'
import type { KubeApi } from '../api/kube-api.ts'
import type { KubeObject } from '../api/kube-object.ts'
import { type ApplyReport, applyObjects } from '../apply/apply-objects.ts'
import { killNode, reviveNode } from '../nodes/kill-node.ts'
import { exportObjects } from '../provider/export-objects.ts'
import type { TestCluster } from '../provider/provider.ts'
import { waitForNodes } from '../wait/wait-for-nodes.ts'
import type { Family } from './family.ts'

export interface ProcessClusterParts {
  readonly name: string
  readonly family: Family
  readonly api: KubeApi
  readonly kubeconfig: string
  /** Names of the Node objects that it is to have. */
  readonly nodeNames: readonly string[]
}

/** A cluster of child processes. */
export class ProcessCluster implements TestCluster {
  readonly name: string
  readonly api: KubeApi
  readonly kubeconfig: string
  /** Its processes, logs and directory. */
  readonly family: Family
  private readonly nodeNames: readonly string[]

  constructor({ name, family, api, kubeconfig, nodeNames }: ProcessClusterParts) {
    this.name = name
    this.family = family
    this.api = api
    this.kubeconfig = kubeconfig
    this.nodeNames = nodeNames
  }

  async waitReady({ timeoutMs }: { readonly timeoutMs?: number } = {}): Promise<void> {
    const guard = () => this.family.assertRunning()
    await waitForNodes(this.api, { names: this.nodeNames, guard, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
  }

  apply(objects: readonly KubeObject[]): Promise<ApplyReport> {
    return applyObjects(this.api, objects)
  }

  /** Name in the definition of the machine behind a Node object. */
  machineOf(node: string): string {
    return node
  }

  /** Takes the power from a machine of the definition. */
  killMachine(machine: string): Promise<void> {
    return killNode(this.api, machine)
  }

  /** Gives a killed machine its power back. */
  reviveMachine(machine: string): Promise<void> {
    return reviveNode(this.api, machine)
  }

  async exportLogs(directory: string): Promise<void> {
    mkdirSync(directory, { recursive: true })
    this.family.exportLogs(directory)
    const api = this.api.withoutGuard()
    try {
      await exportObjects(api, directory)
    } finally {
      api.close()
    }
  }

  async destroy(): Promise<void> {
    this.api.close()
    await this.family.end()
  }
}

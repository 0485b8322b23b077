import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { TestCluster } from '../../src/provider/provider.ts'
import { until } from '../../src/wait/until.ts'

/**
 * A program that takes k3d's command lines and answers with the kubeconfig of a cluster that runs already. Its
 * `cluster create` returns once `serve` has made the nodes.
 */
export class K3dStandIn {
  readonly command: string
  private readonly directory: string

  constructor(directory: string, kubeconfig: string) {
    this.directory = directory
    this.command = join(directory, 'k3d')
    writeFileSync(
      this.command,
      `#!/bin/sh
echo "$@" >> ${directory}/calls
case "$1 $2" in
  'cluster create') until [ -e ${directory}/created ]; do sleep 0.05; done ;;
  'kubeconfig get') cat ${kubeconfig} ;;
esac
`,
    )
    chmodSync(this.command, 0o755)
  }

  calls(): string[] {
    const file = join(this.directory, 'calls')
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  }

  /**
   * Makes the Node objects that k3d's configuration asks for, with the labels that it gives. Returns the configuration.
   *
   * @param status what a kubelet would say of each
   */
  async serve(cluster: TestCluster, status: object) {
    const config = await until<{ metadata: { name: string }; servers: number; agents: number; options: Options }>(
      () => {
        const file = /^cluster create --config (.*)$/.exec(this.calls().at(-1) ?? '')?.[1]
        return file ? { done: parse(readFileSync(file, 'utf8')) } : { state: this.calls().join('; ') }
      },
      { what: 'k3d cluster create' },
    )
    for (const role of ['server', 'agent'] as const) {
      for (let index = 0; index < config[`${role}s`]; index++) {
        const labels = config.options.k3s.nodeLabels
          .filter(({ nodeFilters }) => nodeFilters.includes(`${role}:${index}`))
          .map(({ label }) => label.split('=') as [string, string])
        const name = `k3d-${config.metadata.name}-${role}-${index}`
        const metadata = { name, labels: { ...Object.fromEntries(labels), 'kubernetes.io/hostname': name } }
        await cluster.api.create({ apiVersion: 'v1', kind: 'Node', metadata, status })
      }
    }
    writeFileSync(join(this.directory, 'created'), '')
    return config
  }
}

interface Options {
  readonly k3s: { readonly nodeLabels: readonly { readonly label: string; readonly nodeFilters: readonly string[] }[] }
}

import { ExecaError, execa, execaSync } from 'execa'

/** The k3d command line. */
export class K3d {
  private readonly command: string

  /** @param command name or path of the program. @default 'k3d' from the PATH */
  constructor(command = 'k3d') {
    this.command = command
  }

  /** Why k3d cannot be used, in one line; undefined when it can. */
  async unavailable(): Promise<string | undefined> {
    const found = await execa(this.command, ['version'], { reject: false })
    if (found.code === 'ENOENT') return `${this.command} is not installed; see https://k3d.io/stable/#installation`
    if (found.failed) return `\`${this.command} version\` failed: ${lastLines(found.stderr, 1)}`
    return undefined
  }

  /** Starts what a configuration file describes; removes it again when that fails. */
  async createCluster(configFile: string): Promise<void> {
    await this.run('cluster', 'create', '--config', configFile)
  }

  /** Loads archives of images into every node. */
  async importImages(cluster: string, archives: readonly string[]): Promise<void> {
    if (archives.length > 0) await this.run('image', 'import', '--cluster', cluster, ...archives)
  }

  /** Text of a kubeconfig with full rights. */
  kubeconfig(cluster: string): Promise<string> {
    return this.run('kubeconfig', 'get', cluster)
  }

  async deleteCluster(cluster: string): Promise<void> {
    await this.run('cluster', 'delete', cluster)
  }

  /** Deletes a cluster before it returns, for the moment in which this process ends. Failures are not reported. */
  deleteClusterNow(cluster: string): void {
    execaSync(this.command, ['cluster', 'delete', cluster], { stdio: 'ignore', reject: false })
  }

  /** Stops a node's container: to the cluster, its power is gone. */
  async stopNode(node: string): Promise<void> {
    await this.run('node', 'stop', node)
  }

  async startNode(node: string): Promise<void> {
    await this.run('node', 'start', node)
  }

  private async run(...args: readonly string[]): Promise<string> {
    try {
      return (await execa(this.command, [...args], { stdin: 'ignore' })).stdout
    } catch (cause) {
      if (!(cause instanceof ExecaError)) throw cause
      const how =
        cause.exitCode === undefined
          ? `could not be run (${cause.code ?? cause.signal})`
          : `exited with code ${cause.exitCode}`
      throw new Error(`k3d ${args.join(' ')} ${how}\n${lastLines(String(cause.stderr ?? ''), 15)}`, { cause })
    }
  }
}

function lastLines(text: string | undefined, count: number): string {
  const lines = (text ?? '').trimEnd().split('\n').slice(-count)
  return lines.map((line) => (count === 1 ? line.trim() : `  | ${line}`)).join('\n')
}

import { Writable } from 'node:stream'
import { Exec, KubeConfig, type V1Status } from '@kubernetes/client-node'

export interface PodCommandResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command in a container through the API server and the kubelet, as `kubectl exec` does. */
export async function execInPod(
  kubeconfig: string,
  target: { readonly namespace: string; readonly pod: string; readonly container: string },
  command: readonly string[],
): Promise<PodCommandResult> {
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  const [stdout, stderr] = [new Collector(), new Collector()]
  const status = await new Promise<V1Status>((resolve, reject) => {
    new Exec(config)
      .exec(target.namespace, target.pod, target.container, [...command], stdout, stderr, null, false, resolve)
      .then((socket) => {
        socket.on('error', reject)
        // The status comes last, and before this when it comes at all.
        socket.on('close', () => reject(new Error('the connection ended before the command did')))
      }, reject)
  })
  return { exitCode: exitCodeOf(status), stdout: stdout.text, stderr: stderr.text }
}

/** A command that ran and failed has its exit code among the causes; anything else means that it did not run. */
function exitCodeOf({ status, message, details }: V1Status): number {
  if (status === 'Success') return 0
  const code = details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message
  if (code === undefined) throw new Error(`the command could not be run: ${message}`)
  return Number(code)
}

class Collector extends Writable {
  private readonly chunks: Buffer[] = []

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk)
    done()
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8')
  }
}

import { execa } from 'execa'
import { runDocker } from './docker.ts'
import { ownerLabel } from './sweep.ts'

/** A running container that answers HTTP on one port. */
export class HttpContainer {
  readonly id: string
  readonly url: string

  private constructor(id: string, url: string) {
    this.id = id
    this.url = url
  }

  /** @param args options and image of `docker run`. */
  static async start(args: readonly string[], port: number): Promise<HttpContainer> {
    const id = await runDocker('run', '--detach', `--label=${ownerLabel}=${process.pid}`, ...args)
    try {
      const published = await runDocker('port', id, `${port}/tcp`)
      return new HttpContainer(id, `http://${published.split('\n')[0]}`)
    } catch (cause) {
      const logs = await logsOf(id)
      await runDocker('rm', '--force', id)
      throw new Error(`the container publishes no port ${port}; its log:\n${logs}`, { cause })
    }
  }

  get(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.url}${path}`, init)
  }

  /** Asks until `accept` likes the answer, or throws with the last one and the container's log. */
  async waitFor(path: string, accept: (status: number, body: string) => boolean, timeoutMs = 120_000): Promise<string> {
    const deadline = Date.now() + timeoutMs
    let last = 'no answer'
    while (Date.now() < deadline) {
      try {
        const response = await this.get(path)
        const body = await response.text()
        if (accept(response.status, body)) return body
        last = `${response.status} ${body.slice(0, 300)}`
      } catch (error) {
        last = String(error)
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`${path} did not become as expected in ${timeoutMs} ms; last: ${last}\n${await this.logs()}`)
  }

  async inspect(format: string): Promise<string> {
    return runDocker('inspect', '--format', format, this.id)
  }

  exec(...command: readonly string[]) {
    return execa('docker', ['exec', this.id, ...command], { reject: false })
  }

  logs(): Promise<string> {
    return logsOf(this.id)
  }

  async remove(): Promise<void> {
    await runDocker('rm', '--force', '--volumes', this.id)
  }
}

async function logsOf(id: string): Promise<string> {
  const { all } = await execa('docker', ['logs', id], { all: true, reject: false })
  return all
}

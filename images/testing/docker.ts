import { execa } from 'execa'

/** The image that ours are built on. */
export const baseImage = 'debian:trixie-slim'

/** Docker as a layer can need it: `unavailable()` says in one line why there is none. */
export const docker = {
  name: 'docker',
  async unavailable(): Promise<string | undefined> {
    const info = await execa('docker', ['info', '--format', '{{.ServerVersion}}'], { reject: false })
    if (info.failed) return `no Docker daemon answers (${lastLine(info)}); run images/prepare-docker.sh as root`
    const image = await execa('docker', ['image', 'inspect', baseImage], { reject: false })
    if (image.failed) return `Docker has no image ${baseImage}; run images/prepare-docker.sh`
    return undefined
  },
} as const

/** Runs the Docker command line and returns what it prints. Throws with its last lines when it fails. */
export async function runDocker(...args: readonly string[]): Promise<string> {
  // The classic builder: BuildKit is a plugin that Debian's package does not bring.
  const { stdout } = await execa('docker', [...args], { env: { DOCKER_BUILDKIT: '0' } })
  return stdout
}

/**
 * Builds the image in `directory` and returns its id. The tag only keeps one copy of it: another run may move it to
 * another build at any time.
 */
export function buildImage(directory: string, tag: string): Promise<string> {
  // The machine's network: the daemon may run without a bridge that leads anywhere.
  return runDocker('build', '--quiet', '--network', 'host', '--tag', tag, directory)
}

function lastLine({ stderr, shortMessage }: { stderr?: string; shortMessage?: string }): string {
  return (stderr || shortMessage || '').trim().split('\n').at(-1) ?? ''
}

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { docker } from './docker.ts'
import { sweep } from './sweep.ts'

const here = fileURLToPath(new URL('..', import.meta.url))

/**
 * Before the layer: root gets Docker and a browser installed and started, because root runs tests in a container or on a
 * throw-away machine. Anybody else is told what is missing. Afterwards a daemon that was started here is stopped.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const stop = await prepareAsRoot()
  if (await docker.unavailable()) return stop
  for (const what of await sweep()) process.stderr.write(`swept ${what}, left by a run that was killed\n`)
  return stop
}

async function prepareAsRoot(): Promise<(() => Promise<void>) | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const ranBefore = !(await execa('docker', ['info'], { reject: false })).failed
  if (await docker.unavailable()) await prepare('prepare-docker.sh')
  await prepare('prepare-browser.sh')
  return ranBefore ? undefined : stopDaemon
}

/** A failure is no reason to stop here: the layer says what is missing, and fails where it must. */
async function prepare(script: string): Promise<void> {
  await execa(`${here}${script}`, { reject: false, stdout: 'ignore', stderr: 'inherit' })
}

async function stopDaemon(): Promise<void> {
  const pid = await readFile('/var/run/docker.pid', 'utf8').catch(() => undefined)
  if (pid) process.kill(Number(pid), 'SIGTERM')
}

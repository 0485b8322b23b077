import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { identify } from '../../test/src/cleanup/process-identity.ts'
import { until } from '../../test/src/wait/until.ts'
import { useDaemon } from './daemon-use.ts'
import { docker } from './docker.ts'
import { sweep } from './sweep.ts'

const here = fileURLToPath(new URL('..', import.meta.url))

/**
 * Before the layer: root gets Docker and a browser installed and started, because root runs tests in a container or on a
 * throw-away machine. Anybody else is told what is missing. Afterwards a daemon that was started here is stopped, unless
 * another run still uses it.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const leave = process.getuid?.() === 0 ? await prepareAsRoot() : undefined
  if (await docker.unavailable()) return leave
  for (const what of await sweep()) process.stderr.write(`swept ${what}, left by a run that was killed\n`)
  return leave
}

async function prepareAsRoot(): Promise<() => Promise<void>> {
  const leave = await useDaemon('docker', {
    pid: daemonPid,
    start: async () => {
      if (await docker.unavailable()) await prepare('prepare-docker.sh')
    },
    stop: stopDaemon,
  })
  await prepare('prepare-browser.sh')
  return leave
}

/** A failure does not stop anything here: the layer says what is missing, and fails where it must. */
async function prepare(script: string): Promise<void> {
  await execa(`${here}${script}`, { reject: false, stdout: 'ignore', stderr: 'inherit' })
}

function daemonPid(): number | undefined {
  try {
    const pid = Number(readFileSync('/var/run/docker.pid', 'utf8'))
    return identify(pid) && pid
  } catch {
    return undefined
  }
}

async function stopDaemon(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM')
  await until(() => (identify(pid) ? { state: 'it runs' } : { done: true }), { what: 'dockerd to end' })
}

import type { Finding } from '@ainur/constructs/finding'
import { upstreams } from '@ainur/constructs/upstreams'
import { declaredImages } from '../../images/declared-images.ts'
import type { ImageLock } from '../../images/image-lock.ts'
import { imagesInUse } from '../../images/images-in-use.ts'
import { type ImagesToLock, lockImages } from '../../images/lock-images.ts'
import { readImageLock } from '../../images/read-image-lock.ts'
import { RegistryClient } from '../../images/registry/registry-client.ts'
import { verifyImages } from '../../images/verify-images.ts'
import { formatImageLock, writeImageLock } from '../../images/write-image-lock.ts'
import { findingReport } from '../../summary/finding-report.ts'
import { painter } from '../../summary/painter.ts'
import { ExitCode } from '../exit-code.ts'
import type { Io } from '../io.ts'
import { renderFor } from '../render.ts'
import { UsageError } from '../usage-error.ts'
import type { ImagesFlags } from './command.ts'
import { lockSummary } from './lock-summary.ts'

/** `ainur images lock` and `ainur images verify`. */
export async function runImages(what: 'lock' | 'verify', flags: ImagesFlags, io: Io): Promise<ExitCode> {
  for (const [host, url] of Object.entries(flags.registryMirror)) assertMirror(host, url, flags.insecure === true)
  const lock = readImageLock(io.root)
  const images = await usedImages(flags, io)
  const client = new RegistryClient({ mirrors: flags.registryMirror, insecure: flags.insecure })
  return what === 'lock' ? refresh(lock, images, client, flags, io) : verify(lock, images.inUse, client, flags, io)
}

/** Findings do not matter here: an image that is not locked yet is why this command is run. */
async function usedImages(flags: ImagesFlags, io: Io): Promise<ImagesToLock> {
  const { results } = await renderFor(flags, io)
  const broken = results.filter(({ rendering }) => !rendering)
  for (const { name } of broken) {
    io.stderr(`${name} cannot be rendered, so its images are not looked at: npm run check says why\n`)
  }
  return {
    inUse: imagesInUse(results.flatMap(({ rendering }) => rendering ?? [])),
    declared: declaredImages(upstreams),
    // A cluster that cannot be rendered may use any entry.
    drop: broken.length === 0,
  }
}

async function refresh(
  lock: ImageLock,
  images: ImagesToLock,
  client: RegistryClient,
  flags: ImagesFlags,
  io: Io,
): Promise<ExitCode> {
  let done = 0
  const total = new Set([lock.images, images.declared ?? {}].flatMap(Object.keys).concat(images.inUse)).size
  const result = await lockImages(lock, images, client, (outcome) => {
    done += 1
    io.stderr(`[${done}/${total}] ${outcome.reference}: ${outcome.result}\n`)
  })
  const changed = formatImageLock(result.lock) !== formatImageLock(lock)
  if (changed) writeImageLock(io.root, result.lock)
  if (flags.format === 'json') io.stdout(`${JSON.stringify({ changed, images: result.outcomes }, null, 2)}\n`)
  else io.stdout(lockSummary(result.outcomes, changed))
  return result.outcomes.some(({ problem }) => problem) ? ExitCode.failed : ExitCode.ok
}

async function verify(
  lock: ImageLock,
  inUse: readonly string[],
  client: RegistryClient,
  flags: ImagesFlags,
  io: Io,
): Promise<ExitCode> {
  let done = 0
  const total = Object.keys(lock.images).length
  const findings: Finding[] = await verifyImages(lock, inUse, client, (reference) => {
    done += 1
    io.stderr(`[${done}/${total}] ${reference}\n`)
  })
  if (flags.format === 'json') io.stdout(`${JSON.stringify({ findings }, null, 2)}\n`)
  else {
    const paint = painter(io.colors.stdout)
    const report = findingReport(findings, { cluster: 'images', paint, columns: io.columns, verbose: true })
    io.stdout(report || `${paint.green('✓')} ${total} images are as locked\n`)
  }
  return findings.some(({ severity }) => severity === 'error') ? ExitCode.failed : ExitCode.ok
}

function assertMirror(host: string, text: string, insecure: boolean): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && insecure)) return
  const problem = url?.protocol === 'http:' ? 'plain HTTP needs --insecure as well' : 'not an http(s) URL'
  throw new UsageError(
    `--registry-mirror '${host}=${text}': ${problem}. Write e.g. --registry-mirror ghcr.io=https://mirror.lan`,
  )
}

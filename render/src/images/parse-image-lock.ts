import { defineRule, type Finding, ownObject } from '@ainur/constructs/finding'
import { normalizedReference, parseImageReference } from '@ainur/constructs/image-reference'
import { isRecord } from '@ainur/constructs/is-record'
import { type ImageLock, imageLockFile, type LockedImage } from './image-lock.ts'

export const imageLockInvalid = defineRule('image-lock-invalid', 'error', {
  title: '`images.lock.json` is malformed',
  why: 'No image can be judged by it.',
  remedy: 'Do what the message says.',
})

const platformShape = /^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9.]+)?$/
const digestShape = /^sha256:[0-9a-f]{64}$/
const knownKeys = new Set(['tag', 'digest', 'platforms', 'source', 'upstream'])

/** `images.lock.json` is not what it should be; carries all that is wrong with it. */
export class ImageLockError extends Error {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    super(`images.lock.json: ${findings.map(({ path, message }) => `${path}: ${message}`).join('; ')}`)
    this.name = 'ImageLockError'
    this.findings = findings
  }
}

/**
 * Reads the text of `images.lock.json`.
 *
 * @throws {ImageLockError} with every mistake in it
 */
export function parseImageLock(text: string): ImageLock {
  const findings: Finding[] = []
  const report: Report = (path, message, remedy) => {
    findings.push(imageLockInvalid.finding(ownObject('ImageLock', imageLockFile), path, message, remedy))
  }
  const images = readImages(text, report)
  for (const [reference, entry] of Object.entries(images)) judgeEntry(reference, entry, report)
  if (findings.length > 0) throw new ImageLockError(findings)
  return { images: inOneSpelling(images as Record<string, LockedImage>) }
}

/** Where an image is there in two spellings, what was read from its registry wins. */
function inOneSpelling(images: Record<string, LockedImage>): Record<string, LockedImage> {
  const found: Record<string, LockedImage> = {}
  for (const [reference, entry] of Object.entries(images)) {
    const key = normalizedReference(reference)
    if (found[key]?.source !== 'registry') found[key] = entry
  }
  return found
}

type Report = (path: string, message: string, remedy: string) => void

function readImages(text: string, report: Report): Record<string, unknown> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    report('', `the file is not JSON: ${(error as Error).message}`, 'restore it from Git, or correct it at that place')
    return {}
  }
  if (isRecord(parsed) && isRecord(parsed.images)) return parsed.images
  report(
    'images',
    'it is missing; it maps image references to what is known about them',
    'write {"images": {}} to begin',
  )
  return {}
}

function judgeEntry(reference: string, entry: unknown, report: Report): void {
  const path = `images["${reference}"]`
  if (!isRecord(entry)) {
    report(path, `${JSON.stringify(entry)} is not an object`, 'give it tag, platforms and source')
    return
  }
  const { tag, digest } = parseImageReference(reference)
  if (!tag || digest) {
    report(
      path,
      `"${reference}" is not <repository>:<tag>`,
      'name the image as pods do, with its tag, without a digest',
    )
  } else if (entry.tag !== tag) {
    report(`${path}.tag`, `${JSON.stringify(entry.tag)} given; the reference has "${tag}"`, `write "${tag}"`)
  }
  if (!Array.isArray(entry.platforms) || entry.platforms.length === 0) {
    report(`${path}.platforms`, 'the entry has no platforms', 'list them, e.g. ["linux/amd64", "linux/arm64"]')
  } else {
    for (const [index, platform] of entry.platforms.entries()) {
      if (typeof platform === 'string' && platformShape.test(platform)) continue
      const given = JSON.stringify(platform)
      report(`${path}.platforms[${index}]`, `${given} is not os/architecture[/variant]`, 'write e.g. "linux/arm64"')
    }
  }
  judgeSource(entry, path, report)
  for (const key of Object.keys(entry)) {
    if (!knownKeys.has(key))
      report(`${path}.${key}`, `${key} is not a key of an entry; allowed are ${[...knownKeys].join(', ')}`, 'remove it')
  }
}

function judgeSource(entry: Record<string, unknown>, path: string, report: Report): void {
  const { source, digest, upstream } = entry
  if (source === 'registry') {
    if (typeof digest !== 'string' || !digestShape.test(digest)) {
      const given = JSON.stringify(digest)
      report(`${path}.digest`, `${given} is not sha256:<64 hex digits>`, 'read it again: npm run images -- lock')
    }
  } else if (source === 'declared') {
    if (digest !== undefined) {
      const message = 'a declared entry has no digest: only a registry knows it'
      report(`${path}.digest`, message, 'remove it, or read the entry: npm run images -- lock')
    }
    if (typeof upstream !== 'string' || upstream === '') {
      report(`${path}.upstream`, 'it is missing', 'say where the platforms were read: repository and tag')
    }
  } else {
    report(
      `${path}.source`,
      `${JSON.stringify(source)} was given; allowed are "registry" and "declared"`,
      'write one of them',
    )
  }
}

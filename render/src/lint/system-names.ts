import type { SourceFile } from './import-direction.ts'

/** A place outside of `known-systems/` that may name a system, and why. */
export interface Exception {
  /** Name of the system's folder. */
  readonly system: string
  /** Path of a file, or the beginning of several. */
  readonly path: string
  readonly reason: string
}

const RENDER = 'render/src/'
const KNOWN = 'render/src/known-systems/'
const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*$/gm

/**
 * Files of `render` that name a system in their code: what is known about one belongs into `known-systems/<system>/`.
 * Comments may name whatever they explain.
 *
 * @param systems names of folders, such as `cert-manager`; API groups, such as `cert-manager.io`
 */
export function namedSystems(
  files: readonly SourceFile[],
  systems: readonly string[],
  exceptions: readonly Exception[],
): string[] {
  return files.filter(isCode).flatMap(({ path, text }) => {
    const words = asWords(text.replace(COMMENT, ''))
    return systems
      .filter((system) => new RegExp(`(?<![a-z0-9])${asWords(system)}(?![a-z0-9])`).test(words))
      .filter((system) => !exceptions.some((each) => each.system === system && path.startsWith(each.path)))
      .map((system) => `${path} names ${system}: what is known about it belongs into ${KNOWN}`)
  })
}

/** `certManager`, `CertManager` and `cert-manager` are one name. */
function asWords(text: string): string {
  return text
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1-')
    .toLowerCase()
    .replace(/[_ ]/g, '-')
}

function isCode({ path }: SourceFile): boolean {
  return path.startsWith(RENDER) && !path.startsWith(KNOWN) && !/\.test\.ts$|\/testing\/|\.fixture\.ts$/.test(path)
}

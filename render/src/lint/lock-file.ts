interface LockFile {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>
}

/**
 * Optional packages that a lock file asks for and does not hold, each after the package that asks. npm leaves them out
 * when the registry at hand lacks them, and `npm ci` then refuses the lock file on every machine.
 */
export function optionalPackagesMissing({ packages }: LockFile): string[] {
  return Object.entries(packages).flatMap(([owner, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => !candidates(owner, name).some((path) => path in packages))
      .map((name) => `${owner}: ${name}`),
  )
}

/** Where Node looks for `name` from inside `owner`. */
function candidates(owner: string, name: string): string[] {
  const parents = owner.split('/node_modules/')
  return [
    `node_modules/${name}`,
    ...parents.map((_, index) => `${parents.slice(0, index + 1).join('/node_modules/')}/node_modules/${name}`),
  ]
}
